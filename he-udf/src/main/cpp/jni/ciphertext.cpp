#include "ciphertext.hpp"

#include "bridge.hpp"
#include "packing.hpp"

using namespace lineal;
using namespace lineal::jni;

/// (c_0, a): c_0 unpacked from bytes, a expanded from its public seed.
static CiphertextPtr unpack_with_uniform(JNIEnv *env, jint set, jbyteArray seed, jint domain,
                                         jint scale_bits, jbyteArray packed, jint offset) {
  Seed public_seed(env, seed);
  auto self = with_uniform(Ring::study(set), public_seed.bytes, domain, scale_bits);
  size_t length = self->ring().packed_bytes();
  CriticalBytes in(env, packed, offset, length, CriticalBytes::kRead);
  unpack_polynomials(self->ring(), in.data(), 1, self->limb(0, 0));
  return self;
}

extern "C" {

JNIEXPORT jlong JNICALL Java_dev_lineal_he_Ciphertext_add(JNIEnv *env, jclass, jlong a, jlong b) {
  return guarded(env, [&] { return handle(add(object<Ciphertext>(a), object<Ciphertext>(b))); });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_Ciphertext_addLowerDegree(JNIEnv *env, jclass, jlong a,
                                                                     jlong b) {
  return guarded(env, [&] {
    return handle(add_lower_degree(object<Ciphertext>(a), object<Ciphertext>(b)));
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_Ciphertext_dot(JNIEnv *env, jclass, jlongArray a,
                                                          jlongArray b) {
  return guarded(env, [&] {
    return handle(dot(objects<Ciphertext>(env, a), objects<Ciphertext>(env, b)));
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_Ciphertext_multiplyConstant(JNIEnv *env, jclass,
                                                                       jlong a,
                                                                       jlongArray residues,
                                                                       jint scale_bits) {
  return guarded(env, [&] {
    return handle(multiply_constant(object<Ciphertext>(a), words(env, residues), scale_bits));
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_Ciphertext_addConstant(JNIEnv *env, jclass, jlong a,
                                                                  jlongArray residues) {
  return guarded(env, [&] {
    return handle(add_constant(object<Ciphertext>(a), words(env, residues)));
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_Ciphertext_withUniform(JNIEnv *env, jclass, jint set,
                                                                  jbyteArray seed, jint domain,
                                                                  jint scale_bits,
                                                                  jbyteArray packed_c0,
                                                                  jint offset) {
  return guarded(env, [&] {
    return handle(unpack_with_uniform(env, set, seed, domain, scale_bits, packed_c0, offset));
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_JointPublicKey_withUniform(JNIEnv *env, jclass, jint set,
                                                                      jbyteArray seed, jint domain,
                                                                      jbyteArray packed_b,
                                                                      jint offset) {
  return guarded(env, [&] {
    return handle(unpack_with_uniform(env, set, seed, domain, 0, packed_b, offset));
  });
}

}  // extern "C"
