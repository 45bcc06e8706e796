#include "coefficients.hpp"

#include "column.hpp"
#include "constant_time.hpp"
#include "domains.hpp"
#include "error.hpp"
#include "sampler.hpp"

namespace lineal::owner {
namespace {

constexpr size_t kTile = 16;  // kernels take at least 16 coefficients

void require_count(const Ring &ring, size_t count) {
  if (count == 0 || count > ring.n()) {
    throw ArgumentError("a ciphertext has 1 .. " + std::to_string(ring.n()) +
                        " coefficients, not " + std::to_string(count));
  }
}

/// Adds integer k of the key's stream to coefficient k.
void add_flood(const Ring &ring, const UniformRange &range, const uint8_t *key, Coefficients to) {
  const size_t stride = (to.count + kTile - 1) / kTile * kTile;
  SecretBuffer words(3 * stride), residues(kStudyLimbs * stride);
  uint64_t *parts[3] = {words.data(), words.data() + stride, words.data() + 2 * stride};
  uint64_t *limbs[kStudyLimbs];
  for (uint32_t l = 0; l < kStudyLimbs; l++) limbs[l] = residues.data() + l * stride;
  Sampler(ring.kernels(), key).integers(kFlood, range, stride, parts);
  ring.kernels().round_and_reduce(parts, range.bound().data(), stride, {1, 0}, &ring.low_basis(),
                                  limbs);
  for (size_t k = 0; k < to.count; k++) {
    for (uint32_t l = 0; l < kStudyLimbs; l++) {
      uint64_t *value = to.residues + k * kStudyLimbs + l;
      *value = reduce_once(*value + limbs[l][k], ring.modulus(l));
    }
  }
}

}  // namespace

void encrypt_coefficients(const Ring &ring, const uint64_t *public_key,
                          const uint64_t *coefficients, size_t count,
                          const uint8_t key[LINEAL_SEED_BYTES], uint64_t *out) {
  require_count(ring, count);
  SecretBuffer message(ring.words());
  std::memset(message.data(), 0, message.size() * 8);
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    uint64_t *limb = message.data() + static_cast<size_t>(l) * ring.n();
    for (size_t k = 0; k < count; k++) limb[k] = coefficients[k * ring.limbs() + l];
    ring.kernels().ntt(&ring.limb(l), limb);
  }
  encrypt_column(ring, public_key, message.data(), key, out);
}

void partial_decryption(const Share &share, const uint64_t *c1, const UniformRange &flood,
                        const uint8_t key[LINEAL_SEED_BYTES], Coefficients out) {
  const Ring &ring = share.ring();
  require_count(ring, out.count);
  SecretBuffer product(ring.words());
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    const size_t at = static_cast<size_t>(l) * ring.n();
    ring.kernels().multiply_add(&ring.limb(l), c1 + at, share.secret(l), nullptr, nullptr, nullptr,
                                product.data() + at);
  }
  first_coefficients(ring, product.data(), out);
  add_flood(ring, flood, key, out);
}

void first_coefficients(const Ring &ring, const uint64_t *polynomial, Coefficients out) {
  require_count(ring, out.count);
  SecretBuffer limb(ring.n());
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    std::memcpy(limb.data(), polynomial + static_cast<size_t>(l) * ring.n(), ring.n() * 8);
    ring.kernels().intt(&ring.limb(l), limb.data());
    for (size_t k = 0; k < out.count; k++) out.residues[k * ring.limbs() + l] = limb[k];
  }
}

}  // namespace lineal::owner
