#include "packing.hpp"

#include <string>

#include "error.hpp"

namespace lineal {

void pack_polynomials(const Ring &ring, const uint64_t *residues, size_t polynomials,
                      uint8_t *out) {
  for (size_t p = 0; p < polynomials; p++) {
    for (uint32_t l = 0; l < ring.limbs(); l++) {
      const lineal_limb &limb = ring.limb(l);
      ring.kernels().pack(&limb, residues, out);
      residues += ring.n();
      out += static_cast<size_t>(limb.bits) * ring.n() / 8;
    }
  }
}

void unpack_polynomials(const Ring &ring, const uint8_t *in, size_t polynomials,
                        uint64_t *residues) {
  for (size_t p = 0; p < polynomials; p++) {
    for (uint32_t l = 0; l < ring.limbs(); l++) {
      const lineal_limb &limb = ring.limb(l);
      if (!ring.kernels().unpack(&limb, in, residues)) {
        throw FormatError("polynomial " + std::to_string(p) + ", limb " + std::to_string(l) +
                          ": a residue is not below its prime; the data are corrupt");
      }
      residues += ring.n();
      in += static_cast<size_t>(limb.bits) * ring.n() / 8;
    }
  }
}

}  // namespace lineal
