// The emulated device's memory: the host's, poisoned, and known by address.
#include "../memory.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <new>

#include "threads.hpp"

namespace lineal::device {
namespace {

constexpr size_t kAlignment = 256;  // cudaMalloc's
constexpr int kPoison = 0xa5;

struct Allocations {
  std::mutex mutex;
  std::map<const char *, size_t> bytes;
};

Allocations &allocations() {
  static Allocations *all = new Allocations;  // outlives arrays of static storage
  return *all;
}

}  // namespace

std::string unavailable() { return ""; }

void *allocate(size_t bytes) {
  bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
  void *memory = std::aligned_alloc(kAlignment, bytes);
  if (memory == nullptr) throw std::bad_alloc();
  std::memset(memory, kPoison, bytes);
  std::lock_guard<std::mutex> lock(allocations().mutex);
  allocations().bytes[static_cast<char *>(memory)] = bytes;
  return memory;
}

void release(void *memory) noexcept {
  {
    std::lock_guard<std::mutex> lock(allocations().mutex);
    allocations().bytes.erase(static_cast<char *>(memory));
  }
  std::free(memory);
}

void upload(void *to, const void *from, size_t bytes) {
  emulator::require_device_memory(to);
  std::memcpy(to, from, bytes);
}

void download(void *to, const void *from, size_t bytes) {
  emulator::require_device_memory(from);
  std::memcpy(to, from, bytes);
}

void finish() {}

}  // namespace lineal::device

void lineal::emulator::require_device_memory(const void *pointer) {
  if (pointer == nullptr) return;
  auto &all = device::allocations();
  std::lock_guard<std::mutex> lock(all.mutex);
  auto after = all.bytes.upper_bound(static_cast<const char *>(pointer));
  if (after != all.bytes.begin()) {
    auto before = std::prev(after);
    if (static_cast<const char *>(pointer) < before->first + before->second) return;
  }
  std::fprintf(stderr, "emulated device: a kernel or a copy was given a pointer of the host's\n");
  std::abort();
}
