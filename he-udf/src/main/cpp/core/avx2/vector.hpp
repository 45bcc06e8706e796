// Four residues at a time as doubles. All numbers are integers below 2^53, so every operation is
// exact, except quotient estimates, whose error only shifts a result by multiples of q.
//
// Files of this folder are compiled for AVX2 and FMA. They include no header with inline functions
// that other files use too: the linker might keep this folder's copy for processors without AVX2.
#pragma once

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#include "../kernels.h"

namespace lineal::avx2 {

using Words = __m256i;
using Doubles = __m256d;

constexpr size_t kLanes = 4;

static inline size_t length(const lineal_limb *limb) {
  return static_cast<size_t>(1) << limb->log_n;
}

static inline Words load(const uint64_t *p) {
  return _mm256_loadu_si256(reinterpret_cast<const Words *>(p));
}

static inline void store(uint64_t *p, Words x) {
  _mm256_storeu_si256(reinterpret_cast<Words *>(p), x);
}

static inline Words broadcast(uint64_t x) {
  return _mm256_set1_epi64x(static_cast<long long>(x));
}

/// 2^52 as a bit pattern: or-ing an integer below 2^52 into it gives 2^52 + that integer.
static inline Words exponent52() { return _mm256_set1_epi64x(0x4330000000000000); }

/// Integers in [0, 2^52), both ways.
static inline Doubles to_doubles(Words x) {
  return _mm256_sub_pd(_mm256_castsi256_pd(_mm256_or_si256(x, exponent52())),
                       _mm256_castsi256_pd(exponent52()));
}

static inline Words to_words(Doubles x) {
  return _mm256_xor_si256(
      _mm256_castpd_si256(_mm256_add_pd(x, _mm256_castsi256_pd(exponent52()))), exponent52());
}

static inline Doubles load_doubles(const uint64_t *p) { return to_doubles(load(p)); }

static inline Doubles nearest(Doubles x) {
  return _mm256_round_pd(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

/// q and 1/q.
struct Modulus {
  Doubles q;
  Doubles inverse;

  explicit Modulus(uint64_t modulus)
      : q(_mm256_set1_pd(static_cast<double>(modulus))),
        inverse(_mm256_set1_pd(1.0 / static_cast<double>(modulus))) {}

  /// x minus the nearest multiple of q. While |x| < 2^7 q that is exactly the balanced residue: x/q
  /// is at least 1/2q away from a half-integer, and the estimate errs by less than that.
  Doubles balanced(Doubles x) const {
    return _mm256_fnmadd_pd(nearest(_mm256_mul_pd(x, inverse)), q, x);
  }

  /// The canonical residues of -q < x < q.
  Words canonical(Doubles x) const {
    Doubles negative = _mm256_cmp_pd(x, _mm256_setzero_pd(), _CMP_LT_OQ);
    return to_words(_mm256_add_pd(x, _mm256_and_pd(negative, q)));
  }
};

/// A factor w, |w| <= q / 2, with w / q.
struct Root {
  Doubles w;
  Doubles over_q;

  /// x w modulo q, |result| <= q (1/2 + |x| 2^-52). The product is an exact pair high + low; high
  /// minus a multiple of q is an integer below 2^53 while |x| < 2^50, hence exact as well.
  Doubles times(Doubles x, Doubles q) const {
    Doubles quotient = nearest(_mm256_mul_pd(x, over_q));
    Doubles high = _mm256_mul_pd(x, w);
    Doubles low = _mm256_fmsub_pd(x, w, high);
    return _mm256_add_pd(_mm256_fnmadd_pd(quotient, q, high), low);
  }
};

/// The root for a canonical residue.
static inline Root make_root(uint64_t value, uint64_t q) {
  double w = value > q / 2 ? -static_cast<double>(q - value) : static_cast<double>(value);
  return {_mm256_set1_pd(w), _mm256_set1_pd(w / static_cast<double>(q))};
}

/// x - m where x >= m, else x. Both below 2^63.
static inline Words reduce_once(Words x, Words m) {
  Words r = _mm256_sub_epi64(x, m);
  return _mm256_castpd_si256(_mm256_blendv_pd(_mm256_castsi256_pd(r), _mm256_castsi256_pd(x),
                                              _mm256_castsi256_pd(r)));
}

static inline uint64_t lane_sum(Words x) {
  alignas(32) uint64_t lane[kLanes];
  store(lane, x);
  return lane[0] + lane[1] + lane[2] + lane[3];
}

}  // namespace lineal::avx2
