// Sums of polynomials times constants: what an owner checks a cluster's products by.
#pragma once

#include "ciphertext.hpp"

namespace lineal {

/// sum += constant * term, position by position, all polynomials. `constant` has one residue per
/// limb. Equal ring and degree; scales are not looked at. Throws ArgumentError.
void add_multiple(Ciphertext &sum, const Ciphertext &term, const std::vector<uint64_t> &constant);

}  // namespace lineal
