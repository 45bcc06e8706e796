// A ring Z_q0 x .. x Z_qk [X] / (X^n + 1): primes and the tables the kernels read.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "kernels.h"
#include "parameters.hpp"

namespace lineal {

class Ring {
 public:
  /// The study's four limbs, or all eight of the ceremony. Built once per set, then shared.
  static std::shared_ptr<const Ring> study(uint32_t parameter_set_id);
  static std::shared_ptr<const Ring> ceremony(uint32_t parameter_set_id);

  Ring(const ParameterSet &set, uint32_t limbs);
  Ring(const Ring &) = delete;
  ~Ring();

  const ParameterSet &set() const { return set_; }
  uint32_t n() const { return 1u << set_.log_n; }
  uint32_t limbs() const { return static_cast<uint32_t>(limbs_.size()); }
  const lineal_limb &limb(uint32_t index) const { return limbs_[index]; }
  uint64_t modulus(uint32_t index) const { return limbs_[index].modulus; }

  /// Q = q_0 .. q_3; for the ceremony's ring also G = q_4 .. q_7.
  const lineal_basis &low_basis() const { return low_; }
  const lineal_basis &high_basis() const;

  /// Residues of one polynomial, and bytes of one packed polynomial.
  size_t words() const { return static_cast<size_t>(n()) * limbs(); }
  size_t packed_bytes() const;

  /// Kernels this ring uses (the best of this processor).
  const lineal_kernels &kernels() const { return *kernels_; }

 private:
  struct Tables;
  const ParameterSet &set_;
  const lineal_kernels *kernels_;
  std::vector<std::unique_ptr<Tables>> tables_;
  std::vector<lineal_limb> limbs_;
  lineal_basis low_{};
  lineal_basis high_{};
};

/// Constants of Garner's mixed radix over limbs [first, first + 4) of a ring.
lineal_basis make_basis(const lineal_limb *limbs, uint32_t count);

}  // namespace lineal
