// A row of degree-1 ciphertexts in tile layout, so that a product streams through it once.
#pragma once

#include "ciphertext.hpp"

namespace lineal {

/// An encrypted block (terms = columns) or the weights (terms = features):
/// [limb][n / 8][term][polynomial 0, 1][8].
class TiledRow {
 public:
  TiledRow(std::shared_ptr<const Ring> ring, size_t terms, uint32_t scale_bits);
  TiledRow(const TiledRow &) = delete;
  ~TiledRow();

  /// Copies a ciphertext of degree 1 at this row's scale into place j.
  void set(size_t j, const Ciphertext &term);

  /// The term j as a ciphertext of its own.
  CiphertextPtr term(size_t j) const;

  const Ring &ring() const { return *ring_; }
  const std::shared_ptr<const Ring> &shared_ring() const { return ring_; }
  size_t terms() const { return terms_; }
  uint32_t scale_bits() const { return scale_bits_; }

  /// The terms from `first` on, for the kernels.
  lineal_row row(uint32_t limb, size_t first = 0) const;

  /// All limbs, for devices that keep them.
  lineal_tiles tiles() const { return {residues_.data(), identity_, terms_}; }

 private:
  void require_place(size_t j) const;
  void forget() const;
  size_t offset(uint32_t limb, size_t tile, size_t j) const;
  std::shared_ptr<const Ring> ring_;
  size_t terms_;
  uint32_t scale_bits_;
  uint64_t identity_;
  Buffer residues_;
};

/// sum over j of x_j (x) w_j: degree 2, the scales multiply.
CiphertextPtr forward(const TiledRow &x, const TiledRow &w);

/// sum over j of k_j x_j: degree 1, the scale's bits grow by `scale_bits`.
/// constants: [term][limb]; they may be secret: what they are copied to is wiped.
CiphertextPtr forward_constants(const TiledRow &x, const std::vector<uint64_t> &constants,
                                uint32_t scale_bits);

/// Overwrites words so that no compiler leaves it out.
void wipe(uint64_t *words, size_t count);

}  // namespace lineal
