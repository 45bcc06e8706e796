// The one boundary between Java and the core: handles and arrays; error_boundary.hpp has errors.
#pragma once

#include <jni.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "error_boundary.hpp"
#include "kernels.h"

namespace lineal::jni {

template <class T>
T &object(jlong handle) {
  return *reinterpret_cast<T *>(handle);
}

template <class T>
jlong handle(std::unique_ptr<T> owned) {
  return reinterpret_cast<jlong>(owned.release());
}

/// Number of elements. Throws ArgumentError for a null array, which JNI itself does not survive.
size_t length(JNIEnv *env, jarray array);

/// Copies an array of handles into pointers.
template <class T>
std::vector<const T *> objects(JNIEnv *env, jlongArray handles) {
  std::vector<jlong> raw(length(env, handles));
  env->GetLongArrayRegion(handles, 0, static_cast<jsize>(raw.size()), raw.data());
  std::vector<const T *> pointers;
  for (jlong h : raw) pointers.push_back(reinterpret_cast<const T *>(h));
  return pointers;
}

std::vector<uint64_t> words(JNIEnv *env, jlongArray array);
std::vector<double> doubles(JNIEnv *env, jdoubleArray array);

/// A copy of a 32-byte seed. Throws ArgumentError for any other length.
struct Seed {
  Seed(JNIEnv *env, jbyteArray array);
  uint8_t bytes[LINEAL_SEED_BYTES];
};

/// The bytes of an array while this lives; nothing else of JNI may be called meanwhile.
/// `needed` bytes from `offset` on must exist, else ArgumentError.
class CriticalBytes {
 public:
  enum Mode { kRead, kWrite };
  CriticalBytes(JNIEnv *env, jbyteArray array, jint offset, size_t needed, Mode mode);
  CriticalBytes(const CriticalBytes &) = delete;
  ~CriticalBytes();
  uint8_t *data() const { return bytes_ + offset_; }

 private:
  JNIEnv *env_;
  jbyteArray array_;
  size_t offset_;
  Mode mode_;
  uint8_t *bytes_;
};

}  // namespace lineal::jni
