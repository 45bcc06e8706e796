// The block function of ChaCha20 (RFC 8439, section 2.3).
#pragma once

#include <cstdint>

#include "../host_device.hpp"

namespace lineal::scalar {

LINEAL_HOST_DEVICE inline uint32_t rotate_left(uint32_t x, int bits) {
  return (x << bits) | (x >> (32 - bits));
}

LINEAL_HOST_DEVICE inline void quarter_round(uint32_t *s, int a, int b, int c, int d) {
  s[a] += s[b];
  s[d] = rotate_left(s[d] ^ s[a], 16);
  s[c] += s[d];
  s[b] = rotate_left(s[b] ^ s[c], 12);
  s[a] += s[b];
  s[d] = rotate_left(s[d] ^ s[a], 8);
  s[c] += s[d];
  s[b] = rotate_left(s[b] ^ s[c], 7);
}

LINEAL_HOST_DEVICE inline void double_round(uint32_t *s) {
  LINEAL_UNROLL
  for (int column = 0; column < 4; ++column) {
    quarter_round(s, column, 4 + column, 8 + column, 12 + column);
  }
  LINEAL_UNROLL
  for (int column = 0; column < 4; ++column) {
    quarter_round(s, column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4);
  }
}

/// One block; key and nonce as little-endian words.
LINEAL_HOST_DEVICE inline void chacha20(const uint32_t key[8], uint32_t counter, uint32_t nonce0,
                                        uint32_t nonce1, uint32_t nonce2, uint32_t out[16]) {
  const uint32_t initial[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, key[0], key[1],
                                key[2],     key[3],     key[4],     key[5],     key[6], key[7],
                                counter,    nonce0,     nonce1,     nonce2};
  LINEAL_UNROLL
  for (int i = 0; i < 16; ++i) out[i] = initial[i];
  for (int round = 0; round < 20; round += 2) double_round(out);
  LINEAL_UNROLL
  for (int i = 0; i < 16; ++i) out[i] += initial[i];
}

}  // namespace lineal::scalar
