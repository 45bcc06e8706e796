// 256-bit two's complement arithmetic, the same instructions whatever the value.
#pragma once

#include "../host_device.hpp"
#include "../modulus.hpp"

namespace lineal::scalar {

/// A 256-bit two's complement integer, least significant word first.
struct Integer {
  uint64_t word[4];

  LINEAL_HOST_DEVICE static Integer of(const uint64_t *words3) {
    return {{words3[0], words3[1], words3[2], 0}};
  }

  LINEAL_HOST_DEVICE void add(const Integer &other) {
    uint64_t carry = 0;
    for (int i = 0; i < 4; ++i) {
      uint128 s = static_cast<uint128>(word[i]) + other.word[i] + carry;
      word[i] = static_cast<uint64_t>(s);
      carry = static_cast<uint64_t>(s >> 64);
    }
  }

  /// Subtracts `other` where mask is all ones, nothing where it is zero.
  LINEAL_HOST_DEVICE void subtract_masked(const Integer &other, uint64_t mask) {
    uint64_t borrow = 0;
    for (int i = 0; i < 4; ++i) {
      uint128 s = static_cast<uint128>(word[i]) - (other.word[i] & mask) - borrow;
      word[i] = static_cast<uint64_t>(s);
      borrow = static_cast<uint64_t>(s >> 64) & 1;
    }
  }

  /// this = this * factor + addend, modulo 2^256.
  LINEAL_HOST_DEVICE void multiply_add(uint64_t factor, uint64_t addend) {
    uint64_t carry = addend;
    for (int i = 0; i < 4; ++i) {
      uint128 s = static_cast<uint128>(word[i]) * factor + carry;
      word[i] = static_cast<uint64_t>(s);
      carry = static_cast<uint64_t>(s >> 64);
    }
  }

  LINEAL_HOST_DEVICE void negate_masked(uint64_t mask) {
    for (uint64_t &w : word) w ^= mask;
    add({{mask & 1, 0, 0, 0}});
  }

  /// All ones when negative, else zero.
  LINEAL_HOST_DEVICE uint64_t sign_mask() const { return 0 - (word[3] >> 63); }

  /// Arithmetic shift by less than 128 bits.
  LINEAL_HOST_DEVICE void shift_right(uint32_t bits) {
    const uint64_t sign = sign_mask();
    for (; bits >= 64; bits -= 64) {
      for (int i = 0; i < 3; ++i) word[i] = word[i + 1];
      word[3] = sign;
    }
    if (bits == 0) return;
    for (int i = 0; i < 4; ++i) {
      uint64_t above = i < 3 ? word[i + 1] : sign;
      word[i] = (word[i] >> bits) | (above << (64 - bits));
    }
  }
};

}  // namespace lineal::scalar
