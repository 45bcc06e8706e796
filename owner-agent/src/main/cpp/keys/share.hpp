// One owner's part of the joint secret, and what is drawn with it.
#pragma once

#include <memory>
#include <vector>

#include "ring.hpp"
#include "secret.hpp"

namespace lineal::owner {

/// s_i (uniform ternary) and, after the ceremony, t_i (the owner's share of s^2 mod Q), in NTT form
/// at the study's four limbs; and the owner's PRF key. Wiped on destruction. Immutable.
class Share {
 public:
  /// Draws s_i from `seed`; the seed and the PRF key must be independent and uniform.
  static std::unique_ptr<Share> generate(std::shared_ptr<const Ring> ring,
                                         const uint8_t seed[LINEAL_SEED_BYTES],
                                         const uint8_t prf_key[LINEAL_SEED_BYTES]);

  /// The layout is described in share_format.cpp. Throws FormatError.
  static std::unique_ptr<Share> parse(const uint8_t *bytes, size_t size);
  size_t serialized_bytes() const;
  void serialize(uint8_t *out) const;

  /// A copy with t_i; `square` in NTT form, [limb][n].
  std::unique_ptr<Share> with_square(SecretBuffer square) const;

  const Ring &ring() const { return *ring_; }
  const std::shared_ptr<const Ring> &shared_ring() const { return ring_; }
  bool has_square() const { return square_.size() != 0; }
  const SecretKey &prf_key() const { return prf_key_; }

  const uint64_t *secret(uint32_t limb) const { return at(secret_, limb); }
  const uint64_t *minus_secret(uint32_t limb) const { return at(minus_secret_, limb); }

  /// t_i. Throws ArgumentError when the ceremony has not been held.
  const uint64_t *square(uint32_t limb) const;

  /// s_i's coefficients, each -1, 0 or 1.
  void coefficients(int64_t *out) const;

 private:
  Share(std::shared_ptr<const Ring> ring, const int64_t *coefficients, const uint8_t *prf_key);
  const uint64_t *at(const SecretBuffer &buffer, uint32_t limb) const {
    return buffer.data() + static_cast<size_t>(limb) * ring_->n();
  }

  std::shared_ptr<const Ring> ring_;
  SecretKey prf_key_;
  SecretBuffer secret_;
  SecretBuffer minus_secret_;
  SecretBuffer square_;
};

}  // namespace lineal::owner
