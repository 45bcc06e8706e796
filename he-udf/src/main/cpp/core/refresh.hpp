// The cluster's side of a collective refresh: adding the owners' answers. Needs no key.
#pragma once

#include "ciphertext.hpp"

namespace lineal {

/// Takes a product's c_0 and every owner's (H_i, b_i); gives (sum b_i + round(gamma d), a) with
/// d = c_0 + sum H_i lifted to centred integers: a fresh encryption of gamma m.
class SlotRefresh {
 public:
  explicit SlotRefresh(const Ciphertext &product);
  const Ring &ring() const { return *ring_; }

  /// One owner's answer, packed: H_i then b_i. Throws FormatError, and adds nothing then.
  void absorb(const uint8_t *packed_h, const uint8_t *packed_b);

  /// Call once, it consumes d. `seed` is the public seed of a, |gamma| at most 1; the result has
  /// degree 1 and scale 2^scale_bits. Throws ArgumentError.
  CiphertextPtr finish(const uint8_t seed[LINEAL_SEED_BYTES], lineal_factor gamma,
                       uint32_t scale_bits);

 private:
  std::shared_ptr<const Ring> ring_;
  void require_open() const;
  bool finished_ = false;
  Buffer d_;  ///< c_0 + sum of H_i, NTT form
  Buffer b_;  ///< sum of b_i
  Buffer scratch_h_, scratch_b_;
};

/// The same for a trace: (sum b_i + constant, a), the constant polynomial given by its residues.
class ConstantRefresh {
 public:
  explicit ConstantRefresh(std::shared_ptr<const Ring> ring);
  const Ring &ring() const { return *ring_; }

  /// One owner's packed b_i. Throws FormatError.
  void absorb(const uint8_t *packed_b);

  /// (sum of b + constant, a). `constant` has one residue per limb.
  CiphertextPtr finish(const uint8_t seed[LINEAL_SEED_BYTES],
                       const std::vector<uint64_t> &constant, uint32_t scale_bits) const;

  /// Its c_0 alone, packed: ring().packed_bytes().
  void pack(const std::vector<uint64_t> &constant, uint8_t *out) const;

 private:
  void add_constant(const std::vector<uint64_t> &constant, uint64_t *c0) const;

  std::shared_ptr<const Ring> ring_;
  Buffer b_;
};

}  // namespace lineal
