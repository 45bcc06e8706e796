#include "slot_refresh.hpp"

#include "error.hpp"
#include "sampler.hpp"

namespace lineal::owner {
namespace {

/// -M_i into `masked` and round(gamma M_i) + e_i into `encrypted`, both in coefficient form.
void draw(const Ring &ring, const SlotRequest &request, SlotAnswer *answer) {
  const size_t n = ring.n();
  SecretBuffer words(3 * n), noise(n);
  uint64_t *parts[3] = {words.data(), words.data() + n, words.data() + 2 * n};
  uint64_t *masked[kStudyLimbs], *encrypted[kStudyLimbs];
  for (uint32_t l = 0; l < kStudyLimbs; l++) {
    masked[l] = answer->masked.data() + l * n;
    encrypted[l] = answer->encrypted.data() + l * n;
  }
  const Sampler sampler(ring.kernels(), request.key);
  const uint64_t *offset = request.masks.bound().data();
  sampler.integers(kMask, request.masks, n, parts);
  ring.kernels().round_and_reduce(parts, offset, n, {-1, 0}, &ring.low_basis(), masked);
  ring.kernels().round_and_reduce(parts, offset, n, request.gamma, &ring.low_basis(), encrypted);
  int64_t *small = reinterpret_cast<int64_t *>(noise.data());
  sampler.noise(0, n, small);
  for (uint32_t l = 0; l < kStudyLimbs; l++) add_small(ring.limb(l), small, encrypted[l]);
}

}  // namespace

SlotAnswer answer_slots(const Share &share, const SlotRequest &request) {
  const Ring &ring = share.ring();
  const lineal_kernels &kernels = ring.kernels();
  if (request.c2) share.square(0);  // refuses before anything is drawn
  SlotAnswer answer{Buffer(ring.words()), Buffer(ring.words())};
  Buffer a(ring.n());
  draw(ring, request, &answer);
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    const lineal_limb *limb = &ring.limb(l);
    const size_t at = static_cast<size_t>(l) * ring.n();
    uint64_t *masked = answer.masked.data() + at, *encrypted = answer.encrypted.data() + at;
    kernels.ntt(limb, masked);
    kernels.multiply_add(limb, request.c1 + at, share.secret(l),
                         request.c2 ? request.c2 + at : nullptr,
                         request.c2 ? share.square(l) : nullptr, masked, masked);
    kernels.ntt(limb, encrypted);
    kernels.expand_seed(limb, request.seed, kRefreshUniform, l, a.data());
    kernels.multiply_add(limb, a.data(), share.minus_secret(l), nullptr, nullptr, encrypted,
                         encrypted);
  }
  return answer;
}

lineal_factor checked_factor(int64_t numerator, int64_t shift) {
  constexpr int64_t kLimit = int64_t{1} << 42;
  if (numerator <= -kLimit || numerator >= kLimit || shift < 0 || shift > 127) {
    throw ArgumentError("gamma needs |numerator| < 2^42 and a shift of 0 .. 127, not " +
                        std::to_string(numerator) + " / 2^" + std::to_string(shift));
  }
  return {numerator, static_cast<uint32_t>(shift)};
}

}  // namespace lineal::owner
