// Sums of degree-2 products that end in a trace: per column c_1, c_2 and the sum of c_0.
#pragma once

#include <vector>

#include "tiled_row.hpp"

namespace lineal {

/// For every column j: g_j = sum over blocks of x_j (x) r. A trace needs of c_0 only its sum over
/// all NTT positions ((1/n) of it is the constant coefficient), so only that is kept.
class DegreeTwoAccumulator {
 public:
  /// All zero. `scale_bits` is the product's scale.
  DegreeTwoAccumulator(std::shared_ptr<const Ring> ring, size_t columns, uint32_t scale_bits);

  /// Adds x_j (x) r for the columns [first, first + columns) of every block.
  void add(const std::vector<const TiledRow *> &blocks, const std::vector<const Ciphertext *> &r,
           size_t first = 0);

  /// Adds another accumulator of the same shape.
  void add(const DegreeTwoAccumulator &other);

  const Ring &ring() const { return *ring_; }
  const std::shared_ptr<const Ring> &shared_ring() const { return ring_; }
  size_t columns() const { return columns_; }
  uint32_t scale_bits() const { return scale_bits_; }

  /// c_1 and c_2 of column j: [polynomial][limb][n].
  const uint64_t *polynomials(size_t j) const { return polynomials_.data() + j * stride(); }
  uint64_t *polynomials(size_t j) { return polynomials_.data() + j * stride(); }

  /// Per limb the sum of c_0 over all positions: [column][limb].
  const uint64_t *sums(size_t j) const { return sums_.data() + j * ring_->limbs(); }

  /// Replaces a column's sums; the caller then fills polynomials(j). Throws FormatError when a sum is
  /// not below its prime.
  void set_sums(size_t j, const std::vector<uint64_t> &sums);

 private:
  size_t stride() const { return 2 * ring_->words(); }
  void add_at_once(const std::vector<const TiledRow *> &blocks,
                   const std::vector<const Ciphertext *> &r, size_t first);
  void require_same_shape(const TiledRow &block, const Ciphertext &r, size_t first) const;
  std::shared_ptr<const Ring> ring_;
  size_t columns_;
  uint32_t scale_bits_;
  bool zero_ = true;
  Buffer polynomials_;
  std::vector<uint64_t> sums_;
};

}  // namespace lineal
