// Checks of the device's whole rows: products, what stays on the device, what goes wrong there.
#pragma once

#include <vector>

#include "kernels_reference.hpp"
#include "ring.hpp"

namespace lineal::testing {

/// Blocks of random rows, weights, and a ciphertext per block, of every limb of a ring; and what the
/// scalar path makes of them.
class Rows {
 public:
  Rows(const Ring &ring, size_t blocks, size_t terms, Random *random);

  /// Whether the device gives the scalar path's bits for forward(block) and for the gradient of the
  /// columns from `first` on.
  bool forward_agrees(const lineal_kernels &device, size_t block) const;
  bool gradient_agrees(const lineal_kernels &device, size_t first) const;

  const lineal_tiles &block(size_t b) const { return x_[b]; }
  const lineal_tiles &weights() const { return w_; }
  /// Words of one limb of a row.
  size_t limb_words() const { return 2 * ring_.n() * terms_; }
  void forget(const lineal_kernels &device) const;

 private:
  lineal_tiles make_row(Random *random);
  lineal_row limb(const lineal_tiles &row, size_t limb, size_t first) const;

  const Ring &ring_;
  size_t terms_;
  std::vector<Array> data_;
  std::vector<lineal_tiles> x_;
  lineal_tiles w_;
  std::vector<Array> r_;
};

void test_rows(const lineal_kernels &device, const Ring &ring, Random *random);
void test_residency(const lineal_kernels &device, Random *random);
/// The host's waits: for pinned slots, for rows and roots that other threads use.
void test_waits(const lineal_kernels &device, Random *random);
void test_exhaustion(const lineal_kernels &device, Random *random);
void test_failure(const lineal_kernels &device, Random *random);

}  // namespace lineal::testing
