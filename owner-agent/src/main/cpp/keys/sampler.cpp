#include "sampler.hpp"

#include <cstring>

#include "constant_time.hpp"
#include "noise.hpp"

namespace lineal::owner {
namespace {

constexpr size_t kBlockWords = 8;  // of a 64-byte ChaCha20 block

/// 2^64 = 1 mod 3: this one word would make a residue of 3 more likely than the others.
constexpr uint64_t kTernaryRejected = UINT64_MAX;

bool has_avx2(const lineal_kernels &kernels) { return std::strcmp(kernels.path, "avx2_fma") == 0; }

}  // namespace

Sampler::Sampler(const lineal_kernels &kernels, const uint8_t key[LINEAL_SEED_BYTES])
    : kernels_(kernels), key_(key) {}

void Sampler::stream(uint32_t domain, uint32_t index, size_t n, uint64_t *out) const {
  const uint32_t nonce[3] = {domain, index, 0};
  kernels_.keystream(key_.bytes, nonce, 0, n / kBlockWords, reinterpret_cast<uint8_t *>(out));
}

uint64_t Sampler::word(uint32_t domain, uint32_t index, uint32_t attempt, size_t k) const {
  const uint32_t nonce[3] = {domain, index, attempt};
  SecretBuffer block(kBlockWords);
  kernels_.keystream(key_.bytes, nonce, static_cast<uint32_t>(k / kBlockWords), 1,
                     reinterpret_cast<uint8_t *>(block.data()));
  return block[k % kBlockWords];
}

void Sampler::ternary(uint32_t index, size_t n, int64_t *out) const {
  uint64_t *words = reinterpret_cast<uint64_t *>(out);
  stream(kTernary, index, n, words);
  for (size_t k = 0; k < n; k++) {
    for (uint32_t attempt = 1; words[k] == kTernaryRejected; attempt++) {
      words[k] = word(kTernary, index, attempt, k);
    }
    out[k] = word_to_ternary(words[k]);
  }
}

void Sampler::noise(uint32_t index, size_t n, int64_t *out) const {
  uint64_t *words = reinterpret_cast<uint64_t *>(out);
  stream(kNoise, index, n, words);
  has_avx2(kernels_) ? words_to_noise_avx2(words, n) : words_to_noise(words, n);
}

Words Sampler::redraw(Domain domain, uint32_t attempt, size_t k) const {
  return {word(domain, 0, attempt, k), word(domain, 1, attempt, k), word(domain, 2, attempt, k)};
}

void Sampler::integers(Domain domain, const UniformRange &range, size_t n,
                       uint64_t *const words[3]) const {
  for (uint32_t w = 0; w < 3; w++) stream(domain, w, n, words[w]);
  for (size_t k = 0; k < n; k++) {
    if (range.surely_accepts(words[2][k])) continue;
    Words u = {words[0][k], words[1][k], words[2][k]};
    for (uint32_t attempt = 1; !range.accepts(u); attempt++) u = redraw(domain, attempt, k);
    for (int w = 0; w < 3; w++) words[w][k] = u[w];
  }
  range.reduce_all(n, words);
}

void Sampler::uniform(const lineal_limb &limb, Domain domain, uint32_t index,
                      uint64_t *out) const {
  kernels_.expand_seed(&limb, key_.bytes, domain, index, out);
}

void small_to_ntt(const Ring &ring, const int64_t *small, uint64_t *out) {
  for (uint32_t l = 0; l < ring.limbs(); l++, out += ring.n()) {
    const uint64_t q = ring.modulus(l);
    for (size_t k = 0; k < ring.n(); k++) out[k] = reduce_signed(small[k], q);
    ring.kernels().ntt(&ring.limb(l), out);
  }
}

void add_small(const lineal_limb &limb, const int64_t *small, uint64_t *values) {
  const size_t n = size_t{1} << limb.log_n;
  for (size_t k = 0; k < n; k++) {
    values[k] = reduce_signed(static_cast<int64_t>(values[k]) + small[k], limb.modulus);
  }
}

}  // namespace lineal::owner
