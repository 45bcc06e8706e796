// CUDA's memory: the stream-ordered pool of the first visible device, a stream per thread.
#include "memory.hpp"

#include <new>

namespace lineal::device {
namespace {

cudaEvent_t event_of(void *event) { return static_cast<cudaEvent_t>(event); }

/// The pool keeps what is freed: else every wait would hand it back to the driver.
cudaError_t prepare() {
  int pools = 0;
  cudaError_t status = cudaDeviceGetAttribute(&pools, cudaDevAttrMemoryPoolsSupported, 0);
  if (status != cudaSuccess) return status;
  if (pools == 0) return cudaErrorNotSupported;
  cudaMemPool_t pool;
  status = cudaDeviceGetDefaultMemPool(&pool, 0);
  if (status != cudaSuccess) return status;
  uint64_t all = UINT64_MAX;
  return cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &all);
}

}  // namespace

void require(cudaError_t status) {
  if (status == cudaSuccess) return;
  if (status == cudaErrorMemoryAllocation) {
    cudaGetLastError();  // or the next kernel's start would report it
    throw std::bad_alloc();
  }
  fail(std::string(cudaGetErrorName(status)) + ": " + cudaGetErrorString(status));
}

std::string unavailable() {
  int count = 0;
  cudaError_t status = cudaGetDeviceCount(&count);
  const bool none = status == cudaSuccess && count == 0;
  if (status == cudaSuccess && count > 0) status = prepare();
  cudaGetLastError();
  if (none) return "no device: CUDA sees none";
  return status == cudaSuccess ? "" : std::string("no device: ") + cudaGetErrorString(status);
}

size_t free_bytes() {
  size_t free = 0, total = 0;
  require(cudaMemGetInfo(&free, &total));
  return free;
}

void *allocate(size_t bytes) {
  void *memory = nullptr;
  require(cudaMallocAsync(&memory, bytes, cudaStreamPerThread));
  return memory;
}

void release(void *memory) noexcept { cudaFreeAsync(memory, cudaStreamPerThread); }

void *allocate_pinned(size_t bytes) {
  void *memory = nullptr;
  require(cudaMallocHost(&memory, bytes));
  return memory;
}

void release_pinned(void *memory) noexcept { cudaFreeHost(memory); }

void copy_in(void *to, const void *pinned, size_t bytes) {
  require(cudaMemcpyAsync(to, pinned, bytes, cudaMemcpyHostToDevice, cudaStreamPerThread));
}

void copy_out(void *pinned, const void *from, size_t bytes) {
  require(cudaMemcpyAsync(pinned, from, bytes, cudaMemcpyDeviceToHost, cudaStreamPerThread));
}

Mark::Mark() {
  cudaEvent_t event;
  require(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
  event_ = event;
}

Mark::~Mark() { cudaEventDestroy(event_of(event_)); }

void Mark::set() { require(cudaEventRecord(event_of(event_), cudaStreamPerThread)); }

void Mark::wait() { require(cudaEventSynchronize(event_of(event_))); }

void finish() { require(cudaStreamSynchronize(cudaStreamPerThread)); }

}  // namespace lineal::device
