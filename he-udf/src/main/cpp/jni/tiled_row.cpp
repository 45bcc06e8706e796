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
    return handle(forward_constants(object<TiledRow>(x), words(env, constants), scale_bits));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_linalg_TiledRow_free(JNIEnv *, jclass, jlong self) {
  delete &object<TiledRow>(self);
}

}  // extern "C"
