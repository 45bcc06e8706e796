// The last step of the ceremony: t_0 = round(T / G), T = even(F_0) + the masked shares.
#include "constant_time.hpp"
#include "modulus.hpp"
#include "square_shares.hpp"

namespace lineal::owner {
namespace {

/// T -> T - [T]_G, [T]_G centred, then divided by G: exact modulo q_0 .. q_3. T in coefficient form
/// at eight limbs and public; the result is left in its first four limbs.
void divide_by_scale(const Ring &ring, const std::vector<uint64_t> &scale, uint64_t *t) {
  Buffer rest(kStudyLimbs * static_cast<size_t>(ring.n()));
  const uint64_t *high[kStudyLimbs];
  uint64_t *low[kStudyLimbs];
  for (uint32_t l = 0; l < kStudyLimbs; l++) {
    high[l] = t + static_cast<size_t>(kStudyLimbs + l) * ring.n();
    low[l] = rest.data() + static_cast<size_t>(l) * ring.n();
  }
  ring.kernels().lift_and_round(&ring.high_basis(), high, ring.n(), {1, 0}, &ring.low_basis(),
                                low);
  for (uint32_t l = 0; l < kStudyLimbs; l++) {
    const uint64_t q = ring.modulus(l), inverse = inverse_mod(scale[l], q);
    const uint64_t quotient = shoup_quotient(inverse, q);
    for (size_t k = 0; k < ring.n(); k++, t++) {
      *t = multiply_constant(*t + q - low[l][k], inverse, quotient, q);
    }
  }
}

}  // namespace

std::unique_ptr<Share> SquareShares::complete(const Share &share, bool first) const {
  Buffer t(ring_->words());
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    uint64_t *to = t.data() + static_cast<size_t>(l) * ring_->n();
    ring_->kernels().add(&ring_->limb(l), pair(product_, 0) + (to - t.data()),
                         masked_.data() + (to - t.data()), to);
    ring_->kernels().intt(&ring_->limb(l), to);
  }
  divide_by_scale(*ring_, scale_, t.data());
  SecretBuffer square(mu_.size());
  std::memcpy(square.data(), mu_.data(), mu_.size() * 8);
  for (uint32_t l = 0; first && l < kStudyLimbs; l++) {
    uint64_t *t0 = t.data() + static_cast<size_t>(l) * ring_->n();
    uint64_t *to = square.data() + (t0 - t.data());
    ring_->kernels().ntt(&ring_->limb(l), t0);
    ring_->kernels().add(&ring_->limb(l), to, t0, to);
  }
  return share.with_square(std::move(square));
}

}  // namespace lineal::owner
