// Scalar arithmetic modulo one prime: the reference every kernel is measured against.
#pragma once

#include <cstdint>

namespace lineal {

using uint128 = unsigned __int128;

inline uint64_t add_mod(uint64_t a, uint64_t b, uint64_t q) {
  uint64_t s = a + b;
  return s >= q ? s - q : s;
}

inline uint64_t subtract_mod(uint64_t a, uint64_t b, uint64_t q) {
  return a >= b ? a - b : a + q - b;
}

inline uint64_t multiply_mod(uint64_t a, uint64_t b, uint64_t q) {
  return static_cast<uint64_t>(static_cast<uint128>(a) * b % q);
}

inline uint64_t power_mod(uint64_t base, uint64_t exponent, uint64_t q) {
  uint64_t result = 1;
  for (; exponent; exponent >>= 1, base = multiply_mod(base, base, q)) {
    if (exponent & 1) result = multiply_mod(result, base, q);
  }
  return result;
}

/// q prime, a not 0.
inline uint64_t inverse_mod(uint64_t a, uint64_t q) { return power_mod(a, q - 2, q); }

/// floor(w 2^64 / q), the quotient of Shoup's multiplication by a constant.
inline uint64_t shoup_quotient(uint64_t w, uint64_t q) {
  return static_cast<uint64_t>((static_cast<uint128>(w) << 64) / q);
}

/// a w mod q for a constant w with its quotient; a may be any 64-bit word. Harvey 2014.
inline uint64_t multiply_shoup(uint64_t a, uint64_t w, uint64_t quotient, uint64_t q) {
  uint64_t estimate = static_cast<uint64_t>((static_cast<uint128>(a) * quotient) >> 64);
  uint64_t r = a * w - estimate * q;
  return r >= q ? r - q : r;
}

}  // namespace lineal
