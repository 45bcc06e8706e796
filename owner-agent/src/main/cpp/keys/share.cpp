#include "share.hpp"

#include "constant_time.hpp"
#include "error.hpp"
#include "sampler.hpp"

namespace lineal::owner {

Share::Share(std::shared_ptr<const Ring> ring, const int64_t *coefficients,
             const uint8_t *prf_key)
    : ring_(std::move(ring)),
      prf_key_(prf_key),
      secret_(ring_->words()),
      minus_secret_(ring_->words()) {
  small_to_ntt(*ring_, coefficients, secret_.data());
  SecretBuffer negated(ring_->n());
  int64_t *minus = reinterpret_cast<int64_t *>(negated.data());
  for (size_t k = 0; k < ring_->n(); k++) minus[k] = -coefficients[k];
  small_to_ntt(*ring_, minus, minus_secret_.data());
}

std::unique_ptr<Share> Share::generate(std::shared_ptr<const Ring> ring,
                                       const uint8_t seed[LINEAL_SEED_BYTES],
                                       const uint8_t prf_key[LINEAL_SEED_BYTES]) {
  SecretBuffer drawn(ring->n());
  int64_t *coefficients = reinterpret_cast<int64_t *>(drawn.data());
  Sampler(ring->kernels(), seed).ternary(0, ring->n(), coefficients);
  return std::unique_ptr<Share>(new Share(std::move(ring), coefficients, prf_key));
}

std::unique_ptr<Share> Share::with_square(SecretBuffer square) const {
  SecretBuffer drawn(ring_->n());
  int64_t *small = reinterpret_cast<int64_t *>(drawn.data());
  coefficients(small);
  std::unique_ptr<Share> copy(new Share(ring_, small, prf_key_.bytes));
  copy->square_ = std::move(square);
  return copy;
}

const uint64_t *Share::square(uint32_t limb) const {
  if (!has_square()) {
    throw ArgumentError(
        "this share has no part of s^2, so it answers degree-1 ciphertexts only; hold the "
        "study's square-share ceremony first");
  }
  return at(square_, limb);
}

void Share::coefficients(int64_t *out) const {
  const uint64_t q = ring_->modulus(0);
  SecretBuffer values(ring_->n());
  std::memcpy(values.data(), secret(0), ring_->n() * 8);
  ring_->kernels().intt(&ring_->limb(0), values.data());
  for (size_t k = 0; k < ring_->n(); k++) {  // q - 1 stands for -1
    int64_t is_large = static_cast<int64_t>((1 - values[k]) >> 63);
    out[k] = static_cast<int64_t>(values[k]) - (static_cast<int64_t>(q) & -is_large);
  }
}

}  // namespace lineal::owner
