// Polynomials as packed bytes: limb after limb, each residue in its limb's bit width.
#pragma once

#include "ring.hpp"

namespace lineal {

/// ring.packed_bytes() bytes per polynomial; `residues` as [polynomial][limb][n].
void pack_polynomials(const Ring &ring, const uint64_t *residues, size_t polynomials, uint8_t *out);

/// Throws FormatError naming polynomial and limb when a residue is not below its prime.
void unpack_polynomials(const Ring &ring, const uint8_t *in, size_t polynomials, uint64_t *residues);

}  // namespace lineal
