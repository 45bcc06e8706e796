// Natives of dev.lineal.he.refresh.SlotRefresh and TraceRefresh.
#include "refresh.hpp"

#include "bridge.hpp"

using namespace lineal;
using namespace lineal::jni;

extern "C" {

JNIEXPORT jlong JNICALL Java_dev_lineal_he_refresh_SlotRefresh_create(JNIEnv *env, jclass,
                                                                     jlong product) {
  return guarded(env, [&] {
    return handle(std::make_unique<SlotRefresh>(object<Ciphertext>(product)));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_refresh_SlotRefresh_absorb(JNIEnv *env, jclass,
                                                                     jlong self, jbyteArray answer,
                                                                     jint offset) {
  guarded(env, [&] {
    auto &refresh = object<SlotRefresh>(self);
    size_t polynomial = refresh.ring().packed_bytes();
    CriticalBytes in(env, answer, offset, 2 * polynomial, CriticalBytes::kRead);
    refresh.absorb(in.data(), in.data() + polynomial);
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_refresh_SlotRefresh_finish(JNIEnv *env, jclass,
                                                                     jlong self, jbyteArray seed,
                                                                     jlong numerator, jint shift,
                                                                     jint scale_bits) {
  return guarded(env, [&] {
    Seed public_seed(env, seed);
    lineal_factor gamma{numerator, static_cast<uint32_t>(shift)};
    return handle(object<SlotRefresh>(self).finish(public_seed.bytes, gamma, scale_bits));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_refresh_SlotRefresh_free(JNIEnv *, jclass, jlong self) {
  delete &object<SlotRefresh>(self);
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_refresh_TraceRefresh_create(JNIEnv *env, jclass,
                                                                      jint set) {
  return guarded(env, [&] { return handle(std::make_unique<ConstantRefresh>(Ring::study(set))); });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_refresh_TraceRefresh_absorb(JNIEnv *env, jclass,
                                                                     jlong self, jbyteArray answer,
                                                                     jint offset) {
  guarded(env, [&] {
    auto &refresh = object<ConstantRefresh>(self);
    CriticalBytes in(env, answer, offset, refresh.ring().packed_bytes(), CriticalBytes::kRead);
    refresh.absorb(in.data());
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_refresh_TraceRefresh_finish(JNIEnv *env, jclass,
                                                                      jlong self, jbyteArray seed,
                                                                      jlongArray constant,
                                                                      jint scale_bits) {
  return guarded(env, [&] {
    Seed public_seed(env, seed);
    return handle(object<ConstantRefresh>(self).finish(public_seed.bytes, words(env, constant),
                                                       scale_bits));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_refresh_TraceRefresh_pack(JNIEnv *env, jclass,
                                                                    jlong self,
                                                                    jlongArray constant,
                                                                    jbyteArray packed,
                                                                    jint offset) {
  guarded(env, [&] {
    auto &refresh = object<ConstantRefresh>(self);
    std::vector<uint64_t> residues = words(env, constant);
    CriticalBytes out(env, packed, offset, refresh.ring().packed_bytes(), CriticalBytes::kWrite);
    refresh.pack(residues, out.data());
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_refresh_TraceRefresh_free(JNIEnv *, jclass, jlong self) {
  delete &object<ConstantRefresh>(self);
}

}  // extern "C"
