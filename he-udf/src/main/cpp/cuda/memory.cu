// CUDA's memory: the stream-ordered pool of the first visible device, a stream per thread.
#include "memory.hpp"

#include <new>

namespace lineal::device {

void require(cudaError_t status) {
  if (status == cudaSuccess) return;
  if (status == cudaErrorMemoryAllocation) throw std::bad_alloc();
  throw DeviceError(std::string("The GPU failed (") + cudaGetErrorName(status) + ": " +
                    cudaGetErrorString(status) + "); what it held is lost. End this process and "
                    "run the task again elsewhere, or set LINEAL_BACKEND=cpu.");
}

std::string unavailable() {
  int count = 0;
  cudaError_t status = cudaGetDeviceCount(&count);
  cudaGetLastError();  // or the next kernel's start would report it
  if (status == cudaSuccess && count > 0) return "";
  return std::string("no device: ") +
         (status == cudaSuccess ? "CUDA sees none" : cudaGetErrorString(status));
}

void *allocate(size_t bytes) {
  void *memory = nullptr;
  require(cudaMallocAsync(&memory, bytes, cudaStreamPerThread));
  return memory;
}

void release(void *memory) noexcept { cudaFreeAsync(memory, cudaStreamPerThread); }

void upload(void *to, const void *from, size_t bytes) {
  require(cudaMemcpyAsync(to, from, bytes, cudaMemcpyHostToDevice, cudaStreamPerThread));
}

void download(void *to, const void *from, size_t bytes) {
  require(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToHost, cudaStreamPerThread));
  finish();
}

void finish() { require(cudaStreamSynchronize(cudaStreamPerThread)); }

}  // namespace lineal::device
