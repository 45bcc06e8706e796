#include "column.hpp"

#include "sampler.hpp"

namespace lineal::owner {

void encrypt_column(const Ring &ring, const uint64_t *public_key, const uint64_t *message,
                    const uint8_t key[LINEAL_SEED_BYTES], uint64_t *out) {
  const lineal_kernels &kernels = ring.kernels();
  const Sampler sampler(kernels, key);
  SecretBuffer drawn(ring.n()), v(ring.words());
  int64_t *small = reinterpret_cast<int64_t *>(drawn.data());
  sampler.ternary(0, ring.n(), small);
  small_to_ntt(ring, small, v.data());
  for (uint32_t p = 0; p < 2; p++) {
    uint64_t *polynomial = out + p * ring.words();
    sampler.noise(p, ring.n(), small);
    small_to_ntt(ring, small, polynomial);
    for (uint32_t l = 0; l < ring.limbs(); l++) {
      const lineal_limb *limb = &ring.limb(l);
      const size_t at = static_cast<size_t>(l) * ring.n();
      kernels.multiply_add(limb, public_key + p * ring.words() + at, v.data() + at, nullptr,
                           nullptr, polynomial + at, polynomial + at);
      if (p == 0) kernels.add(limb, polynomial + at, message + at, polynomial + at);
    }
  }
}

}  // namespace lineal::owner
