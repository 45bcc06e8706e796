#include "chacha20.hpp"

#include <immintrin.h>
#include <stdlib.h>
#include <string.h>

namespace lineal::avx512 {
namespace {

void quarter_round(__m512i &a, __m512i &b, __m512i &c, __m512i &d) {
  a = _mm512_add_epi32(a, b);
  d = _mm512_rol_epi32(_mm512_xor_si512(d, a), 16);
  c = _mm512_add_epi32(c, d);
  b = _mm512_rol_epi32(_mm512_xor_si512(b, c), 12);
  a = _mm512_add_epi32(a, b);
  d = _mm512_rol_epi32(_mm512_xor_si512(d, a), 8);
  c = _mm512_add_epi32(c, d);
  b = _mm512_rol_epi32(_mm512_xor_si512(b, c), 7);
}

/// Rows are state words of sixteen blocks; row b becomes the sixteen words of block b.
void transpose(__m512i *x) {
  __m512i pair[16], quad[16], half[16];
  for (int i = 0; i < 16; i += 2) {
    pair[i] = _mm512_unpacklo_epi32(x[i], x[i + 1]);
    pair[i + 1] = _mm512_unpackhi_epi32(x[i], x[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    quad[i] = _mm512_unpacklo_epi64(pair[i], pair[i + 2]);
    quad[i + 1] = _mm512_unpackhi_epi64(pair[i], pair[i + 2]);
    quad[i + 2] = _mm512_unpacklo_epi64(pair[i + 1], pair[i + 3]);
    quad[i + 3] = _mm512_unpackhi_epi64(pair[i + 1], pair[i + 3]);
  }
  // quad[4 g + r] lane l: words 4 g .. 4 g + 3 of block 4 l + r
  for (int r = 0; r < 4; r++) {
    half[r] = _mm512_shuffle_i32x4(quad[r], quad[4 + r], 0x88);
    half[4 + r] = _mm512_shuffle_i32x4(quad[8 + r], quad[12 + r], 0x88);
    half[8 + r] = _mm512_shuffle_i32x4(quad[r], quad[4 + r], 0xdd);
    half[12 + r] = _mm512_shuffle_i32x4(quad[8 + r], quad[12 + r], 0xdd);
  }
  for (int r = 0; r < 4; r++) {
    x[r] = _mm512_shuffle_i32x4(half[r], half[4 + r], 0x88);
    x[8 + r] = _mm512_shuffle_i32x4(half[r], half[4 + r], 0xdd);
    x[4 + r] = _mm512_shuffle_i32x4(half[8 + r], half[12 + r], 0x88);
    x[12 + r] = _mm512_shuffle_i32x4(half[8 + r], half[12 + r], 0xdd);
  }
}

}  // namespace

bool available() {
  static const bool available = [] {
    const char *setting = getenv("LINEAL_AVX512");
    return __builtin_cpu_supports("avx512f") && !(setting && !strcmp(setting, "off"));
  }();
  return available;
}

void sixteen_blocks(const uint32_t state[16], uint32_t counter, uint8_t *out) {
  __m512i initial[16], x[16];
  for (int i = 0; i < 16; i++) initial[i] = _mm512_set1_epi32(static_cast<int>(state[i]));
  initial[12] = _mm512_add_epi32(
      _mm512_set1_epi32(static_cast<int>(counter)),
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
  for (int i = 0; i < 16; i++) x[i] = initial[i];
  for (int round = 0; round < 20; round += 2) {
    for (int i = 0; i < 4; i++) quarter_round(x[i], x[4 + i], x[8 + i], x[12 + i]);
    quarter_round(x[0], x[5], x[10], x[15]);
    quarter_round(x[1], x[6], x[11], x[12]);
    quarter_round(x[2], x[7], x[8], x[13]);
    quarter_round(x[3], x[4], x[9], x[14]);
  }
  for (int i = 0; i < 16; i++) x[i] = _mm512_add_epi32(x[i], initial[i]);
  transpose(x);
  for (size_t block = 0; block < kBlocks; block++) {
    _mm512_storeu_si512(out + 64 * block, x[block]);
  }
}

}  // namespace lineal::avx512
