// Encryption of a column under the joint public key.
#pragma once

#include "ring.hpp"

namespace lineal::owner {

/// (b v + e_0 + m, a v + e_1) with fresh ternary v and Gaussian e_0, e_1.
///   public_key: b then a, [polynomial][limb][n]; message: [limb][n]; all in NTT form
///   key: secret, of this column alone
///   out: [polynomial][limb][n]
void encrypt_column(const Ring &ring, const uint64_t *public_key, const uint64_t *message,
                    const uint8_t key[LINEAL_SEED_BYTES], uint64_t *out);

}  // namespace lineal::owner
