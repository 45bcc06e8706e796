// Integers of up to 213 bits as rows of base 2^42 digits in doubles, and their way from and to
// residues.
#pragma once

#include "vector.hpp"

namespace lineal::avx2 {

constexpr uint32_t kDigitBits = 42;
constexpr uint32_t kDigits = 6;
constexpr double kBase = 0x1p42;
constexpr double kInverseBase = 0x1p-42;

static inline double power_of_two(int exponent) { return __builtin_ldexp(1.0, exponent); }

/// sum of digit[i] 2^(42 i).
struct Digits {
  Doubles digit[kDigits];

  static Digits zero() {
    Digits x;
    for (Doubles &d : x.digit) d = _mm256_setzero_pd();
    return x;
  }

  /// Adds a b 2^(42 i), |a| < 2^43 and |b| < 2^43. Next to the bias a double is a multiple of 2^42.
  void add_product(uint32_t i, Doubles a, Doubles b) {
    const Doubles bias = _mm256_set1_pd(1.5 * 0x1p94);
    const Doubles high = _mm256_sub_pd(_mm256_fmadd_pd(a, b, bias), bias);
    digit[i] = _mm256_add_pd(digit[i], _mm256_fmsub_pd(a, b, high));
    digit[i + 1] = _mm256_fmadd_pd(high, _mm256_set1_pd(kInverseBase), digit[i + 1]);
  }

  /// Makes every digit but the top one 0 <= digit < 2^42; the top one has the sign.
  void carry() {
    for (uint32_t i = 0; i + 1 < kDigits; ++i) {
      const Doubles c = _mm256_floor_pd(_mm256_mul_pd(digit[i], _mm256_set1_pd(kInverseBase)));
      digit[i] = _mm256_fnmadd_pd(c, _mm256_set1_pd(kBase), digit[i]);
      digit[i + 1] = _mm256_add_pd(digit[i + 1], c);
    }
  }
};

/// 2^exponent mod q.
static inline uint64_t power_of_two_modulo(uint32_t exponent, uint64_t q) {
  uint64_t r = 1 % q;
  for (; exponent > 0; --exponent) r = 2 * r >= q ? 2 * r - q : 2 * r;
  return r;
}

/// floor(integer / 2^shift) modulo one prime, from the integer's carried digits.
class DigitReducer {
 public:
  DigitReducer() : modulus_(3) {}

  DigitReducer(const lineal_limb *limb, uint32_t shift) : modulus_(limb->modulus) {
    for (uint32_t i = 0; i < kDigits; ++i) {
      if (i * kDigitBits < shift) continue;
      const uint64_t weight = power_of_two_modulo(i * kDigitBits - shift, limb->modulus);
      weight_[i] = static_cast<double>(weight);
    }
  }

  /// `lowest`: digit kDropped after the shift; digits above it are weighed.
  template <uint32_t kDropped>
  Words reduce(Doubles lowest, const Digits &x) const {
    const Doubles bias = _mm256_set1_pd(1.5 * 0x1p94);
    Doubles high = bias;
    Doubles low = lowest;
    for (uint32_t i = kDropped + 1; i < kDigits; ++i) {  // |sums| < 2^88 and < 2^46
      const Doubles weight = _mm256_set1_pd(weight_[i]);
      const Doubles sum = _mm256_fmadd_pd(x.digit[i], weight, high);
      low = _mm256_add_pd(
          low, _mm256_fmsub_pd(x.digit[i], weight, _mm256_sub_pd(sum, high)));
      high = sum;
    }
    const Doubles rest = modulus_.balanced(_mm256_sub_pd(high, bias));
    return modulus_.canonical(modulus_.balanced(_mm256_add_pd(rest, low)));
  }

 private:
  Modulus modulus_;
  double weight_[kDigits] = {};
};

/// Four residues -> numerator times the centred integer, as digits.
///
/// Garner's mixed radix with balanced digits d_i: x = d_0 + d_1 q_0 + d_2 q_0 q_1 + d_3 q_0 q_1 q_2
/// lies in (-Q/2, Q/2) by itself, the primes being odd. The numerator is part of the constants.
class ScaledLift {
 public:
  ScaledLift(const lineal_basis &basis, int64_t numerator) {
    uint64_t product[4] = {magnitude(numerator), 0, 0, 0};
    for (uint32_t i = 0; i < LINEAL_MAX_LIFT_LIMBS; ++i) {
      const uint64_t q = basis.limbs[i]->modulus;
      modulus_[i] = Modulus(q);
      for (uint32_t j = 0; j < i; ++j) inverse_[i][j] = make_root(basis.garner[i][j], q);
      split_constant(product, numerator < 0, constant_[i]);
      multiply(product, q);
    }
  }

  Digits scaled(const uint64_t *const *in, size_t k) const {
    Doubles d[LINEAL_MAX_LIFT_LIMBS];
    Digits x = Digits::zero();
    for (uint32_t i = 0; i < LINEAL_MAX_LIFT_LIMBS; ++i) {
      Doubles r = load_doubles(in[i] + k);
      for (uint32_t j = 0; j < i; ++j) {
        r = inverse_[i][j].times(_mm256_sub_pd(r, d[j]), modulus_[i].q);
      }
      d[i] = modulus_[i].balanced(r);
      for (uint32_t c = 0; c < constant_digits(i); ++c) {
        x.add_product(c, d[i], _mm256_set1_pd(constant_[i][c]));
      }
    }
    return x;
  }

 private:
  /// Digits of numerator q_0 .. q_(i-1), below 2^(42 + 43 i): 1, 3, 4, 5.
  static constexpr uint32_t constant_digits(uint32_t i) { return i == 0 ? 1 : i + 2; }

  static uint64_t magnitude(int64_t x) {
    return x < 0 ? 0 - static_cast<uint64_t>(x) : static_cast<uint64_t>(x);
  }

  static void multiply(uint64_t *words, uint64_t factor) {
    unsigned __int128 carry = 0;
    for (uint32_t i = 0; i < 4; ++i) {
      carry += static_cast<unsigned __int128>(words[i]) * factor;
      words[i] = static_cast<uint64_t>(carry);
      carry >>= 64;
    }
  }

  static void split_constant(const uint64_t *words, bool negative, double *digit) {
    for (uint32_t i = 0; i + 1 < kDigits; ++i) {
      const uint32_t bit = i * kDigitBits;
      uint64_t x = words[bit / 64] >> bit % 64;
      if (bit % 64 > 64 - kDigitBits) x |= words[bit / 64 + 1] << (64 - bit % 64);
      x &= (uint64_t{1} << kDigitBits) - 1;
      digit[i] = negative ? -static_cast<double>(x) : static_cast<double>(x);
    }
  }

  Modulus modulus_[LINEAL_MAX_LIFT_LIMBS] = {Modulus(3), Modulus(3), Modulus(3), Modulus(3)};
  Root inverse_[LINEAL_MAX_LIFT_LIMBS][LINEAL_MAX_LIFT_LIMBS];
  double constant_[LINEAL_MAX_LIFT_LIMBS][kDigits - 1];
};

}  // namespace lineal::avx2
