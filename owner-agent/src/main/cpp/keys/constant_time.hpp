// Arithmetic on secrets: the same instructions whatever the value.
#pragma once

#include <cstdint>

namespace lineal::owner {

/// x mod q for 0 <= x < 2q < 2^63.
inline uint64_t reduce_once(uint64_t x, uint64_t q) {
  uint64_t r = x - q;
  return r + (q & (0 - (r >> 63)));
}

/// x mod q for -q < x < 2q.
inline uint64_t reduce_signed(int64_t x, uint64_t q) {
  uint64_t lifted = static_cast<uint64_t>(x) + (q & (0 - (static_cast<uint64_t>(x) >> 63)));
  return reduce_once(lifted, q);
}

/// a w mod q for a public constant w with its Shoup quotient; a may be any word.
inline uint64_t multiply_constant(uint64_t a, uint64_t w, uint64_t quotient, uint64_t q) {
  uint64_t estimate = static_cast<uint64_t>((static_cast<unsigned __int128>(a) * quotient) >> 64);
  return reduce_once(a * w - estimate * q, q);
}

/// A uniform word below 2^64 - 1 (a multiple of 3) -> uniform in {-1, 0, 1}. No division.
inline int64_t word_to_ternary(uint64_t word) {
  constexpr uint64_t kTwoThirds = 0xAAAAAAAAAAAAAAAB;  // ceil(2^65 / 3)
  uint64_t third = static_cast<uint64_t>((static_cast<unsigned __int128>(word) * kTwoThirds) >> 65);
  return static_cast<int64_t>(word - 3 * third) - 1;
}

}  // namespace lineal::owner
