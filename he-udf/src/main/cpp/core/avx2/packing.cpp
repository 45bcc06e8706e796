// Residues as a little-endian bit string: eight of them fill `bits` whole bytes, in straight-line
// code for the widths in use.
#include <string.h>

#include "../scalar/kernels.hpp"
#include "kernels.hpp"
#include "vector.hpp"

namespace lineal::avx2 {
namespace {

constexpr uint32_t kGroup = 8;

template <uint32_t kBits>
void pack_all(size_t n, const uint64_t *in, uint8_t *out) {
  for (; n > 0; n -= kGroup, in += kGroup, out += kBits) {
    uint64_t word[(kGroup * kBits + 63) / 64] = {};
#pragma GCC unroll 8
    for (uint32_t k = 0; k < kGroup; ++k) {
      const uint32_t first = k * kBits;
      word[first / 64] |= in[k] << first % 64;
      if (first % 64 + kBits > 64) word[first / 64 + 1] = in[k] >> (64 - first % 64);
    }
    memcpy(out, word, kBits);
  }
}

template <uint32_t kBits>
int unpack_all(size_t n, uint64_t q, const uint8_t *in, uint64_t *out) {
  static_assert(kBits + 7 <= 64 && kBits >= 8, "a residue lies in eight bytes of its group");
  const uint64_t mask = (uint64_t{1} << kBits) - 1;
  uint64_t all_below = ~uint64_t{0};  // x - q has its top bit set while x < q
  for (; n > 0; n -= kGroup, in += kBits, out += kGroup) {
#pragma GCC unroll 8
    for (uint32_t k = 0; k < kGroup; ++k) {
      // Eight bytes from the residue's first on, but none beyond the group.
      const uint32_t first = k * kBits;
      const uint32_t byte = first / 8 < kBits - 8 ? first / 8 : kBits - 8;
      uint64_t word;
      memcpy(&word, in + byte, sizeof(word));
      out[k] = (word >> (first - 8 * byte)) & mask;
      all_below &= out[k] - q;
    }
  }
  return static_cast<int>(all_below >> 63);
}

}  // namespace

void pack(const lineal_limb *limb, const uint64_t *in, uint8_t *out) {
  switch (limb->bits) {
    case 42:
      return pack_all<42>(length(limb), in, out);
    case 43:
      return pack_all<43>(length(limb), in, out);
    default:
      return scalar::pack(limb, in, out);
  }
}

int unpack(const lineal_limb *limb, const uint8_t *in, uint64_t *out) {
  switch (limb->bits) {
    case 42:
      return unpack_all<42>(length(limb), limb->modulus, in, out);
    case 43:
      return unpack_all<43>(length(limb), limb->modulus, in, out);
    default:
      return scalar::unpack(limb, in, out);
  }
}

}  // namespace lineal::avx2
