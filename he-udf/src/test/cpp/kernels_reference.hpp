// What the kernels must compute, as plainly as it can be said; and arrays to feed them.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "kernels.h"
#include "modulus.hpp"

namespace lineal::testing {

inline long checks = 0;
inline long failures = 0;

inline std::vector<const lineal_kernels *> paths() {
  std::vector<const lineal_kernels *> all = {lineal_kernels_scalar()};
  if (lineal_kernels_avx2_fma() != nullptr) all.push_back(lineal_kernels_avx2_fma());
  return all;
}

#define CHECK(condition)                                                                 \
  do {                                                                                   \
    ++lineal::testing::checks;                                                           \
    if (!(condition) && ++lineal::testing::failures <= 50) {                             \
      std::fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
    }                                                                                    \
  } while (false)

/// 0 when every check held.
inline int summary(const char *program) {
  std::printf("%s: %ld checks, %ld failures\n", program, checks, failures);
  return failures == 0 && checks > 0 ? 0 : 1;
}

/// SplitMix64.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t word() {
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

 private:
  uint64_t state_;
};

/// 64-byte aligned words on the heap, of exactly this size for the address sanitizer.
class Array {
 public:
  explicit Array(size_t size)
      : size_(size), data_(static_cast<uint64_t *>(std::aligned_alloc(64, size * 8))) {
    std::memset(data_.get(), 0x5a, size * 8);
  }
  Array(const Array &other) : Array(other.size_) {
    std::memcpy(data(), other.data(), size_ * 8);
  }
  Array(Array &&) = default;
  Array &operator=(Array &&) = default;

  uint64_t *data() { return data_.get(); }
  const uint64_t *data() const { return data_.get(); }
  size_t size() const { return size_; }
  uint64_t &operator[](size_t i) { return data()[i]; }
  uint64_t operator[](size_t i) const { return data()[i]; }
  bool operator==(const Array &other) const {
    return size_ == other.size_ && std::memcmp(data(), other.data(), size_ * 8) == 0;
  }

 private:
  struct Free {
    void operator()(uint64_t *p) const { std::free(p); }
  };
  size_t size_;
  std::unique_ptr<uint64_t, Free> data_;
};

/// kFullBits: as many one bits as fit, 42 at most; times 1 it leaves the most in the low double of
/// a pair.
enum class Pattern { kRandom, kZero, kOne, kTop, kAlternating, kExtremes, kFullBits };
constexpr Pattern kPatterns[] = {Pattern::kRandom,      Pattern::kZero,     Pattern::kOne,
                                 Pattern::kTop,         Pattern::kAlternating,
                                 Pattern::kExtremes,    Pattern::kFullBits};

inline uint64_t residue(uint64_t q, Pattern pattern, size_t k, Random *random) {
  const uint64_t extremes[] = {0, 1, q - 1, q - 2, q / 2, q / 2 + 1};
  switch (pattern) {
    case Pattern::kRandom:
      return random->word() % q;
    case Pattern::kZero:
      return 0;
    case Pattern::kOne:
      return 1;
    case Pattern::kTop:
      return q - 1;
    case Pattern::kFullBits:
      return std::min(q - 1, (uint64_t{1} << 42) - 1);
    case Pattern::kAlternating:
      return k % 2 == 0 ? q - 1 : 0;
    default:
      return extremes[random->word() % 6];
  }
}

inline Array residues(uint64_t q, size_t count, Pattern pattern, Random *random) {
  Array values(count);
  for (size_t k = 0; k < count; ++k) values[k] = residue(q, pattern, k, random);
  return values;
}

inline size_t reverse_bits(size_t value, uint32_t bits) {
  size_t reversed = 0;
  for (uint32_t i = 0; i < bits; ++i) reversed = reversed << 1 | (value >> i & 1);
  return reversed;
}

/// Evaluation number i of the transform: the polynomial at psi^(2 reverse(i) + 1).
inline uint64_t evaluation(const lineal_limb &limb, const Array &x, size_t i) {
  const uint64_t q = limb.modulus;
  const uint64_t psi = limb.roots[x.size() / 2];
  const uint64_t point = power_mod(psi, 2 * reverse_bits(i, limb.log_n) + 1, q);
  uint64_t value = 0;
  for (size_t k = x.size(); k-- > 0;) value = add_mod(multiply_mod(value, point, q), x[k], q);
  return value;
}

enum class Layout { kTiles, kPlain };

inline lineal_row row_over(const Array &data, size_t n, size_t capacity, Layout layout) {
  if (layout == Layout::kTiles) return {data.data(), 16, 8, 16 * capacity};
  return {data.data(), 2 * n, n, 8};
}

inline uint64_t at(const lineal_row &row, size_t term, size_t polynomial, size_t k) {
  return row.base[term * row.term_stride + polynomial * row.polynomial_stride +
                  k / 8 * row.tile_stride + k % 8];
}

/// The degree-2 product of one position, summed over terms.
struct Degree2 {
  uint128 c0 = 0, c1 = 0, c2 = 0;
  void add(uint64_t x0, uint64_t x1, uint64_t w0, uint64_t w1) {
    c0 += static_cast<uint128>(x0) * w0;
    c1 += static_cast<uint128>(x0) * w1 + static_cast<uint128>(x1) * w0;
    c2 += static_cast<uint128>(x1) * w1;
  }
};

/// The product in Z_q[X] / (X^n + 1), from the definition.
inline Array schoolbook(uint64_t q, const Array &x, const Array &y) {
  const size_t n = x.size();
  Array out(n);
  for (size_t k = 0; k < n; ++k) {
    uint128 plus = 0, minus = 0;
    for (size_t i = 0; i < n; ++i) {
      uint128 product = static_cast<uint128>(x[i]) * y[(k + n - i) % n];
      (i <= k ? plus : minus) += product;
    }
    out[k] = subtract_mod(static_cast<uint64_t>(plus % q), static_cast<uint64_t>(minus % q), q);
  }
  return out;
}

/// A signed integer of any length: sign and magnitude, 32-bit words from the least significant on.
struct Integer {
  bool negative = false;
  std::vector<uint32_t> magnitude;

  static Integer power_of_two(uint32_t bit) {
    Integer x;
    x.magnitude.assign(bit / 32 + 1, 0);
    x.magnitude.back() = 1u << bit % 32;
    return x;
  }

  static Integer random(uint32_t bits, Random *random) {
    Integer x;
    for (uint32_t i = 0; i < bits; i += 32) {
      x.magnitude.push_back(static_cast<uint32_t>(random->word()));
    }
    if (bits % 32 != 0) x.magnitude.back() >>= 32 - bits % 32;
    x.negative = random->word() % 2 == 1;
    return x;
  }

  Integer negated() const {
    Integer x = *this;
    x.negative = !negative;
    return x;
  }

  void multiply(uint64_t factor) {  // below 2^63, as two 32-bit digits
    std::vector<uint32_t> product(magnitude.size() + 2, 0);
    for (int half = 0; half < 2; ++half) {
      uint64_t carry = 0;
      const uint64_t digit = half == 0 ? static_cast<uint32_t>(factor) : factor >> 32;
      for (size_t i = 0; i + half < product.size(); ++i) {
        carry += (i < magnitude.size() ? magnitude[i] * digit : 0);
        uint64_t s = product[i + half] + (carry & 0xffffffff);
        product[i + half] = static_cast<uint32_t>(s);
        carry = (carry >> 32) + (s >> 32);
      }
    }
    magnitude = product;
  }

  void add_power(uint32_t bit) {  // to the magnitude
    magnitude.resize(std::max<size_t>(magnitude.size() + 1, bit / 32 + 2), 0);
    uint64_t carry = uint64_t{1} << bit % 32;
    for (size_t i = bit / 32; carry != 0; ++i, carry >>= 32) {
      magnitude[i] = static_cast<uint32_t>(carry += magnitude[i]);
    }
  }

  void subtract_one() {  // from a magnitude that is not zero
    for (size_t i = 0; magnitude[i]-- == 0; ++i) {
    }
  }

  void shift_right(uint32_t bits) {
    std::vector<uint32_t> shifted;
    for (size_t i = bits / 32; i < magnitude.size(); ++i) {
      uint64_t pair = magnitude[i];
      if (i + 1 < magnitude.size()) pair |= static_cast<uint64_t>(magnitude[i + 1]) << 32;
      shifted.push_back(static_cast<uint32_t>(pair >> bits % 32));
    }
    magnitude = shifted;
  }

  uint64_t modulo(uint64_t q) const {
    uint64_t r = 0;
    for (size_t i = magnitude.size(); i-- > 0;) {
      r = static_cast<uint64_t>((static_cast<uint128>(r) << 32 | magnitude[i]) % q);
    }
    return negative ? subtract_mod(0, r, q) : r;
  }

  /// Two's complement.
  void to_words(uint64_t out[3]) const {
    uint64_t carry = negative ? 1 : 0;
    for (size_t i = 0; i < 3; ++i) {
      uint64_t w = 0;
      if (2 * i < magnitude.size()) w = magnitude[2 * i];
      if (2 * i + 1 < magnitude.size()) w |= static_cast<uint64_t>(magnitude[2 * i + 1]) << 32;
      out[i] = (negative ? ~w : w) + carry;
      carry = carry && out[i] == 0 ? 1 : 0;
    }
  }

  /// floor(x numerator / 2^shift + 1/2): halves go up, so below zero towards zero.
  Integer rounded(lineal_factor factor) const {
    Integer x = *this;
    x.multiply(static_cast<uint64_t>(std::llabs(factor.numerator)));
    x.negative = negative != (factor.numerator < 0);
    if (factor.shift == 0) return x;
    x.add_power(factor.shift - 1);
    if (x.negative) x.subtract_one();
    x.shift_right(factor.shift);
    return x;
  }
};

constexpr lineal_factor kFactors[] = {
    {1, 0}, {-1, 0}, {5, 1}, {1, 1}, {1, 41}, {1, 42}, {-1, 42}, {3, 43}, {1, 83}, {-7, 84},
    {1, 85}, {1, 125}, {-1, 126}, {9, 127}, {0, 17}, {4398046511103, 40}, {-4398046511103, 40},
    {4398046511103, 127}, {2199023255553, 82}, {-3298534883329, 42}};

/// Values up to 2^bits, with ties of this factor among them.
inline std::vector<Integer> integers(uint32_t bits, lineal_factor factor, size_t count,
                                     Random *random) {
  std::vector<Integer> all = {Integer{}, Integer::power_of_two(0), Integer::power_of_two(bits - 1),
                              Integer::power_of_two(42), Integer::power_of_two(84)};
  for (uint32_t b = 1; all.size() < count / 2; ++b) {
    Integer tie = Integer::random(1 + b % (bits - 128), random);
    if (factor.shift > 0) {  // an odd number of halves, if the numerator is odd
      tie.magnitude[0] |= 1;
      tie.multiply(uint64_t{1} << (factor.shift - 1) / 3);
      tie.multiply(uint64_t{1} << (factor.shift + 0) / 3);
      tie.multiply(uint64_t{1} << (factor.shift + 1) / 3);
    }
    all.push_back(tie);
  }
  while (all.size() < count) {
    all.push_back(Integer::random(1 + static_cast<uint32_t>(random->word() % bits), random));
  }
  for (size_t i = 0; i < 5; ++i) all[count - 1 - i] = all[i].negated();
  return all;
}

}  // namespace lineal::testing
