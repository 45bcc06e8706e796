// Every message of the ceremony, coefficient by coefficient, against schoolbook products in the
// ring of degree 2n: the noise and the floods that no result shows are there.
#include <cstdio>
#include <vector>

#include "joint_key.hpp"
#include "modulus.hpp"
#include "square_shares.hpp"

using namespace lineal;
using namespace lineal::owner;

namespace {

using Step = SquareShares::Step;
using Big = std::vector<uint64_t>;  // 2n coefficients modulo one prime

constexpr uint32_t kSet = 10;
const uint8_t kSeed[LINEAL_SEED_BYTES] = {9};
const uint8_t kShareKey[LINEAL_SEED_BYTES] = {1, 1};
const uint8_t kCeremonyKey[LINEAL_SEED_BYTES] = {1, 2};
int failures = 0;

void check(bool holds, const char *what, uint32_t limb) {
  std::printf("%s limb %u: %s\n", holds ? "ok  " : "FAIL", limb, what);
  failures += holds ? 0 : 1;
}

/// One limb of the ceremony's ring.
struct Reference {
  const Ring &ring;
  uint32_t limb;
  uint64_t q;
  Sampler sampler;

  Reference(const Ring &ring, uint32_t limb)
      : ring(ring), limb(limb), q(ring.modulus(limb)), sampler(*lineal_kernels_scalar(),
                                                               kCeremonyKey) {}

  /// Residues [part][limb][n] in NTT form -> interleaved coefficients.
  Big interleave(const uint64_t *pair) const {
    Big big(2 * ring.n());
    for (uint32_t part = 0; part < 2; part++) {
      std::vector<uint64_t> values = coefficients(pair + part * ring.words() + limb * ring.n());
      for (size_t k = 0; k < ring.n(); k++) big[2 * k + part] = values[k];
    }
    return big;
  }

  std::vector<uint64_t> coefficients(const uint64_t *ntt) const {
    Buffer values(ring.n());
    std::memcpy(values.data(), ntt, ring.n() * 8);
    lineal_kernels_scalar()->intt(&ring.limb(limb), values.data());
    return {values.data(), values.data() + ring.n()};
  }

  template <class Draw>
  Big small(uint32_t index, Draw draw) const {
    Big big(2 * ring.n());
    std::vector<int64_t> drawn(ring.n());
    for (uint32_t part = 0; part < 2; part++) {
      draw(2 * index + part, drawn.data());
      for (size_t k = 0; k < ring.n(); k++) {
        big[2 * k + part] = drawn[k] < 0 ? q - static_cast<uint64_t>(-drawn[k])
                                         : static_cast<uint64_t>(drawn[k]);
      }
    }
    return big;
  }
  Big ternary(uint32_t index) const {
    return small(index, [&](uint32_t i, int64_t *out) { sampler.ternary(i, ring.n(), out); });
  }
  Big noise(uint32_t index) const {
    return small(index, [&](uint32_t i, int64_t *out) { sampler.noise(i, ring.n(), out); });
  }

  Big multiply(const Big &a, const Big &b) const {
    const size_t n = a.size();
    std::vector<uint128> plus(n), minus(n);
    for (size_t i = 0; i < n; i++) {
      for (size_t j = 0; a[i] && j < n; j++) {
        uint128 product = static_cast<uint128>(a[i]) * b[j];
        (i + j < n ? plus[i + j] : minus[i + j - n]) += product;
      }
    }
    Big out(n);
    for (size_t k = 0; k < n; k++) {
      out[k] = subtract_mod(static_cast<uint64_t>(plus[k] % q),
                            static_cast<uint64_t>(minus[k] % q), q);
    }
    return out;
  }
  Big add(Big a, const Big &b) const {
    for (size_t k = 0; k < a.size(); k++) a[k] = add_mod(a[k], b[k], q);
    return a;
  }
  Big negate(Big a) const {
    for (uint64_t &x : a) x = x ? q - x : 0;
    return a;
  }

  /// G modulo this prime; 0 for q_4 .. q_7.
  uint64_t scale() const {
    uint64_t g = 1;
    for (uint32_t h = kStudyLimbs; h < kCeremonyLimbs; h++) {
      g = multiply_mod(g, ring.modulus(h) % q, q);
    }
    return g;
  }

  /// s(X^2), times a factor.
  Big embedded(const std::vector<int64_t> &s, uint64_t factor) const {
    Big big(2 * ring.n());
    for (size_t k = 0; k < s.size(); k++) {
      if (s[k] == 1) big[2 * k] = factor;
      if (s[k] == -1) big[2 * k] = factor ? q - factor : 0;
    }
    return big;
  }

  Big uniform() const {
    Buffer pair(2 * ring.words());
    for (uint32_t part = 0; part < 2; part++) {
      lineal_kernels_scalar()->expand_seed(&ring.limb(limb), kSeed,
                                           part ? kCeremonyUniformOdd : kCeremonyUniform, limb,
                                           pair.data() + part * ring.words() + limb * ring.n());
    }
    return interleave(pair.data());
  }

  /// flood - G mu, even coefficients.
  std::vector<uint64_t> flood_minus_scaled_mu() const {
    SecretBuffer words(3 * ring.n());
    uint64_t *parts[3] = {words.data(), words.data() + ring.n(), words.data() + 2 * ring.n()};
    sampler.integers(kFlood, UniformRange::of_power(140), ring.n(), parts);
    std::vector<uint64_t> mu(ring.n());
    if (limb < kStudyLimbs) {
      Buffer drawn(ring.n());
      sampler.uniform(ring.limb(limb), kUniformShare, limb, drawn.data());
      mu = coefficients(drawn.data());
    }
    const uint64_t base = static_cast<uint64_t>((static_cast<uint128>(1) << 64) % q);
    const uint64_t offset = power_mod(2, 140, q);
    std::vector<uint64_t> out(ring.n());
    for (size_t k = 0; k < ring.n(); k++) {
      uint64_t flood = parts[2][k] % q;
      for (int w = 1; w >= 0; w--) {
        flood = add_mod(multiply_mod(flood, base, q), parts[w][k] % q, q);
      }
      flood = subtract_mod(flood, offset, q);
      out[k] = subtract_mod(flood, multiply_mod(mu[k], scale(), q), q);
    }
    return out;
  }
};

/// One owner's ceremony with itself as the only participant: every sum is its own message.
struct Ceremony {
  std::shared_ptr<const Ring> ring = Ring::ceremony(kSet);
  std::vector<int64_t> secret;
  Buffer messages[4];

  Ceremony() : secret(Ring::study(kSet)->n()) {
    auto share = Share::generate(Ring::study(kSet), kShareKey, kShareKey);
    share->coefficients(secret.data());
    SquareShares owner(*share, 2, kSeed, kCeremonyKey);
    for (int i = 0; i < 4; i++) {
      const Step step = static_cast<Step>(i);
      std::vector<uint8_t> packed(owner.message_bytes(step));
      owner.produce(step, packed.data());
      owner.absorb(step, packed.data());
      const size_t polynomials = packed.size() / ring->packed_bytes();
      messages[i] = Buffer::zeroed(polynomials * ring->words());
      add_packed(*ring, packed.data(), polynomials, messages[i].data());
    }
  }
};

void messages_are_the_schoolbook_ones(const Ceremony &ceremony, uint32_t limb) {
  const Reference r(*ceremony.ring, limb);
  const size_t pair = 2 * ceremony.ring->words();
  const Big a = r.uniform(), b = r.interleave(ceremony.messages[0].data());
  const Big fresh = r.ternary(0);
  check(b == r.add(r.negate(r.multiply(fresh, a)), r.noise(0)), "b' = -a' s' + e", limb);

  const Big e0 = r.interleave(ceremony.messages[1].data());
  const Big e1 = r.interleave(ceremony.messages[1].data() + pair);
  const Big u = r.ternary(1), scaled = r.embedded(ceremony.secret, r.scale());
  check(e0 == r.add(r.add(r.multiply(u, b), r.noise(1)), scaled), "E_0 = b' u + e_0 + G s", limb);
  check(e1 == r.add(r.multiply(u, a), r.noise(2)), "E_1 = a' u + e_1", limb);

  const Big f0 = r.interleave(ceremony.messages[2].data());
  const Big f1 = r.interleave(ceremony.messages[2].data() + pair);
  const Big w = r.ternary(2), s = r.embedded(ceremony.secret, 1);
  check(f0 == r.add(r.multiply(s, e0), r.add(r.multiply(w, b), r.noise(3))),
        "F_0 = s E_0 + b' w + e'_0", limb);
  check(f1 == r.add(r.multiply(s, e1), r.add(r.multiply(w, a), r.noise(4))),
        "F_1 = s E_1 + a' w + e'_1", limb);

  const Big turned = r.multiply(fresh, f1);
  std::vector<uint64_t> expected = r.flood_minus_scaled_mu();
  for (size_t k = 0; k < expected.size(); k++) {
    expected[k] = add_mod(expected[k], turned[2 * k], r.q);
  }
  const uint64_t *masked = ceremony.messages[3].data() + limb * ceremony.ring->n();
  check(r.coefficients(masked) == expected, "even(s' F_1) + flood - G mu", limb);
}

}  // namespace

int main() {
  const Ceremony ceremony;
  for (uint32_t limb : {0u, 3u, 6u}) messages_are_the_schoolbook_ones(ceremony, limb);
  return failures == 0 ? 0 : 1;
}
