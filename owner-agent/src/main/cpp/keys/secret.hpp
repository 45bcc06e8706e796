// Memory that held a secret is overwritten before it is given back.
#pragma once

#include <cstdint>
#include <cstring>

#include "buffer.hpp"
#include "kernels.h"

namespace lineal::owner {

/// A pooled buffer that is wiped when it goes out of scope, exceptions included.
class SecretBuffer : public Buffer {
 public:
  SecretBuffer() = default;
  explicit SecretBuffer(size_t words) : Buffer(words) {}
  SecretBuffer(SecretBuffer &&) = default;
  SecretBuffer &operator=(SecretBuffer &&) = default;
  ~SecretBuffer() { wipe(); }
};

/// The key of a secret ChaCha20 stream, or any other 32 secret bytes.
struct SecretKey {
  uint8_t bytes[LINEAL_SEED_BYTES];

  SecretKey() : bytes{} {}
  explicit SecretKey(const uint8_t *source) { std::memcpy(bytes, source, sizeof(bytes)); }
  SecretKey(const SecretKey &other) : SecretKey(other.bytes) {}
  SecretKey &operator=(const SecretKey &) = delete;
  ~SecretKey() { wipe(); }

  void wipe() { explicit_bzero(bytes, sizeof(bytes)); }
};

}  // namespace lineal::owner
