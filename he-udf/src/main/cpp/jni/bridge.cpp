#include "bridge.hpp"

#include <malloc.h>

#include <new>

#include "backend.hpp"
#include "device.hpp"

namespace lineal::jni {

size_t length(JNIEnv *env, jarray array) {
  if (!array) throw ArgumentError("an array is null");
  return static_cast<size_t>(env->GetArrayLength(array));
}

std::vector<uint64_t> words(JNIEnv *env, jlongArray array) {
  std::vector<uint64_t> copy(length(env, array));
  env->GetLongArrayRegion(array, 0, static_cast<jsize>(copy.size()),
                          reinterpret_cast<jlong *>(copy.data()));
  return copy;
}

std::vector<double> doubles(JNIEnv *env, jdoubleArray array) {
  std::vector<double> copy(length(env, array));
  env->GetDoubleArrayRegion(array, 0, static_cast<jsize>(copy.size()), copy.data());
  return copy;
}

Seed::Seed(JNIEnv *env, jbyteArray array) {
  size_t given = length(env, array);
  if (given != LINEAL_SEED_BYTES) {
    throw ArgumentError("a seed has 32 bytes, not " + std::to_string(given));
  }
  env->GetByteArrayRegion(array, 0, LINEAL_SEED_BYTES, reinterpret_cast<jbyte *>(bytes));
}

CriticalBytes::CriticalBytes(JNIEnv *env, jbyteArray array, jint offset, size_t needed, Mode mode)
    : env_(env), array_(array), offset_(static_cast<size_t>(offset)), mode_(mode) {
  size_t available = length(env, array);
  if (offset < 0 || needed > available || offset_ > available - needed) {
    throw ArgumentError("the array ends before the " + std::to_string(needed) +
                        " bytes that are needed from offset " + std::to_string(offset));
  }
  bytes_ = static_cast<uint8_t *>(env->GetPrimitiveArrayCritical(array, nullptr));
  if (!bytes_) throw std::bad_alloc();
}

CriticalBytes::~CriticalBytes() {
  env_->ReleasePrimitiveArrayCritical(array_, bytes_, mode_ == kRead ? JNI_ABORT : 0);
}

}  // namespace lineal::jni

extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *) {
  // Temporaries of 64 KiB to 4 MiB come from the heap instead of being mapped at every allocation.
  mallopt(M_MMAP_THRESHOLD, 16 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  lineal::jni::see_only_named_device(vm);
  lineal::jni::choose_backend();
  return JNI_VERSION_1_8;
}
