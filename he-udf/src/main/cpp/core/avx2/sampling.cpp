// ChaCha20, eight blocks at a time (sixteen where AVX-512 is at hand), and the residues drawn from it.
#include <string.h>

#include "../avx512/chacha20.hpp"
#include "../scalar/kernels.hpp"
#include "kernels.hpp"
#include "vector.hpp"

namespace lineal::avx2 {
namespace {

constexpr size_t kBlocks = 16;  // of one step
constexpr size_t kBlockBytes = 64;
constexpr size_t kBlockWords = kBlockBytes / sizeof(uint64_t);

template <int kBits>
Words rotate_left(Words x) {
  return _mm256_or_si256(_mm256_slli_epi32(x, kBits), _mm256_srli_epi32(x, 32 - kBits));
}

template <>
Words rotate_left<16>(Words x) {
  const Words order = _mm256_setr_epi8(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13,  //
                                       2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  return _mm256_shuffle_epi8(x, order);
}

template <>
Words rotate_left<8>(Words x) {
  const Words order = _mm256_setr_epi8(3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14,  //
                                       3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14);
  return _mm256_shuffle_epi8(x, order);
}

void quarter_round(Words &a, Words &b, Words &c, Words &d) {
  a = _mm256_add_epi32(a, b);
  d = rotate_left<16>(_mm256_xor_si256(d, a));
  c = _mm256_add_epi32(c, d);
  b = rotate_left<12>(_mm256_xor_si256(b, c));
  a = _mm256_add_epi32(a, b);
  d = rotate_left<8>(_mm256_xor_si256(d, a));
  c = _mm256_add_epi32(c, d);
  b = rotate_left<7>(_mm256_xor_si256(b, c));
}

/// Rows are words of eight blocks, becomes columns: word i of block b moves to place i of row b.
void transpose(Words *x) {
  Words pair[8], quad[8];
  for (int i = 0; i < 8; i += 2) {
    pair[i] = _mm256_unpacklo_epi32(x[i], x[i + 1]);
    pair[i + 1] = _mm256_unpackhi_epi32(x[i], x[i + 1]);
  }
  for (int i = 0; i < 8; i += 4) {
    quad[i] = _mm256_unpacklo_epi64(pair[i], pair[i + 2]);
    quad[i + 1] = _mm256_unpackhi_epi64(pair[i], pair[i + 2]);
    quad[i + 2] = _mm256_unpacklo_epi64(pair[i + 1], pair[i + 3]);
    quad[i + 3] = _mm256_unpackhi_epi64(pair[i + 1], pair[i + 3]);
  }
  for (int i = 0; i < 4; ++i) {
    x[i] = _mm256_permute2x128_si256(quad[i], quad[i + 4], 0x20);
    x[i + 4] = _mm256_permute2x128_si256(quad[i], quad[i + 4], 0x31);
  }
}

/// A key and a nonce, spread over lanes.
class Stream {
 public:
  Stream(const uint8_t *key, const uint32_t *nonce)
      : wide_(avx512::available()), state_{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574} {
    memcpy(state_ + 4, key, LINEAL_SEED_BYTES);
    memcpy(state_ + 13, nonce, 3 * sizeof(uint32_t));
    for (int i = 0; i < 16; ++i) initial_[i] = _mm256_set1_epi32(static_cast<int>(state_[i]));
  }

  ~Stream() {
    explicit_bzero(state_, sizeof(state_));
    explicit_bzero(initial_, sizeof(initial_));
  }

  /// Blocks counter .. counter + 15.
  void blocks(uint32_t counter, uint8_t *out) const {
    if (wide_) {
      avx512::sixteen_blocks(state_, counter, out);
    } else {
      eight_blocks(counter, out);
      eight_blocks(counter + 8, out + 8 * kBlockBytes);
    }
  }

 private:
  void eight_blocks(uint32_t counter, uint8_t *out) const {
    const Words counters = _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(counter)),
                                            _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    Words x[16];
    for (int i = 0; i < 16; ++i) x[i] = i == 12 ? counters : initial_[i];
    for (int round = 0; round < 20; round += 2) {
      for (int i = 0; i < 4; ++i) quarter_round(x[i], x[4 + i], x[8 + i], x[12 + i]);
      quarter_round(x[0], x[5], x[10], x[15]);
      quarter_round(x[1], x[6], x[11], x[12]);
      quarter_round(x[2], x[7], x[8], x[13]);
      quarter_round(x[3], x[4], x[9], x[14]);
    }
    for (int i = 0; i < 16; ++i) {
      x[i] = _mm256_add_epi32(x[i], i == 12 ? counters : initial_[i]);
    }
    transpose(x);
    transpose(x + 8);
    for (size_t block = 0; block < 8; ++block, out += kBlockBytes) {
      _mm256_storeu_si256(reinterpret_cast<Words *>(out), x[block]);
      _mm256_storeu_si256(reinterpret_cast<Words *>(out + kBlockBytes / 2), x[8 + block]);
    }
  }

  bool wide_;
  uint32_t state_[16];
  Words initial_[16];
};

/// 64-bit words modulo q.
class WordReducer {
 public:
  explicit WordReducer(uint64_t q)
      : modulus_(q), shift32_(make_root((uint64_t{1} << 32) % q, q)) {}

  Words reduce(Words x) const {
    const Words low_mask = _mm256_set1_epi64x(0xffffffff);
    Doubles high = to_doubles(_mm256_srli_epi64(x, 32));
    Doubles low = to_doubles(_mm256_and_si256(x, low_mask));
    Doubles r = _mm256_add_pd(shift32_.times(high, modulus_.q), low);
    return modulus_.canonical(modulus_.balanced(r));
  }

 private:
  Modulus modulus_;
  Root shift32_;
};

/// Word k where attempt 0 was refused.
uint64_t redraw(const lineal_limb *limb, const uint8_t *seed, uint32_t domain, uint32_t index,
                size_t k) {
  uint64_t words[kBlockWords];
  uint32_t attempt = 0;
  do {
    const uint32_t nonce[3] = {domain, index, ++attempt};
    scalar::keystream(seed, nonce, static_cast<uint32_t>(k / kBlockWords), 1,
                      reinterpret_cast<uint8_t *>(words));
  } while (words[k % kBlockWords] >= limb->accept_below);
  return words[k % kBlockWords] % limb->modulus;
}

/// a >= b, unsigned, as a mask.
Words at_least(Words a, Words b) {
  const Words sign = _mm256_set1_epi64x(INT64_MIN);
  const Words less = _mm256_cmpgt_epi64(_mm256_xor_si256(b, sign), _mm256_xor_si256(a, sign));
  return _mm256_xor_si256(less, _mm256_set1_epi64x(-1));
}

}  // namespace

void keystream(const uint8_t key[LINEAL_SEED_BYTES], const uint32_t nonce[3], uint32_t counter,
               size_t blocks, uint8_t *out) {
  const Stream stream(key, nonce);
  for (; blocks >= kBlocks; blocks -= kBlocks, counter += kBlocks, out += kBlocks * kBlockBytes) {
    stream.blocks(counter, out);
  }
  if (blocks == 0) return;
  uint8_t last[kBlocks * kBlockBytes];
  stream.blocks(counter, last);
  memcpy(out, last, blocks * kBlockBytes);
  explicit_bzero(last, sizeof(last));
}

void expand_seed(const lineal_limb *limb, const uint8_t seed[LINEAL_SEED_BYTES], uint32_t domain,
                 uint32_t index, uint64_t *out) {
  constexpr size_t kWords = kBlocks * kBlockWords;
  const uint32_t nonce[3] = {domain, index, 0};
  const Stream stream(seed, nonce);
  const WordReducer reducer(limb->modulus);
  const Words limit = broadcast(limb->accept_below);
  const size_t n = length(limb);
  for (size_t first = 0; first < n; first += kWords) {
    alignas(32) uint64_t word[kWords];
    stream.blocks(static_cast<uint32_t>(first / kBlockWords),
                        reinterpret_cast<uint8_t *>(word));
    const size_t count = n - first < kWords ? n - first : kWords;
    Words refused = _mm256_setzero_si256();
    for (size_t k = 0; k < count; k += kLanes) {
      const Words x = load(word + k);
      refused = _mm256_or_si256(refused, at_least(x, limit));
      store(out + first + k, reducer.reduce(x));
    }
    if (_mm256_testz_si256(refused, refused)) continue;
    for (size_t k = 0; k < count; ++k) {  // rare: q / 2^64 of all words
      if (word[k] >= limb->accept_below) {
        out[first + k] = redraw(limb, seed, domain, index, first + k);
      }
    }
  }
}

}  // namespace lineal::avx2
