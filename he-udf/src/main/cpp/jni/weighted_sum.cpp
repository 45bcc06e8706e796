// Natives of dev.lineal.he.WeightedSum.
#include "weighted_sum.hpp"

#include <cstring>

#include "bridge.hpp"

using namespace lineal;
using namespace lineal::jni;

extern "C" {

JNIEXPORT jlong JNICALL Java_dev_lineal_he_WeightedSum_create(JNIEnv *env, jclass, jint set,
                                                              jint degree) {
  return guarded(env, [&] {
    auto self = std::make_unique<Ciphertext>(Ring::study(set), degree, 0);
    std::memset(self->residues().data(), 0, self->residues().size() * 8);
    return handle(std::move(self));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_WeightedSum_add(JNIEnv *env, jclass, jlong self,
                                                          jlong term, jlongArray coefficients) {
  guarded(env, [&] {
    add_multiple(object<Ciphertext>(self), object<Ciphertext>(term), words(env, coefficients));
  });
}

}  // extern "C"
