// One source, two compilers. nvcc: CUDA. g++: emulator/threads.hpp, which runs a block's threads as
// fibers, so that a barrier holds them and a forgotten one shows.
#pragma once

#include <cstddef>
#include <cstdint>

#include "barriers.hpp"

namespace lineal::device {

/// What a kernel is started with.
struct Shape {
  unsigned blocks;
  unsigned threads;
  size_t shared_words;
};

}  // namespace lineal::device

#ifdef __CUDACC__

#include "memory.hpp"

#define LINEAL_KERNEL(threads) __global__ void __launch_bounds__(threads)
#define LINEAL_DEVICE __device__ __forceinline__
#define LINEAL_SHARED_WORDS(name) extern __shared__ uint64_t name[]
#define LINEAL_BARRIER(site) __syncthreads()

namespace lineal::device {

/// Shared memory of a block without asking for more.
constexpr size_t kPlainSharedWords = 48 * 1024 / sizeof(uint64_t);

/// Starts the kernel in this thread's stream. Throws DeviceError: a start that fails is silent
/// unless it is asked for.
template <class... Parameters, class... Arguments>
void launch(void (*kernel)(Parameters...), Shape shape, Arguments... arguments) {
  const size_t bytes = shape.shared_words * sizeof(uint64_t);
  if (shape.shared_words > kPlainSharedWords) {
    require(cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                 static_cast<int>(bytes)));
  }
  kernel<<<shape.blocks, shape.threads, bytes, cudaStreamPerThread>>>(arguments...);
  require(cudaGetLastError());
}

}  // namespace lineal::device

#else

#include "emulator/stream.hpp"
#include "emulator/threads.hpp"

namespace lineal::device {

template <class... Parameters, class... Arguments>
void launch(void (*kernel)(Parameters...), Shape shape, Arguments... arguments) {
  (emulator::check_argument(arguments), ...);
  emulator::enqueue_kernel([=] {
    emulator::run(shape.blocks, shape.threads, shape.shared_words, [&] { kernel(arguments...); });
  });
}

}  // namespace lineal::device

#endif
