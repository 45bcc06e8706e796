#include "accumulator.hpp"

#include <cstring>
#include <string>

#include "error.hpp"
#include "modulus.hpp"

namespace lineal {

DegreeTwoAccumulator::DegreeTwoAccumulator(std::shared_ptr<const Ring> ring, size_t columns,
                                           uint32_t scale_bits)
    : ring_(std::move(ring)), columns_(columns), scale_bits_(scale_bits) {
  if (columns == 0 || columns > (size_t{1} << 24)) {
    throw ArgumentError("an accumulator has 1 to 2^24 columns, not " +
                        std::to_string(static_cast<int64_t>(columns)));
  }
  if (scale_bits > Ciphertext::kMaxScaleBits) {
    throw ArgumentError("an accumulator's scale lies in 2^0 .. 2^120");
  }
  polynomials_ = Buffer::zeroed(stride() * columns);
  sums_.assign(columns * ring_->limbs(), 0);
}

void DegreeTwoAccumulator::require_same_shape(const TiledRow &block, const Ciphertext &r,
                                              size_t first) const {
  if (&block.ring() != ring_.get() || &r.ring() != ring_.get() || r.degree() != 1 ||
      block.terms() < columns_ || first > block.terms() - columns_ ||
      block.scale_bits() + r.scale_bits() != scale_bits_) {
    throw ArgumentError("an accumulator of " + std::to_string(columns_) + " columns at scale 2^" +
                        std::to_string(scale_bits_) + " does not take a block of " +
                        std::to_string(block.terms()) + " columns at 2^" +
                        std::to_string(block.scale_bits()) + " times a ciphertext of degree " +
                        std::to_string(r.degree()) + " at 2^" + std::to_string(r.scale_bits()));
  }
}

void DegreeTwoAccumulator::add(const std::vector<const TiledRow *> &blocks,
                               const std::vector<const Ciphertext *> &r, size_t first) {
  if (blocks.empty() || blocks.size() != r.size()) {
    throw ArgumentError("blocks and ciphertexts come in pairs, at least one");
  }
  for (size_t b = 0; b < blocks.size(); b++) require_same_shape(*blocks[b], *r[b], first);
  if (!zero_) {  // the kernel writes, it does not add
    DegreeTwoAccumulator part(ring_, columns_, scale_bits_);
    part.add(blocks, r, first);
    add(part);
    return;
  }
  if (ring_->kernels().gradient != nullptr) {
    add_at_once(blocks, r, first);
    return;
  }
  std::vector<uint64_t> sums(columns_);
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    std::vector<lineal_row> rows;
    std::vector<const uint64_t *> r0, r1;
    for (size_t b = 0; b < blocks.size(); b++) {
      rows.push_back(blocks[b]->row(l, first));
      r0.push_back(r[b]->limb(0, l));
      r1.push_back(r[b]->limb(1, l));
    }
    uint64_t *out = polynomials_.data() + static_cast<size_t>(l) * ring_->n();
    ring_->kernels().multiply_accumulate_transposed(&ring_->limb(l), rows.data(), r0.data(),
                                                    r1.data(), blocks.size(), columns_, out,
                                                    out + ring_->words(), stride(), sums.data());
    for (size_t j = 0; j < columns_; j++) sums_[j * ring_->limbs() + l] = sums[j];
  }
  zero_ = false;
}

void DegreeTwoAccumulator::add_at_once(const std::vector<const TiledRow *> &blocks,
                                       const std::vector<const Ciphertext *> &r, size_t first) {
  std::vector<lineal_tiles> tiles;
  std::vector<const uint64_t *> factors;
  for (size_t b = 0; b < blocks.size(); b++) {
    tiles.push_back(blocks[b]->tiles());
    factors.push_back(r[b]->limb(0, 0));
  }
  ring_->kernels().gradient(&ring_->limb(0), ring_->limbs(), tiles.data(), factors.data(),
                            blocks.size(), first, columns_, polynomials_.data(), sums_.data());
  zero_ = false;
}

void DegreeTwoAccumulator::add(const DegreeTwoAccumulator &other) {
  if (other.ring_ != ring_ || other.columns_ != columns_ || other.scale_bits_ != scale_bits_) {
    throw ArgumentError("accumulators of different shapes do not add");
  }
  for (size_t j = 0; j < columns_; j++) {
    for (uint32_t p = 0; p < 2; p++) {
      for (uint32_t l = 0; l < ring_->limbs(); l++) {
        size_t at = (p * ring_->limbs() + l) * static_cast<size_t>(ring_->n());
        ring_->kernels().add(&ring_->limb(l), polynomials(j) + at, other.polynomials(j) + at,
                             polynomials(j) + at);
      }
    }
    for (uint32_t l = 0; l < ring_->limbs(); l++) {
      uint64_t &sum = sums_[j * ring_->limbs() + l];
      sum = add_mod(sum, other.sums(j)[l], ring_->modulus(l));
    }
  }
  zero_ = false;
}

void DegreeTwoAccumulator::set_sums(size_t j, const std::vector<uint64_t> &sums) {
  if (sums.size() != ring_->limbs()) throw ArgumentError("one sum per limb");
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    if (sums[l] >= ring_->modulus(l)) throw FormatError("a sum is not below its prime");
    sums_[j * ring_->limbs() + l] = sums[l];
  }
  zero_ = false;
}

}  // namespace lineal
