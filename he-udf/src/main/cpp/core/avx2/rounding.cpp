// Scaling and rounding of integers beyond 64 bits, four coefficients at a time, in base 2^42.
//
// An integer is a row of digits, doubles that hold integers below 2^52 in magnitude; a product of
// two digits splits exactly into a multiple of 2^42 and a rest.
#include "../scalar/kernels.hpp"
#include "digits.hpp"
#include "kernels.hpp"

namespace lineal::avx2 {
namespace {

/// Scales digits by a factor and stores the rounded result's residues.
/// kDropped: whole digits that the shift drops.
template <uint32_t kDropped>
class RoundedResidues {
 public:
  RoundedResidues(lineal_factor factor, const lineal_basis *to, uint64_t *const *out)
      : count_(to->count), out_(out), cut_(_mm256_set1_pd(power_of_two(-remaining(factor)))) {
    // One half of 2^shift: in the lowest digit kept, or at the top of the one below it.
    if (remaining(factor) > 0) half_kept_ = power_of_two(remaining(factor) - 1);
    if (remaining(factor) == 0 && kDropped > 0) half_dropped_ = power_of_two(kDigitBits - 1);
    for (uint32_t l = 0; l < count_; ++l) limbs_[l] = DigitReducer(to->limbs[l], factor.shift);
  }

  void store_rounded(Digits x, size_t k) const {
    x.digit[kDropped] = _mm256_add_pd(x.digit[kDropped], _mm256_set1_pd(half_kept_));
    if (kDropped > 0) {
      Doubles &below = x.digit[kDropped > 0 ? kDropped - 1 : 0];
      below = _mm256_add_pd(below, _mm256_set1_pd(half_dropped_));
    }
    x.carry();
    // floor(x / 2^shift): floor of the lowest digit kept; those above it have no fraction in it.
    const Doubles lowest = _mm256_floor_pd(_mm256_mul_pd(x.digit[kDropped], cut_));
    for (uint32_t l = 0; l < count_; ++l) {
      store(out_[l] + k, limbs_[l].template reduce<kDropped>(lowest, x));
    }
  }

 private:
  static int remaining(lineal_factor factor) {
    return static_cast<int>(factor.shift - kDropped * kDigitBits);
  }

  uint32_t count_;
  uint64_t *const *out_;
  Doubles cut_;
  double half_kept_ = 0;
  double half_dropped_ = 0;
  DigitReducer limbs_[LINEAL_MAX_LIFT_LIMBS];
};

/// Calls run(residues) with the RoundedResidues for the factor's shift.
template <class Run>
void with_residues(lineal_factor factor, const lineal_basis *to, uint64_t *const *out,
                   const Run &run) {
  switch (factor.shift / kDigitBits) {
    case 0:
      return run(RoundedResidues<0>(factor, to, out));
    case 1:
      return run(RoundedResidues<1>(factor, to, out));
    case 2:
      return run(RoundedResidues<2>(factor, to, out));
    default:
      return run(RoundedResidues<3>(factor, to, out));
  }
}

/// Words u0, u1, u2 as five digits; the top one is whatever is left.
void split(Words u0, Words u1, Words u2, Doubles *digit) {
  const Words mask = broadcast((uint64_t{1} << kDigitBits) - 1);
  const Words across01 = _mm256_or_si256(_mm256_srli_epi64(u0, 42), _mm256_slli_epi64(u1, 22));
  const Words across12 = _mm256_or_si256(_mm256_srli_epi64(u1, 62), _mm256_slli_epi64(u2, 2));
  digit[0] = to_doubles(_mm256_and_si256(u0, mask));
  digit[1] = to_doubles(_mm256_and_si256(across01, mask));
  digit[2] = to_doubles(_mm256_and_si256(_mm256_srli_epi64(u1, 20), mask));
  digit[3] = to_doubles(_mm256_and_si256(across12, mask));
  digit[4] = to_doubles(_mm256_srli_epi64(u2, 40));
}

}  // namespace

void round_and_reduce(const uint64_t *const words[3], const uint64_t offset[3], size_t n,
                      lineal_factor factor, const lineal_basis *to, uint64_t *const *out) {
  Doubles minus[kDigits - 1];
  split(broadcast(offset[0]), broadcast(offset[1]), broadcast(offset[2]), minus);
  const Doubles numerator = _mm256_set1_pd(static_cast<double>(factor.numerator));
  with_residues(factor, to, out, [&](const auto &residues) {
    for (size_t k = 0; k < n; k += kLanes) {
      Doubles u[kDigits - 1];
      split(load(words[0] + k), load(words[1] + k), load(words[2] + k), u);
      Digits x = Digits::zero();
      for (uint32_t i = 0; i + 1 < kDigits; ++i) {
        x.add_product(i, _mm256_sub_pd(u[i], minus[i]), numerator);
      }
      residues.store_rounded(x, k);
    }
  });
}

void lift_and_round(const lineal_basis *from, const uint64_t *const *in, size_t n,
                    lineal_factor factor, const lineal_basis *to, uint64_t *const *out) {
  if (from->count != LINEAL_MAX_LIFT_LIMBS) {
    return scalar::lift_and_round(from, in, n, factor, to, out);
  }
  const ScaledLift lift(*from, factor.numerator);
  with_residues(factor, to, out, [&](const auto &residues) {
    for (size_t k = 0; k < n; k += kLanes) residues.store_rounded(lift.scaled(in, k), k);
  });
}

}  // namespace lineal::avx2
