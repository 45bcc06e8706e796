// The emulated device's memory: the host's, poisoned, and known by address.
#include "../memory.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <map>
#include <mutex>
#include <new>

#include "faults.hpp"
#include "stream.hpp"
#include "threads.hpp"

namespace lineal::device {
namespace {

constexpr size_t kAlignment = 256;  // cudaMalloc's
constexpr int kPoison = 0xa5;
constexpr size_t kMostToOffer = size_t{8} << 30;

struct Allocations {
  std::mutex mutex;
  std::map<const char *, size_t> bytes;
  size_t in_use = 0;

  void *add(size_t size) {
    void *memory = std::aligned_alloc(kAlignment, size);
    if (memory == nullptr) throw std::bad_alloc();
    std::memset(memory, kPoison, size);
    std::lock_guard<std::mutex> lock(mutex);
    bytes[static_cast<char *>(memory)] = size;
    in_use += size;
    return memory;
  }

  void remove(void *memory) {
    std::lock_guard<std::mutex> lock(mutex);
    auto at = bytes.find(static_cast<char *>(memory));
    in_use -= at->second;
    std::memset(memory, kPoison, at->second);  // for those who read it after all
    bytes.erase(at);
    std::free(memory);
  }

  bool has(const void *pointer) {
    std::lock_guard<std::mutex> lock(mutex);
    auto after = bytes.upper_bound(static_cast<const char *>(pointer));
    if (after == bytes.begin()) return false;
    auto before = std::prev(after);
    return static_cast<const char *>(pointer) < before->first + before->second;
  }

  size_t used() {
    std::lock_guard<std::mutex> lock(mutex);
    return in_use;
  }
};

Allocations &on_device() {
  static Allocations *all = new Allocations;  // outlives arrays of static storage
  return *all;
}

Allocations &pinned() {
  static Allocations *all = new Allocations;
  return *all;
}

size_t rounded(size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

bool fits(size_t bytes) {
  const size_t all = emulator::memory(), used = on_device().used();
  return used <= all && bytes <= all - used;
}

void require_pinned(const void *memory) {
  if (pinned().has(memory)) return;
  std::fprintf(stderr, "emulated device: a copy of memory that is not pinned\n");
  std::abort();
}

}  // namespace

std::string unavailable() { return ""; }

size_t free_bytes() {
  const size_t all = std::min(emulator::memory(), kMostToOffer), used = on_device().used();
  return all - std::min(all, used);
}

void *allocate(size_t bytes) {
  if (emulator::failed()) fail("emulated failure");
  bytes = rounded(bytes);
  if (!fits(bytes)) emulator::wait();  // as CUDA's pool does, for what this stream frees
  if (!fits(bytes) || emulator::allocation_fails()) throw std::bad_alloc();
  return on_device().add(bytes);
}

void release(void *memory) noexcept {
  emulator::enqueue_release([memory] { on_device().remove(memory); });
}

void *allocate_pinned(size_t bytes) { return pinned().add(rounded(bytes)); }

void release_pinned(void *memory) noexcept { pinned().remove(memory); }

void copy_in(void *to, const void *pinned, size_t bytes) {
  emulator::require_device_memory(to);
  require_pinned(pinned);
  emulator::enqueue([=] { std::memcpy(to, pinned, bytes); });
}

void copy_out(void *pinned, const void *from, size_t bytes) {
  emulator::require_device_memory(from);
  require_pinned(pinned);
  emulator::enqueue([=] { std::memcpy(pinned, from, bytes); });
}

// A mark waits for the whole stream: more than CUDA does, for code that marks as it goes.
Mark::Mark() : event_(nullptr) {}
Mark::~Mark() = default;
void Mark::set() { event_ = this; }
void Mark::wait() {
  if (event_ != nullptr) emulator::wait();
  event_ = nullptr;
}

void finish() { emulator::wait(); }

}  // namespace lineal::device

void lineal::emulator::require_device_memory(const void *pointer) {
  if (pointer == nullptr || device::on_device().has(pointer)) return;
  std::fprintf(stderr, "emulated device: a kernel or a copy was given a pointer of the host's\n");
  std::abort();
}
