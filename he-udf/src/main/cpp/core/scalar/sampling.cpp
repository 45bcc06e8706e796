// ChaCha20 (RFC 8439, section 2.3) and the residues drawn from it.
#include <cstring>

#include "kernels.hpp"
#include "reducer.hpp"

namespace lineal::scalar {
namespace {

constexpr size_t kBlockBytes = 64;
constexpr size_t kBlockWords = kBlockBytes / sizeof(uint64_t);
constexpr uint32_t kConstants[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

uint32_t rotate_left(uint32_t x, int bits) { return (x << bits) | (x >> (32 - bits)); }

void quarter_round(uint32_t *s, int a, int b, int c, int d) {
  s[a] += s[b];
  s[d] = rotate_left(s[d] ^ s[a], 16);
  s[c] += s[d];
  s[b] = rotate_left(s[b] ^ s[c], 12);
  s[a] += s[b];
  s[d] = rotate_left(s[d] ^ s[a], 8);
  s[c] += s[d];
  s[b] = rotate_left(s[b] ^ s[c], 7);
}

void double_round(uint32_t *s) {
  for (int column = 0; column < 4; ++column) {
    quarter_round(s, column, 4 + column, 8 + column, 12 + column);
  }
  for (int column = 0; column < 4; ++column) {
    quarter_round(s, column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4);
  }
}

void chacha20_block(const uint8_t *key, const uint32_t *nonce, uint32_t counter, uint8_t *out) {
  uint32_t initial[16];
  std::memcpy(initial, kConstants, sizeof(kConstants));
  std::memcpy(initial + 4, key, LINEAL_SEED_BYTES);
  initial[12] = counter;
  std::memcpy(initial + 13, nonce, 3 * sizeof(uint32_t));
  uint32_t state[16];
  std::memcpy(state, initial, sizeof(state));
  for (int round = 0; round < 20; round += 2) double_round(state);
  for (int i = 0; i < 16; ++i) state[i] += initial[i];
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
