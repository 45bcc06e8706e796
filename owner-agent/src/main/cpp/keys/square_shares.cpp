#include "square_shares.hpp"

#include "constant_time.hpp"
#include "error.hpp"
#include "joint_key.hpp"
#include "modulus.hpp"
#include "packing.hpp"

namespace lineal::owner {
namespace {

constexpr uint32_t kFloodBits = 140;
constexpr uint32_t kProductNoiseBits = 30;

/// Which pair of streams each fresh polynomial takes.
enum Stream : uint32_t { kSecretStream = 0, kEncryptionStream = 1, kProductStream = 2 };
enum NoiseStream : uint32_t { kContributionNoise = 0, kEncryptionNoise = 1, kProductNoise = 3 };

/// owners 2^140 + 2^30 < G / 2, else the rounding in `complete` would not give s^2.
void require_room(const Ring &ring, uint32_t owners) {
  const uint64_t *half = ring.high_basis().half_product;
  const uint64_t top = static_cast<uint64_t>(owners) << (kFloodBits - 128);
  static_assert(kProductNoiseBits < 64, "the noise stays in the lowest word");
  const bool fits = top < half[2] || (top == half[2] && half[1] > 0);
  if (!fits) {
    throw ArgumentError("the floods of " + std::to_string(owners) +
                        " owners do not fit below G / 2; a study can have fewer owners");
  }
}

}  // namespace

SquareShares::SquareShares(const Share &share, uint32_t owners,
                           const uint8_t seed[LINEAL_SEED_BYTES],
                           const uint8_t key[LINEAL_SEED_BYTES])
    : ring_(Ring::ceremony(share.ring().set().id)),
      sampler_(ring_->kernels(), key),
      root_(pair_root(*ring_)),
      uniform_(kPair * ring_->words()),
      secret_(ring_->words()),
      joint_(Buffer::zeroed(kPair * ring_->words())),
      encrypted_(Buffer::zeroed(2 * kPair * ring_->words())),
      product_(Buffer::zeroed(2 * kPair * ring_->words())),
      masked_(Buffer::zeroed(ring_->words())) {
  require_room(*ring_, owners);
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    uint64_t *even = uniform_.data() + static_cast<size_t>(l) * ring_->n();
    ring_->kernels().expand_seed(&ring_->limb(l), seed, kCeremonyUniform, l, even);
    ring_->kernels().expand_seed(&ring_->limb(l), seed, kCeremonyUniformOdd, l,
                                 even + ring_->words());
  }
  SecretBuffer small(ring_->n());
  share.coefficients(reinterpret_cast<int64_t *>(small.data()));
  small_to_ntt(*ring_, reinterpret_cast<int64_t *>(small.data()), secret_.data());
  for (uint32_t l = 0; l < kStudyLimbs; l++) {
    uint64_t q = ring_->modulus(l), g = 1;
    for (uint32_t h = kStudyLimbs; h < kCeremonyLimbs; h++) {
      g = multiply_mod(g, ring_->modulus(h) % q, q);
    }
    scale_.push_back(g);
  }
}

size_t SquareShares::message_bytes(Step step) const {
  const size_t polynomials[] = {kPair, 2 * kPair, 2 * kPair, 1};
  return polynomials[static_cast<int>(step)] * ring_->packed_bytes();
}

Buffer &SquareShares::sum_of(Step step) {
  Buffer *sums[] = {&joint_, &encrypted_, &product_, &masked_};
  return *sums[static_cast<int>(step)];
}

void SquareShares::absorb(Step step, const uint8_t *packed) {
  add_packed(*ring_, packed, message_bytes(step) / ring_->packed_bytes(), sum_of(step).data());
}

void SquareShares::produce(Step step, uint8_t *packed) {
  if (static_cast<int>(step) != produced_++) {
    throw ArgumentError("the ceremony's steps are produced once each and in order");
  }
  switch (step) {
    case Step::kCeremonyKey:
      return ceremony_key(packed);
    case Step::kEncryptedShare:
      return encrypted_share(packed);
    case Step::kProduct:
      return product(packed);
    case Step::kMaskedShare:
      return masked_share(packed);
  }
}

void SquareShares::ceremony_key(uint8_t *packed) {
  fresh_ = ternary_pair(*ring_, sampler_, kSecretStream);
  SecretBuffer b(kPair * ring_->words());
  multiply_add_pair(*ring_, root_.data(), uniform_.data(), fresh_.data(), nullptr, b.data());
  SecretBuffer e = noise_pair(*ring_, sampler_, kContributionNoise);
  for (size_t i = 0; i < kPair * ring_->limbs(); i++) {
    uint64_t *to = b.data() + i * ring_->n();
    ring_->kernels().subtract(&ring_->limb(i % ring_->limbs()), e.data() + i * ring_->n(), to, to);
  }
  pack_polynomials(*ring_, b.data(), kPair, packed);
}

/// (b' u + e_0, a' u + e_1) with fresh u, e_0, e_1.
SecretBuffer SquareShares::encrypt_zero(uint32_t randomness) const {
  const uint32_t noise = randomness == kEncryptionStream ? kEncryptionNoise : kProductNoise;
  SecretBuffer u = ternary_pair(*ring_, sampler_, randomness);
  SecretBuffer zero(2 * kPair * ring_->words());
  for (uint32_t c = 0; c < 2; c++) {
    SecretBuffer e = noise_pair(*ring_, sampler_, noise + c);
    const uint64_t *key = c == 0 ? joint_.data() : uniform_.data();
    multiply_add_pair(*ring_, root_.data(), key, u.data(), e.data(),
                      zero.data() + c * kPair * ring_->words());
  }
  return zero;
}

/// + G s_i, which is 0 modulo q_4 .. q_7.
void SquareShares::add_scaled_secret(uint64_t *residues) const {
  for (uint32_t l = 0; l < kStudyLimbs; l++) {
    const uint64_t q = ring_->modulus(l), g = scale_[l], quotient = shoup_quotient(g, q);
    const size_t at = static_cast<size_t>(l) * ring_->n();
    for (size_t k = at; k < at + ring_->n(); k++) {
      residues[k] = reduce_once(residues[k] + multiply_constant(secret_[k], g, quotient, q), q);
    }
  }
}

void SquareShares::encrypted_share(uint8_t *packed) {
  SecretBuffer encryption = encrypt_zero(kEncryptionStream);
  add_scaled_secret(encryption.data());
  pack_polynomials(*ring_, encryption.data(), 2 * kPair, packed);
}

void SquareShares::product(uint8_t *packed) {
  // Without the fresh encryption of 0, F_1 / E_1 would be the secret.
  SecretBuffer f = encrypt_zero(kProductStream);
  for (size_t i = 0; i < 2 * kPair * ring_->limbs(); i++) {
    const uint32_t l = static_cast<uint32_t>(i % ring_->limbs());
    const uint64_t *s = secret_.data() + static_cast<size_t>(l) * ring_->n();
    uint64_t *to = f.data() + i * ring_->n();
    ring_->kernels().multiply_add(&ring_->limb(l), encrypted_.data() + i * ring_->n(), s, nullptr,
                                  nullptr, to, to);
  }
  pack_polynomials(*ring_, f.data(), 2 * kPair, packed);
}

/// Uniform in [-2^140, 2^140] per coefficient, NTT form.
SecretBuffer SquareShares::flood() const {
  const UniformRange range = UniformRange::of_power(kFloodBits);
  SecretBuffer words(3 * ring_->n()), residues(ring_->words());
  uint64_t *parts[3] = {words.data(), words.data() + ring_->n(), words.data() + 2 * ring_->n()};
  sampler_.integers(kFlood, range, ring_->n(), parts);
  uint64_t *out[kCeremonyLimbs];
  for (uint32_t l = 0; l < kCeremonyLimbs; l++) {
    out[l] = residues.data() + static_cast<size_t>(l) * ring_->n();
  }
  const lineal_factor one = {1, 0};
  const lineal_basis *bases[2] = {&ring_->low_basis(), &ring_->high_basis()};
  for (int b = 0; b < 2; b++) {
    ring_->kernels().round_and_reduce(parts, range.bound().data(), ring_->n(), one, bases[b],
                                      out + b * kStudyLimbs);
  }
  for (uint32_t l = 0; l < kCeremonyLimbs; l++) ring_->kernels().ntt(&ring_->limb(l), out[l]);
  return residues;
}

/// - G mu_i; mu_i is uniform in NTT form as well as in coefficients.
void SquareShares::subtract_scaled_mu(uint64_t *residues) const {
  for (uint32_t l = 0; l < kStudyLimbs; l++) {
    const uint64_t q = ring_->modulus(l), g = scale_[l], quotient = shoup_quotient(g, q);
    const size_t at = static_cast<size_t>(l) * ring_->n();
    for (size_t k = at; k < at + ring_->n(); k++) {
      residues[k] = reduce_once(residues[k] + q - multiply_constant(mu_[k], g, quotient, q), q);
    }
  }
}

void SquareShares::masked_share(uint8_t *packed) {
  mu_ = SecretBuffer(kStudyLimbs * static_cast<size_t>(ring_->n()));
  for (uint32_t l = 0; l < kStudyLimbs; l++) {
    sampler_.uniform(ring_->limb(l), kUniformShare, l,
                     mu_.data() + static_cast<size_t>(l) * ring_->n());
  }
  SecretBuffer masked(ring_->words());
  multiply_even(*ring_, root_.data(), pair(product_, 1), fresh_.data(), masked.data());
  fresh_.wipe();
  SecretBuffer flooded = flood();
  sampler_.wipe();
  for (uint32_t l = 0; l < kCeremonyLimbs; l++) {
    uint64_t *to = masked.data() + static_cast<size_t>(l) * ring_->n();
    ring_->kernels().add(&ring_->limb(l), to, flooded.data() + (to - masked.data()), to);
  }
  subtract_scaled_mu(masked.data());
  pack_polynomials(*ring_, masked.data(), 1, packed);
}

}  // namespace lineal::owner
