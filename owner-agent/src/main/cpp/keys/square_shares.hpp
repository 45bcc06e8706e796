// Shares of s^2 modulo Q without a dealer: an ephemeral threshold encryption in the ceremony's ring
// (degree 2n, limbs q_0 .. q_7; Q = q_0 .. q_3 holds the plaintext, G = q_4 .. q_7 is its scale).
#pragma once

#include <vector>

#include "pair.hpp"
#include "share.hpp"

namespace lineal::owner {

/// One owner's side. Steps in this order; each owner's message, its own included, is absorbed
/// before the next step. Messages are packed polynomials.
class SquareShares {
 public:
  enum class Step { kCeremonyKey = 0, kEncryptedShare = 1, kProduct = 2, kMaskedShare = 3 };

  /// `seed` is public (a'); `key` is fresh, secret and used for nothing else. Throws ArgumentError
  /// when so many owners' floods would not fit below G / 2.
  SquareShares(const Share &share, uint32_t owners, const uint8_t seed[LINEAL_SEED_BYTES],
               const uint8_t key[LINEAL_SEED_BYTES]);

  size_t message_bytes(Step step) const;

  /// Each step once and in order, else ArgumentError.
  /// kCeremonyKey:    b'_i = -a' s'_i + e
  /// kEncryptedShare: E_i = Enc_pk'(G s_i(X^2))
  /// kProduct:        F_i = s_i(X^2) E + Enc_pk'(0)
  /// kMaskedShare:    even coefficients of s'_i F_1 + flood_i, minus G mu_i; s'_i and `key` are
  ///                  wiped
  void produce(Step step, uint8_t *packed);

  /// Adds one owner's message. Throws FormatError.
  void absorb(Step step, const uint8_t *packed);

  /// The share with t_i = mu_i, plus t_0 = round(T / G) for the first owner.
  std::unique_ptr<Share> complete(const Share &share, bool first) const;

 private:
  static constexpr size_t kPair = 2;  ///< polynomials of a pair
  const uint64_t *pair(const Buffer &ciphertext, size_t c) const {
    return ciphertext.data() + c * kPair * ring_->words();
  }
  void ceremony_key(uint8_t *packed);
  void encrypted_share(uint8_t *packed);
  void product(uint8_t *packed);
  void masked_share(uint8_t *packed);
  SecretBuffer encrypt_zero(uint32_t randomness) const;
  void add_scaled_secret(uint64_t *residues) const;
  void subtract_scaled_mu(uint64_t *residues) const;
  SecretBuffer flood() const;
  Buffer &sum_of(Step step);

  std::shared_ptr<const Ring> ring_;
  Sampler sampler_;
  Buffer root_;           ///< Y
  Buffer uniform_;        ///< a'
  SecretBuffer secret_;   ///< s_i at eight limbs
  SecretBuffer fresh_;    ///< s'_i
  SecretBuffer mu_;       ///< mu_i, four limbs
  Buffer joint_;          ///< sum of b'_i
  Buffer encrypted_;      ///< E
  Buffer product_;        ///< F
  Buffer masked_;         ///< sum of the masked shares
  std::vector<uint64_t> scale_;  ///< G modulo q_0 .. q_3
  int produced_ = 0;             ///< steps
};

}  // namespace lineal::owner
