// Natives of dev.lineal.he.Polynomials: what ciphertexts, plaintexts and public keys share.
#include "bridge.hpp"
#include "ciphertext.hpp"
#include "packing.hpp"

using namespace lineal;
using namespace lineal::jni;

extern "C" {

JNIEXPORT jlong JNICALL Java_dev_lineal_he_Polynomials_unpack(JNIEnv *env, jclass, jint set,
                                                              jint degree, jint scale_bits,
                                                              jbyteArray bytes, jint offset) {
  return guarded(env, [&] {
    auto self = std::make_unique<Ciphertext>(Ring::study(set), degree, scale_bits);
    size_t length = self->ring().packed_bytes() * (degree + 1);
    CriticalBytes in(env, bytes, offset, length, CriticalBytes::kRead);
    unpack_polynomials(self->ring(), in.data(), degree + 1, self->limb(0, 0));
    return handle(std::move(self));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_Polynomials_pack(JNIEnv *env, jclass, jlong self,
                                                           jint first, jint count,
                                                           jbyteArray bytes, jint offset) {
  guarded(env, [&] {
    const auto &c = object<Ciphertext>(self);
    jint polynomials = static_cast<jint>(c.degree()) + 1;
    if (first < 0 || count < 0 || first > polynomials || count > polynomials - first) {
      throw ArgumentError("the ciphertext has no such polynomials");
    }
    size_t length = c.ring().packed_bytes() * count;
    CriticalBytes out(env, bytes, offset, length, CriticalBytes::kWrite);
    pack_polynomials(c.ring(), c.limb(first, 0), count, out.data());
  });
}

JNIEXPORT jobject JNICALL Java_dev_lineal_he_Polynomials_view(JNIEnv *env, jclass, jlong self) {
  return guarded(env, [&] {
    auto &residues = object<Ciphertext>(self).residues();
    return env->NewDirectByteBuffer(residues.data(), static_cast<jlong>(residues.size() * 8));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_Polynomials_free(JNIEnv *, jclass, jlong self) {
  delete &object<Ciphertext>(self);
}

}  // extern "C"
