// Partial traces of degree-1 or degree-2 ciphertexts, covered by one random integer each before
// they leave; and encryptions of constants under the joint secret.
#pragma once

#include <vector>

#include "domains.hpp"
#include "share.hpp"
#include "uniform_range.hpp"

namespace lineal::owner {

/// `count` ciphertexts without c_0: [ciphertext][polynomial][limb][n], NTT form.
struct TraceOperands {
  const uint64_t *residues;
  size_t count;
  size_t polynomials;  ///< 1: c_1; 2: c_1 and c_2
};

/// What covers a partial trace.
struct TraceCover {
  Domain domain;              ///< kMask or kFlood
  const uint8_t *keys;        ///< [ciphertext][32], secret, of this request alone
  const UniformRange &range;  ///< [-M, M]
  int64_t sign;               ///< -1: trace - integer; +1: trace + integer
};

/// (1/n) sum over k of c_1,k s_i,k + c_2,k t_i,k, a residue per limb, plus sign times an integer of
/// its own for every ciphertext.
///   covered: [ciphertext][limb] residues, public
///   integers: [ciphertext][3] words of the integer plus M, secret; may be null
void covered_traces(const Share &share, const TraceOperands &operands, const TraceCover &cover,
                    uint64_t *covered, uint64_t *integers);

/// Columns of blocks, each block [limb][n / 8][column][polynomial 0, 1][8], and a degree-1
/// ciphertext per block, [polynomial][limb][n]; all canonical, NTT form.
struct ColumnOperands {
  std::vector<const uint64_t *> blocks;
  size_t columns;  ///< of a block
  std::vector<const uint64_t *> residuals;
  size_t first, count;  ///< the columns that are wanted
  bool with_c0;         ///< adds the trace of c_0, which is public
};

/// The same of the products sum over blocks of column (x) residual, which are never formed: the
/// residuals times the shares, and as they are for c_0, go along the columns.
void covered_column_traces(const Share &share, const ColumnOperands &operands,
                           const TraceCover &cover, uint64_t *covered, uint64_t *integers);

/// b = -a s_i + e_i + constant for every constant, packed one after the other.
///   constants: [constant][limb] residues, secret
///   seeds (public) and keys (secret): [constant][32]
void encrypt_constants(const Share &share, const uint8_t *seeds, const uint8_t *keys,
                       const uint64_t *constants, size_t count, uint8_t *packed);

}  // namespace lineal::owner
