#include "joint_key.hpp"

#include "packing.hpp"
#include "sampler.hpp"

namespace lineal::owner {

void joint_key_uniform(const Ring &ring, const uint8_t seed[LINEAL_SEED_BYTES], uint64_t *out) {
  for (uint32_t l = 0; l < ring.limbs(); l++, out += ring.n()) {
    ring.kernels().expand_seed(&ring.limb(l), seed, kJointKeyUniform, l, out);
  }
}

void joint_key_contribution(const Share &share, const uint8_t seed[LINEAL_SEED_BYTES],
                            const uint8_t key[LINEAL_SEED_BYTES], uint8_t *packed) {
  const Ring &ring = share.ring();
  Buffer uniform(ring.words());
  SecretBuffer noise(ring.n()), b(ring.words());
  joint_key_uniform(ring, seed, uniform.data());
  int64_t *small = reinterpret_cast<int64_t *>(noise.data());
  Sampler(ring.kernels(), key).noise(0, ring.n(), small);
  small_to_ntt(ring, small, b.data());
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    uint64_t *out = b.data() + static_cast<size_t>(l) * ring.n();
    const uint64_t *a = uniform.data() + static_cast<size_t>(l) * ring.n();
    ring.kernels().multiply_add(&ring.limb(l), a, share.minus_secret(l), nullptr, nullptr, out,
                                out);
  }
  pack_polynomials(ring, b.data(), 1, packed);
}

void add_packed(const Ring &ring, const uint8_t *packed, size_t polynomials, uint64_t *residues) {
  Buffer term(ring.words() * polynomials);
  unpack_polynomials(ring, packed, polynomials, term.data());
  const size_t limbs = ring.limbs() * polynomials;
  for (size_t i = 0; i < limbs; i++) {
    uint64_t *to = residues + i * ring.n();
    ring.kernels().add(&ring.limb(i % ring.limbs()), to, term.data() + i * ring.n(), to);
  }
}

}  // namespace lineal::owner
