// One iteration of logistic regression of degree 5 by three owners and their cluster, in steps that
// can be timed one by one: Lineal's kernels and OpenFHE's operations each implement it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "ciphertext.hpp"
#include "share.hpp"

namespace lineal::bench {

constexpr size_t kOwners = 3;
constexpr size_t kBlocks = 3;  // one per owner
constexpr uint32_t kMaskBits = 164;
constexpr double kReach = 12;  // weights are encrypted divided by it
constexpr double kSlope1 = -1.77299, kSlope3 = 3.13338, kSlope5 = -1.95974;

/// What both implementations start from: shares, encrypted columns and weights. The values are drawn,
/// since no step's time depends on them.
class Study {
 public:
  /// Residues [limb][n] of encoded slots.
  using Encode = std::function<std::vector<uint64_t>(const std::vector<double> &)>;

  Study(size_t rows, size_t columns, const Encode &encode);

  const std::shared_ptr<const Ring> &ring() const { return ring_; }
  const owner::Share &share(size_t owner) const { return *shares_[owner]; }
  size_t rows() const { return rows_; }
  size_t columns() const { return columns_; }
  const Ciphertext &column(size_t block, size_t j) const { return *x_[block * columns_ + j]; }
  const Ciphertext &weight(size_t j) const { return *w_[j]; }

  /// b then a of the joint public key.
  const Buffer &public_key() const { return public_key_; }

  /// The old weight at scale 2^40, and what one unit of a column's trace at 2^82 adds to it.
  int64_t old_weight(size_t j) const { return old_weights_[j]; }
  lineal_factor step() const;

  /// Bits of agreement of new encrypted weights ([p][limb][n], p = 0, 1) with the same in doubles.
  double agreement_bits(const std::function<const uint64_t *(size_t j, uint32_t p)> &weight) const;

  /// An integer's residues.
  std::vector<uint64_t> residues(int64_t integer) const;

 private:
  void deal_shares();
  void draw_rows(const Encode &encode);
  CiphertextPtr encrypted(const uint64_t *message, uint32_t scale_bits);
  std::vector<double> expected_weights() const;
  double decrypted(const uint64_t *c0, const uint64_t *c1) const;

  std::shared_ptr<const Ring> ring_;
  size_t rows_, columns_;
  std::vector<std::unique_ptr<owner::Share>> shares_;
  Buffer public_key_, secret_;
  std::vector<std::vector<double>> values_;  // [block * columns + j][row]
  std::vector<CiphertextPtr> x_, w_;
  std::vector<int64_t> old_weights_;
  uint64_t drawn_ = 0;
};

/// The steps in their order; every one needs those before it.
class Iteration {
 public:
  virtual ~Iteration() = default;
  virtual void forward() = 0;     ///< round 1's products, summed over the columns
  virtual void activation() = 0;  ///< slot refreshes of rounds 1 to 4, products of 2 to 4
  virtual void gradient() = 0;    ///< round 5's products, summed over the blocks
  virtual void traces() = 0;      ///< every owner's masked traces, put together
  virtual void weights() = 0;     ///< every owner's part of the new encrypted weights, put together
  virtual double agreement_bits() const = 0;
};

std::unique_ptr<Iteration> lineal_iteration(const Study &study);
std::unique_ptr<Iteration> openfhe_iteration(const Study &study);

}  // namespace lineal::bench
