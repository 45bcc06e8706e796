// What rounding is made of: lifting residues, scaling integers, reducing them. Objects hold numbers
// only, made on the host, and may be copied to a GPU.
#pragma once

#include "../kernels.h"
#include "integer.hpp"
#include "reducer.hpp"

namespace lineal::scalar {

/// x -> floor(x numerator / 2^shift + 1/2).
class Rounding {
 public:
  explicit Rounding(lineal_factor factor)
      : magnitude_(factor.numerator < 0 ? 0 - static_cast<uint64_t>(factor.numerator)
                                        : static_cast<uint64_t>(factor.numerator)),
        negative_(factor.numerator < 0 ? ~uint64_t{0} : 0),
        shift_(factor.shift) {
    if (shift_ > 0) half_.word[(shift_ - 1) / 64] = uint64_t{1} << ((shift_ - 1) % 64);
  }

  LINEAL_HOST_DEVICE void apply(Integer *x) const {
    x->multiply_add(magnitude_, 0);
    x->negate_masked(negative_);
    x->add(half_);
    x->shift_right(shift_);
  }

 private:
  uint64_t magnitude_;
  uint64_t negative_;
  uint32_t shift_;
  Integer half_{};
};

/// Integers of at most 191 bits and a sign, modulo one prime.
class IntegerReducer {
 public:
  explicit IntegerReducer(uint64_t q) : modulo_(q) {
    const uint64_t base = modulo_.word_base();
    const uint64_t base2 = multiply_mod(base, base, q);
    middle_ = Factor::of(base, q);
    high_ = Factor::of(base2, q);
    minus_bias_ = subtract_mod(0, multiply_mod(base2, power_mod(2, 63, q), q), q);
  }

  /// The sign is flipped, which adds 2^191, taken off again at the end.
  LINEAL_HOST_DEVICE uint64_t reduce(const Integer &x) const {
    const uint64_t q = modulo_.modulus();
    const uint64_t top = x.word[2] ^ (uint64_t{1} << 63);
    return modulo_.reduce(modulo_.reduce(x.word[0]) + middle_.lazy(x.word[1], q) +
                          high_.lazy(top, q) + minus_bias_);
  }

 private:
  Reducer modulo_;
  Factor middle_{};
  Factor high_{};
  uint64_t minus_bias_ = 0;
};

/// The limbs of a basis as reducers.
class BasisReducer {
 public:
  explicit BasisReducer(const lineal_basis &basis) : count_(basis.count) {
    for (uint32_t l = 0; l < count_; ++l) limb_[l] = IntegerReducer(basis.limbs[l]->modulus);
  }

  LINEAL_HOST_DEVICE void store(const Integer &x, size_t k, uint64_t *const *out) const {
    LINEAL_UNROLL
    for (uint32_t l = 0; l < LINEAL_MAX_LIFT_LIMBS; ++l) {
      if (l < count_) out[l][k] = limb_[l].reduce(x);
    }
  }

 private:
  uint32_t count_;
  IntegerReducer limb_[LINEAL_MAX_LIFT_LIMBS] = {IntegerReducer(3), IntegerReducer(3),
                                                 IntegerReducer(3), IntegerReducer(3)};
};

/// Garner's mixed radix: x = d0 + d1 q0 + d2 q0 q1 + d3 q0 q1 q2.
class Lift {
 public:
  explicit Lift(const lineal_basis &basis)
      : count_(basis.count),
        product_(Integer::of(basis.product)),
        half_product_(Integer::of(basis.half_product)) {
    for (uint32_t i = 0; i < count_; ++i) {
      q_[i] = basis.limbs[i]->modulus;
      for (uint32_t j = 0; j < i; ++j) {
        inverse_[i][j] = Factor::of(basis.garner[i][j], q_[i]);
        lift_[i][j] = (q_[j] / q_[i] + 1) * q_[i];
      }
    }
  }

  /// Loops have constant bounds, so that a GPU keeps the digits in registers.
  LINEAL_HOST_DEVICE Integer centred(const uint64_t *const *in, size_t k) const {
    uint64_t digit[LINEAL_MAX_LIFT_LIMBS] = {};
    LINEAL_UNROLL
    for (uint32_t i = 0; i < LINEAL_MAX_LIFT_LIMBS; ++i) {
      if (i >= count_) continue;
      uint64_t d = in[i][k];
      LINEAL_UNROLL
      for (uint32_t j = 0; j < LINEAL_MAX_LIFT_LIMBS; ++j) {
        if (j < i) d = inverse_[i][j].lazy(d + lift_[i][j] - digit[j], q_[i]);
      }
      digit[i] = i == 0 ? d : reduce_once(d, q_[i]);
    }
    Integer x{};
    LINEAL_UNROLL
    for (uint32_t i = LINEAL_MAX_LIFT_LIMBS; i-- > 0;) {
      x.multiply_add(i + 1 < count_ ? q_[i] : 0, digit[i]);
    }
    Integer excess = half_product_;
    excess.subtract_masked(x, ~uint64_t{0});
    x.subtract_masked(product_, excess.sign_mask());
    return x;
  }

 private:
  uint32_t count_;
  uint64_t q_[LINEAL_MAX_LIFT_LIMBS] = {};
  Factor inverse_[LINEAL_MAX_LIFT_LIMBS][LINEAL_MAX_LIFT_LIMBS] = {};
  /// A multiple of q_i above any digit j, so that differences stay positive.
  uint64_t lift_[LINEAL_MAX_LIFT_LIMBS][LINEAL_MAX_LIFT_LIMBS] = {};
  Integer product_;
  Integer half_product_;
};

}  // namespace lineal::scalar
