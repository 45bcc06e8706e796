// Reduction modulo one prime by multiplication and masks: no division and no branch depends on an
// operand, since operands may be secret. The divisions at construction see the modulus only.
#pragma once

#include "../host_device.hpp"
#include "../modulus.hpp"

namespace lineal::scalar {

/// x mod q for x < 2q < 2^63.
LINEAL_HOST_DEVICE inline uint64_t reduce_once(uint64_t x, uint64_t q) {
  uint64_t r = x - q;
  return r + (q & (0 - (r >> 63)));
}

/// a w mod q, left in [0, 2q). a may be any word; w < q with its Shoup quotient.
LINEAL_HOST_DEVICE inline uint64_t multiply_lazy(uint64_t a, uint64_t w, uint64_t quotient,
                                                 uint64_t q) {
  uint64_t estimate = static_cast<uint64_t>((static_cast<uint128>(a) * quotient) >> 64);
  return a * w - estimate * q;
}

/// A constant factor modulo q.
struct Factor {
  uint64_t value;
  uint64_t quotient;

  static Factor of(uint64_t value, uint64_t q) { return {value, shoup_quotient(value, q)}; }
  LINEAL_HOST_DEVICE uint64_t lazy(uint64_t a, uint64_t q) const {
    return multiply_lazy(a, value, quotient, q);
  }
};

class Reducer {
 public:
  explicit Reducer(uint64_t q)
      : q_(q),
        one_(Factor::of(1, q)),
        word_(Factor::of(static_cast<uint64_t>((static_cast<uint128>(1) << 64) % q), q)) {}

  LINEAL_HOST_DEVICE uint64_t modulus() const { return q_; }

  /// 2^64 mod q.
  uint64_t word_base() const { return word_.value; }

  LINEAL_HOST_DEVICE uint64_t reduce(uint64_t x) const {
    return reduce_once(one_.lazy(x, q_), q_);
  }

  /// Any 128-bit x.
  LINEAL_HOST_DEVICE uint64_t reduce(uint128 x) const {
    uint64_t low = one_.lazy(static_cast<uint64_t>(x), q_);
    uint64_t high = word_.lazy(static_cast<uint64_t>(x >> 64), q_);
    return reduce_once(reduce_once(low + high, 2 * q_), q_);
  }

  uint64_t multiply(uint64_t a, uint64_t b) const { return reduce(static_cast<uint128>(a) * b); }

 private:
  uint64_t q_;
  Factor one_;
  Factor word_;
};

}  // namespace lineal::scalar
