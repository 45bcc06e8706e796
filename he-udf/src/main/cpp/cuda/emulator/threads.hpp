// CUDA's thread model on a processor: blocks one after another, a block's threads as fibers that
// take turns at barriers. What a GPU leaves undefined is made to show: shared memory starts
// poisoned, the order of threads and blocks can be turned and shuffled, threads that meet at
// different barriers end the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>

#include "../../core/kernels.h"

namespace lineal::emulator {

/// Of threads between two barriers, and of blocks.
enum class Order { kForward, kBackward, kShuffled };

struct Index {
  unsigned x;
};

/// The running fiber's place.
struct Place {
  Index thread, block, threads, blocks;
};

Place &place();
uint64_t *shared_words();

/// For all threads of the program from now on; kShuffled at first.
void set_order(Order order);

/// Waits for the block's other threads; they must come to the same site.
void barrier(int site);

/// Barriers passed by blocks so far, in this thread of the program.
unsigned long barriers_passed();

/// Runs `body` once per thread of every block.
void run(unsigned blocks, unsigned threads, size_t shared_words,
         const std::function<void()> &body);

/// Ends the program unless the pointer is null or lies in memory of the emulated device: a GPU
/// cannot follow a pointer of the host's.
void require_device_memory(const void *pointer);

template <class T>
void check_argument(const T &argument) {
  if constexpr (std::is_pointer_v<T>) require_device_memory(argument);
  if constexpr (std::is_same_v<T, lineal_row>) require_device_memory(argument.base);
}

}  // namespace lineal::emulator

#define threadIdx (::lineal::emulator::place().thread)
#define blockIdx (::lineal::emulator::place().block)
#define blockDim (::lineal::emulator::place().threads)
#define gridDim (::lineal::emulator::place().blocks)
#define LINEAL_KERNEL(threads) inline void
#define LINEAL_DEVICE inline
#define LINEAL_SHARED_WORDS(name) uint64_t *const name = ::lineal::emulator::shared_words()
#ifdef LINEAL_DROPPED_BARRIER
#define LINEAL_BARRIER(site) \
  ((site) == LINEAL_DROPPED_BARRIER ? void() : ::lineal::emulator::barrier(site))
#else
#define LINEAL_BARRIER(site) ::lineal::emulator::barrier(site)
#endif
