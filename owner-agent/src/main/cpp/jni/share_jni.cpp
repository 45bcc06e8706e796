// dev.lineal.owner.keys.SecretShare
#include "arrays.hpp"
#include "guarded.hpp"
#include "share.hpp"

using namespace lineal;
using namespace lineal::owner;

namespace {
const Share &share_at(jlong address) { return *reinterpret_cast<const Share *>(address); }
}  // namespace

extern "C" {

JNIEXPORT jlong JNICALL Java_dev_lineal_owner_keys_SecretShare_generate(JNIEnv *env, jclass,
                                                                        jint set, jbyteArray seed,
                                                                        jbyteArray prf_key) {
  return guarded(env, [&] {
    SecretBytes s(env, seed, LINEAL_SEED_BYTES), prf(env, prf_key, LINEAL_SEED_BYTES);
    auto ring = Ring::study(static_cast<uint32_t>(set));
    return reinterpret_cast<jlong>(Share::generate(ring, s.data(), prf.data()).release());
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_owner_keys_SecretShare_parse(JNIEnv *env, jclass,
                                                                     jbyteArray bytes) {
  return guarded(env, [&] {
    SecretBytes stored(env, bytes);
    return reinterpret_cast<jlong>(Share::parse(stored.data(), stored.size()).release());
  });
}

JNIEXPORT jint JNICALL Java_dev_lineal_owner_keys_SecretShare_serializedBytes(JNIEnv *env, jclass,
                                                                              jlong address) {
  return guarded(env, [&] { return static_cast<jint>(share_at(address).serialized_bytes()); });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_SecretShare_serialize(JNIEnv *env, jclass,
                                                                        jlong address,
                                                                        jbyteArray out) {
  guarded(env, [&] {
    const Share &share = share_at(address);
    PinnedBytes bytes(env, out, share.serialized_bytes());
    share.serialize(bytes.data());
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_SecretShare_prfKey(JNIEnv *env, jclass,
                                                                     jlong address,
                                                                     jbyteArray out) {
  guarded(env, [&] { store(env, out, share_at(address).prf_key().bytes, LINEAL_SEED_BYTES); });
}

JNIEXPORT jint JNICALL Java_dev_lineal_owner_keys_SecretShare_parameterSet(JNIEnv *env, jclass,
                                                                           jlong address) {
  return guarded(env, [&] { return static_cast<jint>(share_at(address).ring().set().id); });
}

JNIEXPORT jboolean JNICALL Java_dev_lineal_owner_keys_SecretShare_hasSquare(JNIEnv *env, jclass,
                                                                            jlong address) {
  return guarded(env, [&] { return static_cast<jboolean>(share_at(address).has_square()); });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_SecretShare_destroy(JNIEnv *, jclass,
                                                                      jlong address) {
  delete reinterpret_cast<const Share *>(address);
}

}  // extern "C"
