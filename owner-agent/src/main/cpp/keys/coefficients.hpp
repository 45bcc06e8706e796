// Sums in the coefficients of one ciphertext: encryption under the joint key, and an owner's part of
// the collective decryption of the first coefficients only.
#pragma once

#include "share.hpp"
#include "uniform_range.hpp"

namespace lineal::owner {

/// Residues of the first `count` coefficients, [coefficient][limb].
struct Coefficients {
  uint64_t *residues;
  size_t count;
};

/// (b v + e_0 + m, a v + e_1), m the polynomial with these first coefficients and zeros behind.
///   public_key: [2][limb][n], b then a, NTT form; key: 32 secret bytes for this ciphertext alone
///   out: [2][limb][n], NTT form
void encrypt_coefficients(const Ring &ring, const uint64_t *public_key,
                          const uint64_t *coefficients, size_t count,
                          const uint8_t key[LINEAL_SEED_BYTES], uint64_t *out);

/// The first coefficients of c_1 s_i, each plus an integer of its own from the range; the others
/// never leave.
void partial_decryption(const Share &share, const uint64_t *c1, const UniformRange &flood,
                        const uint8_t key[LINEAL_SEED_BYTES], Coefficients out);

/// The first coefficients of a public polynomial in NTT form.
void first_coefficients(const Ring &ring, const uint64_t *polynomial, Coefficients out);

}  // namespace lineal::owner
