// An owner's answer to a slot refresh: masked partial decryption and re-encrypted mask.
#pragma once

#include "share.hpp"
#include "uniform_range.hpp"

namespace lineal::owner {

/// Residues in NTT form, [limb][n]; canonical.
struct SlotRequest {
  const uint8_t *seed;        ///< public, of a
  const uint8_t *key;         ///< secret, of this request alone: masks and noise
  const UniformRange &masks;  ///< [-M, M]
  lineal_factor gamma;
  const uint64_t *c1;
  const uint64_t *c2;  ///< null for degree 1
};

struct SlotAnswer {
  Buffer masked;     ///< H_i = c1 s_i + c2 t_i - M_i
  Buffer encrypted;  ///< b_i = -a s_i + e_i + round(gamma M_i)
};

/// Deterministic. Throws ArgumentError when c2 is given and the share has no t_i.
SlotAnswer answer_slots(const Share &share, const SlotRequest &request);

/// Throws ArgumentError unless |numerator| < 2^42 and shift < 128.
lineal_factor checked_factor(int64_t numerator, int64_t shift);

}  // namespace lineal::owner
