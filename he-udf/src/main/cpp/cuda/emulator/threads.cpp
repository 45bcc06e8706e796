#include "threads.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

#include "fiber.hpp"

namespace lineal::emulator {
namespace {

constexpr unsigned kMaxThreads = 1024;
constexpr size_t kMaxSharedWords = 163 * 1024 / 8;  // what a block may have on sm_80
constexpr int kDone = 0;
constexpr uint8_t kPoison = 0xa5;

std::atomic<Order> chosen_order{Order::kShuffled};

[[noreturn]] void fail(const char *why) {
  std::fprintf(stderr, "emulated device: %s\n", why);
  std::abort();
}

/// One emulated multiprocessor per thread of the program.
struct Processor {
  Place place{};
  std::vector<uint64_t> shared;
  std::deque<Fiber> fibers;
  std::vector<int> waiting;  // per thread: the barrier's site, or kDone
  unsigned running = 0;
  const std::function<void()> *body = nullptr;
  unsigned long barriers = 0;
  std::mt19937_64 random{20240131};
};

thread_local Processor processor;

void fiber_main() {
  (*processor.body)();
  processor.waiting[processor.running] = kDone;
  processor.fibers[processor.running].suspend();
  fail("a thread went on after its end");
}

void arrange(std::vector<unsigned> *numbers) {
  Order order = chosen_order;
  std::iota(numbers->begin(), numbers->end(), 0u);
  if (order == Order::kBackward) std::reverse(numbers->begin(), numbers->end());
  if (order == Order::kShuffled) {
    std::shuffle(numbers->begin(), numbers->end(), processor.random);
  }
}

/// Every thread to its next barrier or end; whether there was a barrier.
bool run_to_barrier(const std::vector<unsigned> &threads) {
  for (unsigned thread : threads) {
    processor.running = thread;
    processor.place.thread = {thread};
    processor.fibers[thread].resume();
  }
  for (unsigned thread : threads) {
    if (processor.waiting[thread] == processor.waiting[threads[0]]) continue;
    fail("the threads of a block wait at different barriers");
  }
  return processor.waiting[threads[0]] != kDone;
}

void run_block(std::vector<unsigned> *threads) {
  std::memset(processor.shared.data(), kPoison, processor.shared.size() * sizeof(uint64_t));
  arrange(threads);
  for (unsigned thread : *threads) processor.fibers[thread].reset(fiber_main);
  while (run_to_barrier(*threads)) {
    ++processor.barriers;
    arrange(threads);
  }
}

}  // namespace

Place &place() { return processor.place; }

uint64_t *shared_words() { return processor.shared.data(); }

void set_order(Order order) { chosen_order = order; }

unsigned long barriers_passed() { return processor.barriers; }

void barrier(int site) {
  const unsigned thread = processor.running;
  processor.waiting[thread] = site;
  processor.fibers[thread].suspend();
}

void run(unsigned blocks, unsigned threads, size_t shared_words,
         const std::function<void()> &body) {
  if (threads == 0 || threads > kMaxThreads || blocks == 0) fail("a grid no GPU would start");
  if (shared_words > kMaxSharedWords) fail("more shared memory than a block may have");
  processor.shared.resize(shared_words);
  processor.waiting.assign(threads, kDone);
  while (processor.fibers.size() < threads) processor.fibers.emplace_back();
  processor.body = &body;
  std::vector<unsigned> block_order(blocks), thread_order(threads);
  arrange(&block_order);
  processor.place.threads = {threads};
  processor.place.blocks = {blocks};
  for (unsigned block : block_order) {
    processor.place.block = {block};
    run_block(&thread_order);
  }
}

}  // namespace lineal::emulator
