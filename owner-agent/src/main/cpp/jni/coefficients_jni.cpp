// dev.lineal.owner.keys.PackedTotals and PartialDecryption
#include "arrays.hpp"
#include "coefficients.hpp"
#include "guarded.hpp"
#include "packing.hpp"

using namespace lineal;
using namespace lineal::owner;

extern "C" {

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_PackedTotals_encryptTo(
    JNIEnv *env, jclass, jint set, jobject public_key, jlongArray coefficients, jint count,
    jbyteArray key, jbyteArray out) {
  guarded(env, [&] {
    auto ring = Ring::study(static_cast<uint32_t>(set));
    Residues pk(env, public_key, *ring, 2);
    SecretWords values(env, coefficients, static_cast<size_t>(count) * kStudyLimbs);
    SecretBytes k(env, key, LINEAL_SEED_BYTES);
    Buffer ciphertext(2 * ring->words());
    encrypt_coefficients(*ring, pk.data(), values.data(), static_cast<size_t>(count), k.data(),
                         ciphertext.data());
    PinnedBytes packed(env, out, 2 * ring->packed_bytes());
    pack_polynomials(*ring, ciphertext.data(), 2, packed.data());
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_PackedTotals_firstCoefficients(
    JNIEnv *env, jclass, jint set, jobject polynomial, jint count, jlongArray out) {
  guarded(env, [&] {
    auto ring = Ring::study(static_cast<uint32_t>(set));
    Residues residues(env, polynomial, *ring, 1);
    Buffer values(static_cast<size_t>(count) * kStudyLimbs);
    first_coefficients(*ring, residues.data(), {values.data(), static_cast<size_t>(count)});
    store(env, out, values.data(), values.size());
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_owner_keys_PartialDecryption_floodedCoefficients(
    JNIEnv *env, jclass, jlong address, jobject c1, jint count, jbyteArray key, jint flood_bits,
    jlongArray out) {
  guarded(env, [&] {
    const Share &share = *reinterpret_cast<const Share *>(address);
    Residues residues(env, c1, share.ring(), 1);
    SecretBytes k(env, key, LINEAL_SEED_BYTES);
    const UniformRange range = UniformRange::of_power(static_cast<uint32_t>(flood_bits));
    SecretBuffer values(static_cast<size_t>(count) * kStudyLimbs);
    partial_decryption(share, residues.data(), range, k.data(),
                       {values.data(), static_cast<size_t>(count)});
    store(env, out, values.data(), values.size());
  });
}

}  // extern "C"
