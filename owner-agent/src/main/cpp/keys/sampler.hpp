// Everything an owner draws: secrets, noise, masks and floods from one 32-byte key.
#pragma once

#include <cstddef>
#include <cstdint>

#include "domains.hpp"
#include "ring.hpp"
#include "secret.hpp"
#include "uniform_range.hpp"

namespace lineal::owner {

/// Streams are ChaCha20 with nonce (domain, index, attempt): coefficient k takes 64-bit word k of
/// attempt 0, and of the next attempts while a word is rejected. Only a rejected word can be told
/// from the time taken, and it is not used. Counts n are multiples of 8.
class Sampler {
 public:
  Sampler(const lineal_kernels &kernels, const uint8_t key[LINEAL_SEED_BYTES]);

  /// Uniform in {-1, 0, 1}.
  void ternary(uint32_t index, size_t n, int64_t *out) const;

  /// Discrete Gaussian, sigma = 3.19 (noise_table.hpp).
  void noise(uint32_t index, size_t n, int64_t *out) const;

  /// Uniform in [0, 2M]: the wanted integer plus M. Word w of coefficient k is words[w][k] and
  /// comes from the stream with index w.
  void integers(Domain domain, const UniformRange &range, size_t n,
                uint64_t *const words[3]) const;

  /// n residues of one limb, uniform; the stream's index is `index`.
  void uniform(const lineal_limb &limb, Domain domain, uint32_t index, uint64_t *out) const;

  /// Forgets the key; nothing may be drawn any more.
  void wipe() { key_.wipe(); }

 private:
  void stream(uint32_t domain, uint32_t index, size_t n, uint64_t *out) const;
  uint64_t word(uint32_t domain, uint32_t index, uint32_t attempt, size_t k) const;
  Words redraw(Domain domain, uint32_t attempt, size_t k) const;

  const lineal_kernels &kernels_;
  SecretKey key_;
};

/// Coefficients in (-q, q) -> residues of every limb of the ring in NTT form, [limb][n].
void small_to_ntt(const Ring &ring, const int64_t *small, uint64_t *out);

/// values += small, both in coefficient form.
void add_small(const lineal_limb &limb, const int64_t *small, uint64_t *values);

}  // namespace lineal::owner
