// dev.lineal.owner.keys.JointKeyCeremony, JointKey and SquareShares
#include "arrays.hpp"
#include "guarded.hpp"
#include "joint_key.hpp"
#include "packing.hpp"
#include "square_shares.hpp"

using namespace lineal;
using namespace lineal::owner;

namespace {
const Share &share_at(jlong address) { return *reinterpret_cast<const Share *>(address); }
SquareShares &ceremony_at(jlong address) { return *reinterpret_cast<SquareShares *>(address); }
SquareShares::Step step_of(jint step) { return static_cast<SquareShares::Step>(step); }
}  // namespace

extern "C" {

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_JointKeyCeremony_contribution(
    JNIEnv *env, jclass, jlong address, jbyteArray seed, jbyteArray key, jbyteArray out) {
  guarded(env, [&] {
    SecretBytes s(env, seed, LINEAL_SEED_BYTES), k(env, key, LINEAL_SEED_BYTES);
    const Share &share = share_at(address);
    PackedBytes packed(share.ring().packed_bytes());
    joint_key_contribution(share, s.data(), k.data(), packed.data());
    packed.store(env, out);
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_JointKey_add(JNIEnv *env, jclass, jint set,
                                                               jbyteArray packed, jobject sum) {
  guarded(env, [&] {
    auto ring = Ring::study(static_cast<uint32_t>(set));
    uint64_t *residues = output(env, sum, ring->words());
    SecretBytes term(env, packed, ring->packed_bytes());
    add_packed(*ring, term.data(), 1, residues);
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_JointKey_uniform(JNIEnv *env, jclass, jint set,
                                                                   jbyteArray seed, jobject out) {
  guarded(env, [&] {
    auto ring = Ring::study(static_cast<uint32_t>(set));
    SecretBytes s(env, seed, LINEAL_SEED_BYTES);
    joint_key_uniform(*ring, s.data(), output(env, out, ring->words()));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_JointKey_pack(JNIEnv *env, jclass, jint set,
                                                                jobject residues, jbyteArray out) {
  guarded(env, [&] {
    auto ring = Ring::study(static_cast<uint32_t>(set));
    Residues from(env, residues, *ring, 1);
    PinnedBytes packed(env, out, ring->packed_bytes());
    pack_polynomials(*ring, from.data(), 1, packed.data());
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_owner_keys_SquareShares_begin(JNIEnv *env, jclass,
                                                                      jlong share, jint owners,
                                                                      jbyteArray seed,
                                                                      jbyteArray key) {
  return guarded(env, [&] {
    SecretBytes s(env, seed, LINEAL_SEED_BYTES), k(env, key, LINEAL_SEED_BYTES);
    return reinterpret_cast<jlong>(new SquareShares(
        share_at(share), static_cast<uint32_t>(owners), s.data(), k.data()));
  });
}

JNIEXPORT jint JNICALL Java_dev_lineal_owner_keys_SquareShares_messageBytes(JNIEnv *env, jclass,
                                                                            jlong address,
                                                                            jint step) {
  return guarded(
      env, [&] { return static_cast<jint>(ceremony_at(address).message_bytes(step_of(step))); });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_SquareShares_produce(JNIEnv *env, jclass,
                                                                       jlong address, jint step,
                                                                       jbyteArray out) {
  guarded(env, [&] {
    SquareShares &ceremony = ceremony_at(address);
    PackedBytes packed(ceremony.message_bytes(step_of(step)));
    ceremony.produce(step_of(step), packed.data());
    packed.store(env, out);
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_SquareShares_absorb(JNIEnv *env, jclass,
                                                                      jlong address, jint step,
                                                                      jbyteArray message) {
  guarded(env, [&] {
    SquareShares &ceremony = ceremony_at(address);
    SecretBytes packed(env, message, ceremony.message_bytes(step_of(step)));
    ceremony.absorb(step_of(step), packed.data());
  });
}

JNIEXPORT jlong JNICALL Java_dev_lineal_owner_keys_SquareShares_complete(JNIEnv *env, jclass,
                                                                         jlong address,
                                                                         jlong share,
                                                                         jboolean first) {
  return guarded(env, [&] {
    auto complete = ceremony_at(address).complete(share_at(share), first);
    return reinterpret_cast<jlong>(complete.release());
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_SquareShares_destroy(JNIEnv *, jclass,
                                                                       jlong address) {
  delete reinterpret_cast<SquareShares *>(address);
}

}  // extern "C"
