// Aligned, pooled memory for residues. Limb arrays of 64 KiB and more would otherwise be mapped and
// faulted in on every allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

namespace lineal {

/// 64-byte aligned words from the pool; not initialised. Throws std::bad_alloc.
class Buffer {
 public:
  Buffer() = default;
  explicit Buffer(size_t words);
  Buffer(Buffer &&other) noexcept { swap(other); }
  Buffer &operator=(Buffer &&other) noexcept {
    swap(other);
    return *this;
  }
  ~Buffer();

  static Buffer zeroed(size_t words);
  Buffer copy() const;

  uint64_t *data() { return data_; }
  const uint64_t *data() const { return data_; }
  size_t size() const { return words_; }
  uint64_t &operator[](size_t i) { return data_[i]; }
  const uint64_t &operator[](size_t i) const { return data_[i]; }

  /// Overwrites the words in a way the compiler keeps; for buffers that held a secret.
  void wipe();

  /// Gives the pool's idle memory back to the system.
  static void trim();

 private:
  void swap(Buffer &other) noexcept {
    std::swap(data_, other.data_);
    std::swap(words_, other.words_);
  }
  uint64_t *data_ = nullptr;
  size_t words_ = 0;
};

}  // namespace lineal
