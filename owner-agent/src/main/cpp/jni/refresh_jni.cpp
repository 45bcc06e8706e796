// dev.lineal.owner.keys.SlotRefresh, TraceRefresh, TraceRelease and ColumnEncryption
#include <optional>

#include "arrays.hpp"
#include "column.hpp"
#include "guarded.hpp"
#include "packing.hpp"
#include "slot_refresh.hpp"
#include "trace.hpp"

using namespace lineal;
using namespace lineal::owner;

namespace {

const Share &share_at(jlong address) { return *reinterpret_cast<const Share *>(address); }

UniformRange range_of(JNIEnv *env, jlongArray bound) {
  SecretWords words(env, bound, 3);
  return UniformRange({words.data()[0], words.data()[1], words.data()[2]});
}

/// Two polynomials, one after the other.
void pack_two(JNIEnv *env, const Ring &ring, const uint64_t *first, const uint64_t *second,
              jbyteArray out) {
  PinnedBytes packed(env, out, ring.packed_bytes() * 2);
  pack_polynomials(ring, first, 1, packed.data());
  pack_polynomials(ring, second, 1, packed.data() + ring.packed_bytes());
}

/// Traces of `count` ciphertexts, covered; `integers` may be null.
void traces(JNIEnv *env, const Share &share, jobject buffer, jint count, jint polynomials,
            const TraceCover &cover, jlongArray covered, jlongArray integers) {
  const size_t terms = static_cast<size_t>(count);
  Residues residues(env, buffer, share.ring(), terms * static_cast<size_t>(polynomials));
  Buffer sums(terms * kStudyLimbs);
  SecretBuffer drawn(terms * 3);
  covered_traces(share, {residues.data(), terms, static_cast<size_t>(polynomials)}, cover,
                 sums.data(), integers ? drawn.data() : nullptr);
  store(env, covered, sums.data(), sums.size());
  if (integers) store(env, integers, drawn.data(), drawn.size());
}

/// Addresses of direct buffers of exactly `words` words each.
std::vector<const uint64_t *> lent(JNIEnv *env, jobjectArray buffers, size_t words) {
  std::vector<const uint64_t *> addresses;
  for (jsize b = 0; b < env->GetArrayLength(buffers); b++) {
    jobject buffer = env->GetObjectArrayElement(buffers, b);
    addresses.push_back(output(env, buffer, words));
    env->DeleteLocalRef(buffer);
  }
  return addresses;
}

Buffer encrypted_column(JNIEnv *env, const Ring &ring, jobject public_key, jobject message,
                        jbyteArray key) {
  Residues pk(env, public_key, ring, 2), m(env, message, ring, 1);
  SecretBytes k(env, key, LINEAL_SEED_BYTES);
  Buffer ciphertext(2 * ring.words());
  encrypt_column(ring, pk.data(), m.data(), k.data(), ciphertext.data());
  return ciphertext;
}

}  // namespace

extern "C" {

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_SlotRefresh_answer(
    JNIEnv *env, jclass, jlong address, jbyteArray seed, jbyteArray key, jlongArray bound,
    jlong numerator, jint shift, jobject c1, jobject c2, jbyteArray packed) {
  guarded(env, [&] {
    const Share &share = share_at(address);
    SecretBytes s(env, seed, LINEAL_SEED_BYTES), k(env, key, LINEAL_SEED_BYTES);
    Residues first(env, c1, share.ring(), 1);
    std::optional<Residues> second;
    if (c2) second.emplace(env, c2, share.ring(), 1);
    const SlotAnswer answer = answer_slots(
        share, {s.data(), k.data(), range_of(env, bound), checked_factor(numerator, shift),
                first.data(), second ? second->data() : nullptr});
    pack_two(env, share.ring(), answer.masked.data(), answer.encrypted.data(), packed);
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_TraceRefresh_maskedTraces(
    JNIEnv *env, jclass, jlong address, jobject operands, jint count, jint polynomials,
    jbyteArray keys, jlongArray bound, jlongArray covered, jlongArray integers) {
  guarded(env, [&] {
    SecretBytes k(env, keys, static_cast<size_t>(count) * LINEAL_SEED_BYTES);
    traces(env, share_at(address), operands, count, polynomials,
           {kMask, k.data(), range_of(env, bound), -1}, covered, integers);
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_TraceRefresh_maskedColumnTraces(
    JNIEnv *env, jclass, jlong address, jobjectArray blocks, jint columns, jobjectArray residuals,
    jint first, jint count, jboolean with_c0, jbyteArray keys, jlongArray bound,
    jlongArray covered, jlongArray integers) {
  guarded(env, [&] {
    const Share &share = share_at(address);
    const size_t words = share.ring().words(), terms = static_cast<size_t>(count);
    const ColumnOperands operands{lent(env, blocks, 2 * words * static_cast<size_t>(columns)),
                                  static_cast<size_t>(columns), lent(env, residuals, 2 * words),
                                  static_cast<size_t>(first), terms, with_c0 == JNI_TRUE};
    SecretBytes k(env, keys, terms * LINEAL_SEED_BYTES);
    Buffer sums(terms * kStudyLimbs);
    SecretBuffer drawn(terms * 3);
    covered_column_traces(share, operands, {kMask, k.data(), range_of(env, bound), -1},
                          sums.data(), drawn.data());
    store(env, covered, sums.data(), sums.size());
    store(env, integers, drawn.data(), drawn.size());
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_TraceRelease_floodedTraces(
    JNIEnv *env, jclass, jlong address, jobject operands, jint count, jint polynomials,
    jbyteArray keys, jint flood_bits, jlongArray covered) {
  guarded(env, [&] {
    SecretBytes k(env, keys, static_cast<size_t>(count) * LINEAL_SEED_BYTES);
    const UniformRange range = UniformRange::of_power(static_cast<uint32_t>(flood_bits));
    traces(env, share_at(address), operands, count, polynomials, {kFlood, k.data(), range, 1},
           covered, nullptr);
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_TraceRefresh_encryptConstants(
    JNIEnv *env, jclass, jlong address, jint count, jbyteArray seeds, jbyteArray keys,
    jlongArray constants, jbyteArray out) {
  guarded(env, [&] {
    const Share &share = share_at(address);
    const size_t terms = static_cast<size_t>(count);
    SecretBytes s(env, seeds, terms * LINEAL_SEED_BYTES), k(env, keys, terms * LINEAL_SEED_BYTES);
    SecretWords residues(env, constants, terms * kStudyLimbs);
    PackedBytes packed(terms * share.ring().packed_bytes());
    encrypt_constants(share, s.data(), k.data(), residues.data(), terms, packed.data());
    packed.store(env, out);
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_ColumnEncryption_encryptTo(
    JNIEnv *env, jclass, jint set, jobject public_key, jobject message, jbyteArray key,
    jobject out) {
  guarded(env, [&] {
    auto ring = Ring::study(static_cast<uint32_t>(set));
    uint64_t *residues = output(env, out, 2 * ring->words());
    Buffer ciphertext = encrypted_column(env, *ring, public_key, message, key);
    std::memcpy(residues, ciphertext.data(), ciphertext.size() * 8);
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_ColumnEncryption_packTo(
    JNIEnv *env, jclass, jint set, jobject public_key, jobject message, jbyteArray key,
    jbyteArray out) {
  guarded(env, [&] {
    auto ring = Ring::study(static_cast<uint32_t>(set));
    const Buffer column = encrypted_column(env, *ring, public_key, message, key);
    pack_two(env, *ring, column.data(), column.data() + ring->words(), out);
  });
}

}  // extern "C"
