// The device's memory and this thread's stream: two implementations, CUDA's and the emulator's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#ifdef __CUDACC__
#include <cuda_runtime.h>
#endif

namespace lineal::device {

/// The device failed; what it holds is lost, and the process must end.
struct DeviceError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

#ifdef __CUDACC__
/// Throws std::bad_alloc when the device's memory is exhausted, else DeviceError.
void require(cudaError_t status);
#endif

/// Empty, or why there is no device to compute on.
std::string unavailable();

/// Memory in the order of this thread's stream. Throws std::bad_alloc or DeviceError.
void *allocate(size_t bytes);
void release(void *memory) noexcept;
void upload(void *to, const void *from, size_t bytes);

/// Returns when the bytes have arrived, and with them everything started before.
void download(void *to, const void *from, size_t bytes);

/// Returns when everything started by this thread is done.
void finish();

/// `count` values of T on the device, not initialised.
template <class T>
class Array {
 public:
  explicit Array(size_t count)
      : count_(count), data_(static_cast<T *>(allocate(count * sizeof(T)))) {}
  Array(const T *from, size_t count) : Array(count) { upload(data_, from, count * sizeof(T)); }
  Array(Array &&other) noexcept
      : count_(other.count_), data_(std::exchange(other.data_, nullptr)) {}
  Array &operator=(Array &&) = delete;
  ~Array() {
    if (data_ != nullptr) release(data_);
  }

  T *data() { return data_; }
  const T *data() const { return data_; }

  void store(T *to) const { store(to, 0, count_); }
  void store(T *to, size_t first, size_t count) const {
    download(to, data_ + first, count * sizeof(T));
  }

 private:
  size_t count_;
  T *data_;
};

}  // namespace lineal::device
