// From wide integers and residues to scaled, rounded residues: 256-bit two's complement arithmetic,
// the same instructions whatever the value.
#include "kernels.hpp"
#include "reducer.hpp"

namespace lineal::scalar {
namespace {

/// A 256-bit two's complement integer, least significant word first.
struct Integer {
  uint64_t word[4];

  static Integer of(const uint64_t *words3) { return {{words3[0], words3[1], words3[2], 0}}; }

  void add(const Integer &other) {
    uint64_t carry = 0;
    for (int i = 0; i < 4; ++i) {
      uint128 s = static_cast<uint128>(word[i]) + other.word[i] + carry;
      word[i] = static_cast<uint64_t>(s);
      carry = static_cast<uint64_t>(s >> 64);
    }
  }

  /// Subtracts `other` where mask is all ones, nothing where it is zero.
  void subtract_masked(const Integer &other, uint64_t mask) {
    uint64_t borrow = 0;
    for (int i = 0; i < 4; ++i) {
      uint128 s = static_cast<uint128>(word[i]) - (other.word[i] & mask) - borrow;
      word[i] = static_cast<uint64_t>(s);
      borrow = static_cast<uint64_t>(s >> 64) & 1;
    }
  }

  /// this = this * factor + addend, modulo 2^256.
  void multiply_add(uint64_t factor, uint64_t addend) {
    uint64_t carry = addend;
    for (int i = 0; i < 4; ++i) {
      uint128 s = static_cast<uint128>(word[i]) * factor + carry;
      word[i] = static_cast<uint64_t>(s);
      carry = static_cast<uint64_t>(s >> 64);
    }
  }

  void negate_masked(uint64_t mask) {
    for (uint64_t &w : word) w ^= mask;
    add({{mask & 1, 0, 0, 0}});
  }

  /// All ones when negative, else zero.
  uint64_t sign_mask() const { return 0 - (word[3] >> 63); }

  /// Arithmetic shift by less than 128 bits.
  void shift_right(uint32_t bits) {
    const uint64_t sign = sign_mask();
    for (; bits >= 64; bits -= 64) {
      for (int i = 0; i < 3; ++i) word[i] = word[i + 1];
      word[3] = sign;
    }
    if (bits == 0) return;
    for (int i = 0; i < 4; ++i) {
      uint64_t above = i < 3 ? word[i + 1] : sign;
      word[i] = (word[i] >> bits) | (above << (64 - bits));
    }
  }
};

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

  void apply(Integer *x) const {
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
  uint64_t reduce(const Integer &x) const {
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

  void store(const Integer &x, size_t k, uint64_t *const *out) const {
    for (uint32_t l = 0; l < count_; ++l) out[l][k] = limb_[l].reduce(x);
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

  Integer centred(const uint64_t *const *in, size_t k) const {
    uint64_t digit[LINEAL_MAX_LIFT_LIMBS];
    for (uint32_t i = 0; i < count_; ++i) {
      uint64_t d = in[i][k];
      for (uint32_t j = 0; j < i; ++j) {
        d = inverse_[i][j].lazy(d + lift_[i][j] - digit[j], q_[i]);
      }
      digit[i] = i == 0 ? d : reduce_once(d, q_[i]);
    }
    Integer x{};
    for (uint32_t i = count_; i-- > 0;) x.multiply_add(i + 1 < count_ ? q_[i] : 0, digit[i]);
    Integer excess = half_product_;
    excess.subtract_masked(x, ~uint64_t{0});
    x.subtract_masked(product_, excess.sign_mask());
    return x;
  }

 private:
  uint32_t count_;
  uint64_t q_[LINEAL_MAX_LIFT_LIMBS];
  Factor inverse_[LINEAL_MAX_LIFT_LIMBS][LINEAL_MAX_LIFT_LIMBS];
  /// A multiple of q_i above any digit j, so that differences stay positive.
  uint64_t lift_[LINEAL_MAX_LIFT_LIMBS][LINEAL_MAX_LIFT_LIMBS];
  Integer product_;
  Integer half_product_;
};

}  // namespace

void round_and_reduce(const uint64_t *const words[3], const uint64_t offset[3], size_t n,
                      lineal_factor factor, const lineal_basis *to, uint64_t *const *out) {
  const Rounding rounding(factor);
  const BasisReducer basis(*to);
  const Integer minus = Integer::of(offset);
  for (size_t k = 0; k < n; ++k) {
    Integer x = {{words[0][k], words[1][k], words[2][k], 0}};
    x.subtract_masked(minus, ~uint64_t{0});
    rounding.apply(&x);
    basis.store(x, k, out);
  }
}

void lift_and_round(const lineal_basis *from, const uint64_t *const *in, size_t n,
                    lineal_factor factor, const lineal_basis *to, uint64_t *const *out) {
  const Lift lift(*from);
  const Rounding rounding(factor);
  const BasisReducer basis(*to);
  for (size_t k = 0; k < n; ++k) {
    Integer x = lift.centred(in, k);
    rounding.apply(&x);
    basis.store(x, k, out);
  }
}

}  // namespace lineal::scalar
