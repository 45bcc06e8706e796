// Exact sums of products of residues in pairs of doubles.
#pragma once

#include "vector.hpp"

namespace lineal::avx2 {

/// How many products a pair holds before it must be folded, and its bias.
///
/// `high` starts at 2^(52+s), so that adding a product rounds it to a multiple of 2^s; what was cut
/// off, at most 2^(s-1), goes into `low`. Both are exact while
///     products * (q-1)^2 + products * 2^(s-1) <= 2^(52+s)   (high stays below 2^(53+s)), and
///     products * 2^(s-1) <= 2^52                            (low and its final sum below 2^53).
/// The first needs products * q^2 <= 2^(52+s), as 2^(s-1) <= 2q - 1 for the s considered: those
/// next to log2(q), where the two bounds meet.
struct PairBudget {
  double bias = 0;
  size_t products = 0;

  explicit PairBudget(uint64_t modulus) {
    const double q = static_cast<double>(modulus);
    const int bits = 64 - __builtin_clzll(modulus - 1);
    for (int s = bits - 1; s <= bits + 1; ++s) {
      const double scale = __builtin_ldexp(1.0, 52 + s);
      const double by_high = scale / (q * q) * (1 - 0x1p-50);  // rounded down for certain
      const double by_low = __builtin_ldexp(1.0, 53 - s);
      const size_t both = static_cast<size_t>(by_high < by_low ? by_high : by_low);
      if (both <= products) continue;
      products = both;
      bias = scale;
    }
  }
};

struct ProductSum {
  Doubles high;
  Doubles low;

  /// `start`: a balanced residue to begin with.
  static ProductSum of(Doubles bias, Doubles start) { return {bias, start}; }
  static ProductSum zero(Doubles bias) { return {bias, _mm256_setzero_pd()}; }

  /// Adds x w, both canonical.
  void add(Doubles x, Doubles w) {
    Doubles sum = _mm256_fmadd_pd(x, w, high);
    Doubles added = _mm256_sub_pd(sum, high);
    high = sum;
    low = _mm256_add_pd(low, _mm256_fmsub_pd(x, w, added));
  }

  /// The sum modulo q, balanced. |high - bias| / q < 2^53, so the estimated quotient is off by two
  /// at most and the rest exact.
  Doubles residue(Doubles bias, const Modulus &modulus) const {
    Doubles rest = modulus.balanced(_mm256_sub_pd(high, bias));
    return modulus.balanced(_mm256_add_pd(rest, low));
  }

  Words canonical(Doubles bias, const Modulus &modulus) const {
    return modulus.canonical(residue(bias, modulus));
  }
};

}  // namespace lineal::avx2
