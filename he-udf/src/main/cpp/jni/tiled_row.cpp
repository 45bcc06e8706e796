// Natives of dev.lineal.he.linalg.TiledRow: encrypted blocks and weights.
#include "tiled_row.hpp"

#include "bridge.hpp"

using namespace lineal;
using namespace lineal::jni;

extern "C" {

JNIEXPORT jlong JNICALL Java_dev_lineal_he_linalg_TiledRow_create(JNIEnv *env, jclass, jint set,
                                                                  jint terms, jint scale_bits) {
  return guarded(env, [&] {
    return handle(std::make_unique<TiledRow>(Ring::study(set), terms, scale_bits));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_linalg_TiledRow_set(JNIEnv *env, jclass, jlong self,
                                                              jint place, jlong term) {
  guarded(env, [&] { object<TiledRow>(self).set(place, object<Ciphertext>(term)); });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_linalg_TiledRow_term(JNIEnv *env, jclass, jlong self,
                                                                jint place) {
  return guarded(env, [&] { return handle(object<TiledRow>(self).term(place)); });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_linalg_TiledRow_forward(JNIEnv *env, jclass, jlong x,
                                                                   jlong w) {
  return guarded(env, [&] {
    return handle(forward(object<TiledRow>(x), object<TiledRow>(w)));
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_he_linalg_TiledRow_forwardConstants(
    JNIEnv *env, jclass, jlong x, jlongArray constants, jint scale_bits) {
  return guarded(env, [&] {
    std::vector<uint64_t> copy = words(env, constants);
    struct Wipe {
      std::vector<uint64_t> &words;
      ~Wipe() { wipe(words.data(), words.size()); }
    } wiped{copy};
    return handle(forward_constants(object<TiledRow>(x), copy, scale_bits));
  });
}

JNIEXPORT jobject JNICALL Java_dev_lineal_he_linalg_TiledRow_tiles(JNIEnv *env, jclass,
                                                                   jlong self) {
  return guarded(env, [&] {
    const TiledRow &row = object<TiledRow>(self);
    return env->NewDirectByteBuffer(const_cast<uint64_t *>(row.tiles().words),
                                    static_cast<jlong>(row.ring().words() * 2 * row.terms() * 8));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_linalg_TiledRow_free(JNIEnv *, jclass, jlong self) {
  delete &object<TiledRow>(self);
}

}  // extern "C"
