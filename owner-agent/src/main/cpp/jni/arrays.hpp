// Java arrays and direct buffers as the core wants them; every size is checked.
#pragma once

#include <jni.h>

#include "ring.hpp"
#include "secret.hpp"

namespace lineal::owner {

/// A copy of a byte[], wiped afterwards.
class SecretBytes {
 public:
  SecretBytes(JNIEnv *env, jbyteArray array);
  SecretBytes(JNIEnv *env, jbyteArray array, size_t expected);
  const uint8_t *data() const { return reinterpret_cast<const uint8_t *>(words_.data()); }
  size_t size() const { return size_; }

 private:
  size_t size_;
  SecretBuffer words_;
};

/// A copy of a long[] of exactly `expected` words, wiped afterwards.
class SecretWords {
 public:
  SecretWords(JNIEnv *env, jlongArray array, size_t expected);
  const uint64_t *data() const { return words_.data(); }

 private:
  SecretBuffer words_;
};

/// Polynomials in a direct buffer, [polynomial][limb][n]. Canonical, else FormatError; copied only
/// when the buffer is not 64-byte aligned.
class Residues {
 public:
  Residues(JNIEnv *env, jobject buffer, const Ring &ring, size_t polynomials);
  const uint64_t *data() const { return data_; }

 private:
  const uint64_t *data_;
  Buffer copy_;
};

/// Address of a direct buffer of exactly `words` words to be written.
uint64_t *output(JNIEnv *env, jobject buffer, size_t words);

void store(JNIEnv *env, jbyteArray array, const uint8_t *bytes, size_t size);
void store(JNIEnv *env, jlongArray array, const uint64_t *words, size_t size);

/// Bytes made while no array may be pinned, then copied into a byte[] of exactly that size.
class PackedBytes {
 public:
  explicit PackedBytes(size_t size) : size_(size), words_((size + 7) / 8) {}
  uint8_t *data() { return reinterpret_cast<uint8_t *>(words_.data()); }
  void store(JNIEnv *env, jbyteArray array) { owner::store(env, array, data(), size_); }

 private:
  size_t size_;
  Buffer words_;
};

/// A byte[] of exactly `size` bytes, pinned while in scope: no JNI call may be made meanwhile.
class PinnedBytes {
 public:
  PinnedBytes(JNIEnv *env, jbyteArray array, size_t size);
  PinnedBytes(const PinnedBytes &) = delete;
  ~PinnedBytes() { env_->ReleasePrimitiveArrayCritical(array_, data_, 0); }
  uint8_t *data() { return static_cast<uint8_t *>(data_); }

 private:
  JNIEnv *env_;
  jbyteArray array_;
  void *data_;
};

}  // namespace lineal::owner
