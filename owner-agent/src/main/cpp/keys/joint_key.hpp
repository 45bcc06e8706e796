// Contributions to the joint public key (sum of b_i, a), and the key itself.
#pragma once

#include "share.hpp"

namespace lineal::owner {

/// b_i = -a s_i + e_i, packed; a from the public `seed`, e_i from the secret `key`.
void joint_key_contribution(const Share &share, const uint8_t seed[LINEAL_SEED_BYTES],
                            const uint8_t key[LINEAL_SEED_BYTES], uint8_t *packed);

/// residues += the packed polynomial, [limb][n]. Throws FormatError; residues are then unspecified.
void add_packed(const Ring &ring, const uint8_t *packed, size_t polynomials, uint64_t *residues);

/// a, in NTT form, [limb][n].
void joint_key_uniform(const Ring &ring, const uint8_t seed[LINEAL_SEED_BYTES], uint64_t *out);

}  // namespace lineal::owner
