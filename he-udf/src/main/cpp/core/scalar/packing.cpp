// Residues as a little-endian bit string, byte by byte.
#include "kernels.hpp"

namespace lineal::scalar {

void pack(const lineal_limb *limb, const uint64_t *in, uint8_t *out) {
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  uint64_t pending = 0;
  uint32_t held = 0;  // bits of pending, below 8 between residues
  for (size_t k = 0; k < n; ++k) {
    pending |= in[k] << held;
    for (held += limb->bits; held >= 8; held -= 8, pending >>= 8) {
      *out++ = static_cast<uint8_t>(pending);
    }
  }
}

int unpack(const lineal_limb *limb, const uint8_t *in, uint64_t *out) {
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  const uint64_t mask = (uint64_t{1} << limb->bits) - 1;
  uint64_t pending = 0;
  uint32_t held = 0;
  bool canonical = true;
  for (size_t k = 0; k < n; ++k) {
    for (; held < limb->bits; held += 8) pending |= static_cast<uint64_t>(*in++) << held;
    out[k] = pending & mask;
    canonical &= out[k] < limb->modulus;
    pending >>= limb->bits;
    held -= limb->bits;
  }
  return canonical ? 1 : 0;
}

}  // namespace lineal::scalar
