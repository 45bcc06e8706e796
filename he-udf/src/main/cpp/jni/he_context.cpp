#include "bridge.hpp"
#include "encoder.hpp"

using namespace lineal;
using namespace lineal::jni;

extern "C" {

JNIEXPORT jlong JNICALL Java_dev_lineal_he_HeContext_create(JNIEnv *env, jclass, jint set) {
  return guarded(env, [&] { return handle(std::make_unique<Encoder>(set)); });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_HeContext_free(JNIEnv *, jclass, jlong self) {
  delete &object<Encoder>(self);
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_HeContext_encode(JNIEnv *env, jclass, jlong self,
                                                            jdoubleArray slots, jint scale_bits) {
  return guarded(env, [&] {
    return handle(object<Encoder>(self).encode(doubles(env, slots), scale_bits));
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_HeContext_encrypt(JNIEnv *env, jclass, jlong self,
                                                             jlong plaintext, jlong key) {
  return guarded(env, [&] {
    return handle(object<Encoder>(self).encrypt(object<Ciphertext>(plaintext),
                                                object<Ciphertext>(key)));
  });
}

JNIEXPORT jstring JNICALL Java_dev_lineal_he_HeContext_kernels(JNIEnv *env, jclass) {
  return env->NewStringUTF(lineal_kernels_best()->path);
}

}  // extern "C"
