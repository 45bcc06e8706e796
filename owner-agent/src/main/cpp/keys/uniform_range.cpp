#include "uniform_range.hpp"

#include "error.hpp"

namespace lineal::owner {
namespace {

using uint128 = unsigned __int128;

/// a - b modulo 2^192; returns 1 when a < b, else 0.
uint64_t subtract(const Words &a, const Words &b, Words *difference) {
  uint64_t borrow = 0;
  for (int i = 0; i < 3; i++) {
    uint128 d = static_cast<uint128>(a[i]) - b[i] - borrow;
    (*difference)[i] = static_cast<uint64_t>(d);
    borrow = static_cast<uint64_t>(d >> 64) & 1;
  }
  return borrow;
}

/// a b modulo 2^192, b of W words.
template <int W>
Words low_product(const Words &a, const Words &b) {
  Words p{};
  for (int j = 0; j < W; j++) {
    uint64_t carry = 0;
    for (int i = 0; i + j < 3; i++) {
      uint128 t = static_cast<uint128>(a[i]) * b[j] + p[i + j] + carry;
      p[i + j] = static_cast<uint64_t>(t);
      carry = static_cast<uint64_t>(t >> 64);
    }
  }
  return p;
}

/// floor(a b / 2^192), b of W words.
template <int W>
Words high_product(const Words &a, const Words &b) {
  uint64_t p[3 + W] = {};
  for (int j = 0; j < W; j++) {
    uint64_t carry = 0;
    for (int i = 0; i < 3; i++) {
      uint128 t = static_cast<uint128>(a[i]) * b[j] + p[i + j] + carry;
      p[i + j] = static_cast<uint64_t>(t);
      carry = static_cast<uint64_t>(t >> 64);
    }
    p[3 + j] = carry;
  }
  Words high{};
  for (int j = 0; j < W; j++) high[j] = p[3 + j];
  return high;
}

uint128 low_half(const Words &a) { return static_cast<uint128>(a[1]) << 64 | a[0]; }

/// The estimated quotient is the true one or one less, since u < 2^192. 128-bit halves: compilers
/// turn them into plain subtractions with borrow, without a branch.
template <int W>
Words barrett(const Words &u, const Words &size, const Words &reciprocal) {
  const Words multiple = low_product<W>(size, high_product<W>(u, reciprocal));
  const uint128 low = low_half(u) - low_half(multiple);
  const uint64_t high = u[2] - multiple[2] - (low_half(u) < low_half(multiple));
  const uint128 less_low = low - low_half(size);
  const uint64_t borrow = low < low_half(size);
  const uint64_t less_high = high - size[2] - borrow;
  // -2^191 < -R <= difference < R < 2^191: the highest bit is its sign
  const uint64_t keep = 0 - (less_high >> 63);
  const uint128 kept = low_half(size) & (static_cast<uint128>(keep) << 64 | keep);
  const uint128 result = less_low + kept;
  return {static_cast<uint64_t>(result), static_cast<uint64_t>(result >> 64),
          (high & keep) | (less_high & ~keep)};
}

template <int W>
void barrett_all(size_t n, uint64_t *const words[3], const Words &size, const Words &reciprocal) {
  uint64_t *w0 = words[0], *w1 = words[1], *w2 = words[2];
  for (size_t k = 0; k < n; k++) {
    const Words r = barrett<W>({w0[k], w1[k], w2[k]}, size, reciprocal);
    w0[k] = r[0];
    w1[k] = r[1];
    w2[k] = r[2];
  }
}

/// floor((2^192 - 1) / divisor), bit by bit; both are public.
Words divide_all_ones(const Words &divisor) {
  Words quotient{}, rest{};
  for (int bit = 191; bit >= 0; bit--) {
    uint64_t overflow = rest[2] >> 63;
    rest = {rest[0] << 1 | 1, rest[1] << 1 | rest[0] >> 63, rest[2] << 1 | rest[1] >> 63};
    Words less{};
    if (subtract(rest, divisor, &less) && !overflow) continue;
    rest = less;
    quotient[bit / 64] |= uint64_t{1} << (bit % 64);
  }
  return quotient;
}

}  // namespace

UniformRange::UniformRange(const Words &bound) : bound_(bound) {
  if (bound == Words{} || bound[2] >> 62) {
    throw ArgumentError("the bound of a mask lies in 1 .. 2^190 - 1");
  }
  size_ = {bound[0] << 1 | 1, bound[1] << 1 | bound[0] >> 63, bound[2] << 1 | bound[1] >> 63};
  reciprocal_ = divide_all_ones(size_);  // R is odd, so it does not divide 2^192
  limit_ = low_product<3>(size_, reciprocal_);
  short_reciprocal_ = reciprocal_[1] == 0 && reciprocal_[2] == 0;
}

UniformRange UniformRange::of_power(uint32_t bits) {
  if (bits >= 190) throw ArgumentError("a flood has fewer than 190 bits");
  Words bound{};
  bound[bits / 64] = uint64_t{1} << (bits % 64);
  return UniformRange(bound);
}

bool UniformRange::accepts(const Words &u) const {
  Words unused;
  return subtract(u, limit_, &unused) != 0;
}

Words UniformRange::reduce(const Words &u) const {
  return short_reciprocal_ ? barrett<1>(u, size_, reciprocal_)
                           : barrett<3>(u, size_, reciprocal_);
}

void UniformRange::reduce_all(size_t n, uint64_t *const words[3]) const {
  if (short_reciprocal_) return barrett_all<1>(n, words, size_, reciprocal_);
  barrett_all<3>(n, words, size_, reciprocal_);
}

}  // namespace lineal::owner
