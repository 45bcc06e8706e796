// OpenFHE's context of STUDY_13, and residues in and out of its polynomials.
#pragma once

#include <cstdint>
#include <vector>

#include "openfhe.h"

namespace lineal::bench {

using OpenFheContext = lbcrypto::CryptoContext<lbcrypto::DCRTPoly>;

OpenFheContext openfhe_study();

/// Residues of limb l, in place.
const uint64_t *openfhe_words(const lbcrypto::DCRTPoly &polynomial, size_t l);

/// A polynomial in NTT form from residues [limb][n].
lbcrypto::DCRTPoly openfhe_polynomial(const OpenFheContext &context, const uint64_t *residues);

/// Residues [limb][n] of the encoded values at scale 2^42.
std::vector<uint64_t> openfhe_encode(const OpenFheContext &context,
                                     const std::vector<double> &values);

}  // namespace lineal::bench
