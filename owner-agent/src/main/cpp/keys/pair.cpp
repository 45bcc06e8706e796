#include "pair.hpp"

namespace lineal::owner {
namespace {

enum class Kind { kTernary, kNoise };

SecretBuffer draw(const Ring &ring, const Sampler &sampler, uint32_t index, Kind kind) {
  SecretBuffer pair(2 * ring.words()), drawn(ring.n());
  int64_t *small = reinterpret_cast<int64_t *>(drawn.data());
  for (uint32_t part = 0; part < 2; part++) {
    if (kind == Kind::kTernary) sampler.ternary(2 * index + part, ring.n(), small);
    if (kind == Kind::kNoise) sampler.noise(2 * index + part, ring.n(), small);
    small_to_ntt(ring, small, pair.data() + part * ring.words());
  }
  return pair;
}

}  // namespace

Buffer pair_root(const Ring &ring) {
  Buffer root = Buffer::zeroed(ring.words());
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    uint64_t *values = root.data() + static_cast<size_t>(l) * ring.n();
    values[1] = 1;
    ring.kernels().ntt(&ring.limb(l), values);
  }
  return root;
}

void multiply_even(const Ring &ring, const uint64_t *root, const uint64_t *a, const uint64_t *b,
                   uint64_t *out) {
  const size_t odd = ring.words();
  SecretBuffer turned(ring.n());
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    const size_t at = static_cast<size_t>(l) * ring.n();
    const lineal_limb *limb = &ring.limb(l);
    ring.kernels().multiply_add(limb, root + at, a + odd + at, nullptr, nullptr, nullptr,
                                turned.data());
    ring.kernels().multiply_add(limb, a + at, b + at, turned.data(), b + odd + at, nullptr,
                                out + at);
  }
}

void multiply_add_pair(const Ring &ring, const uint64_t *root, const uint64_t *a,
                       const uint64_t *b, const uint64_t *e, uint64_t *out) {
  const size_t odd = ring.words();
  SecretBuffer even(ring.words());
  multiply_even(ring, root, a, b, even.data());
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    const size_t at = static_cast<size_t>(l) * ring.n();
    const lineal_limb *limb = &ring.limb(l);
    const uint64_t *e1 = e ? e + odd + at : nullptr;
    ring.kernels().multiply_add(limb, a + at, b + odd + at, a + odd + at, b + at, e1,
                                out + odd + at);
    if (e) ring.kernels().add(limb, even.data() + at, e + at, out + at);
    if (!e) std::memcpy(out + at, even.data() + at, ring.n() * 8);
  }
}

SecretBuffer ternary_pair(const Ring &ring, const Sampler &sampler, uint32_t index) {
  return draw(ring, sampler, index, Kind::kTernary);
}

SecretBuffer noise_pair(const Ring &ring, const Sampler &sampler, uint32_t index) {
  return draw(ring, sampler, index, Kind::kNoise);
}

}  // namespace lineal::owner
