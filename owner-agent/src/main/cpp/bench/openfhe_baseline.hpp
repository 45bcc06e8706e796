// OpenFHE's own operations, which the kernels are measured against and checked with.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace lineal::bench {

/// A CKKS context of STUDY_13 with `columns` ciphertexts in two rows. One thread.
class OpenFheBaseline {
 public:
  explicit OpenFheBaseline(size_t columns);
  ~OpenFheBaseline();

  /// sum over the columns of EvalMultNoRelin, added with EvalAdd.
  void dot();

  /// Public-key encryption of an encoded column.
  void encrypt();

  /// NTT of one limb in place; `forward` and back alternate.
  void transform_limb();

  /// Residues of polynomial p, limb l: of ciphertext j of a row, and of the last dot().
  const uint64_t *left(size_t j, size_t p, size_t l) const;
  const uint64_t *right(size_t j, size_t p, size_t l) const;
  const uint64_t *product(size_t p, size_t l) const;

  /// The limb that transform_limb() works on.
  const uint64_t *limb() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lineal::bench
