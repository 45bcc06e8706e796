// Values on the device.
#pragma once

#include <utility>

#include "memory.hpp"
#include "staging.hpp"

namespace lineal::device {

/// Memory of the device; residents that nobody uses make room. Throws std::bad_alloc or DeviceError.
void *obtain(size_t bytes);  // residency.cpp

/// `count` values of T on the device, not initialised.
template <class T>
class Array {
 public:
  explicit Array(size_t count)
      : count_(count), data_(static_cast<T *>(obtain(count * sizeof(T)))) {}
  Array(const T *from, size_t count) : Array(count) { upload(data_, from, count * sizeof(T)); }
  Array(Array &&other) noexcept
      : count_(other.count_), data_(std::exchange(other.data_, nullptr)) {}
  Array &operator=(Array &&) = delete;
  ~Array() {
    if (data_ != nullptr) release(data_);
  }

  T *data() { return data_; }
  const T *data() const { return data_; }

  void store(T *to) const { download({span(to, 0, count_)}); }

  /// `count` values from `first` on, to be downloaded to the host's `to`.
  Span span(T *to, size_t first, size_t count) const {
    return {to, data_ + first, count * sizeof(T)};
  }

 private:
  size_t count_;
  T *data_;
};

using Words = Array<uint64_t>;

}  // namespace lineal::device
