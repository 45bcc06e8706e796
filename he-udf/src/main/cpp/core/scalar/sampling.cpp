// ChaCha20 streams and the residues drawn from them.
#include <cstring>

#include "chacha20.hpp"
#include "kernels.hpp"
#include "reducer.hpp"

namespace lineal::scalar {
namespace {

constexpr size_t kBlockBytes = 64;
constexpr size_t kBlockWords = kBlockBytes / sizeof(uint64_t);

void chacha20_block(const uint8_t *key, const uint32_t *nonce, uint32_t counter, uint8_t *out) {
  uint32_t words[8];
  std::memcpy(words, key, LINEAL_SEED_BYTES);
  uint32_t state[16];
  chacha20(words, counter, nonce[0], nonce[1], nonce[2], state);
  std::memcpy(out, state, kBlockBytes);  // both orders are little-endian
}

}  // namespace

void keystream(const uint8_t key[LINEAL_SEED_BYTES], const uint32_t nonce[3], uint32_t counter,
               size_t blocks, uint8_t *out) {
  for (size_t block = 0; block < blocks; ++block) {
    chacha20_block(key, nonce, counter + static_cast<uint32_t>(block), out + block * kBlockBytes);
  }
}

void expand_seed(const lineal_limb *limb, const uint8_t seed[LINEAL_SEED_BYTES], uint32_t domain,
                 uint32_t index, uint64_t *out) {
  const Reducer modulo(limb->modulus);
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  for (size_t first = 0; first < n; first += kBlockWords) {
    const uint32_t counter = static_cast<uint32_t>(first / kBlockWords);
    bool drawn[kBlockWords] = {};
    size_t missing = kBlockWords;
    for (uint32_t attempt = 0; missing > 0; ++attempt) {
      const uint32_t nonce[3] = {domain, index, attempt};
      uint64_t words[kBlockWords];
      chacha20_block(seed, nonce, counter, reinterpret_cast<uint8_t *>(words));
      for (size_t k = 0; k < kBlockWords; ++k) {
        if (drawn[k] || words[k] >= limb->accept_below) continue;
        out[first + k] = modulo.reduce(words[k]);
        drawn[k] = true;
        --missing;
      }
    }
  }
}

}  // namespace lineal::scalar
