#include "buffer.hpp"

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <vector>

namespace lineal {
namespace {

/// Idle buffers by size; beyond the limit they go back to the system.
class Pool {
 public:
  uint64_t *take(size_t words) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      auto found = idle_.find(words);
      if (found != idle_.end() && !found->second.empty()) {
        uint64_t *data = found->second.back();
        found->second.pop_back();
        idle_words_ -= words;
        return data;
      }
    }
    void *data = std::aligned_alloc(64, (words * 8 + 63) / 64 * 64);
    if (!data) throw std::bad_alloc();
    return static_cast<uint64_t *>(data);
  }

  void give(uint64_t *data, size_t words) noexcept {
    std::lock_guard<std::mutex> lock(mutex_);
    if (idle_words_ + words <= kIdleWords) {
      try {
        idle_[words].push_back(data);
        idle_words_ += words;
        return;
      } catch (const std::bad_alloc &) {  // no room for the book-keeping: fall through
      }
    }
    std::free(data);
  }

  void trim() {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto &[words, buffers] : idle_) {
      for (uint64_t *data : buffers) std::free(data);
    }
    idle_.clear();
    idle_words_ = 0;
  }

 private:
  static constexpr size_t kIdleWords = size_t{32} << 20;  // 256 MiB
  std::mutex mutex_;
  std::map<size_t, std::vector<uint64_t *>> idle_;
  size_t idle_words_ = 0;
};

Pool &pool() {
  static Pool *pool = new Pool;  // never destroyed: handles may outlive static destruction
  return *pool;
}

}  // namespace

Buffer::Buffer(size_t words) : data_(words ? pool().take(words) : nullptr), words_(words) {}

Buffer::~Buffer() {
  if (data_) pool().give(data_, words_);
}

Buffer Buffer::zeroed(size_t words) {
  Buffer buffer(words);
  std::memset(buffer.data_, 0, words * 8);
  return buffer;
}

Buffer Buffer::copy() const {
  Buffer other(words_);
  std::memcpy(other.data_, data_, words_ * 8);
  return other;
}

void Buffer::wipe() {
  if (data_) explicit_bzero(data_, words_ * 8);
}

void Buffer::trim() { pool().trim(); }

}  // namespace lineal
