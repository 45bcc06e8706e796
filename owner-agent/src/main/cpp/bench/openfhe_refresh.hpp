// A slot refresh by OpenFHE's operations: its generators, polynomials and big integers.
#pragma once

#include "openfhe_study.hpp"

namespace lineal::bench {

/// x -> round(x numerator / 2^shift).
struct OpenFheFactor {
  int64_t numerator;
  uint32_t shift;
};

/// Masks are uniform in [0, 2^mask_bits) here: not centred, which changes no operation.
class OpenFheRefresh {
 public:
  using Poly = lbcrypto::DCRTPoly;
  using Integers = Poly::PolyLargeType;

  struct Answer {
    Poly masked;     ///< H_i
    Poly encrypted;  ///< b_i
  };

  OpenFheRefresh(const OpenFheContext &context, uint32_t mask_bits);

  /// A uniform polynomial in NTT form. Sampled once for all owners: nothing is expanded from a seed.
  Poly uniform();

  /// c holds c_0 .. c_2.
  Answer answer(const std::vector<Poly> &c, const Poly &secret, const Poly &square, const Poly &a,
                OpenFheFactor gamma);

  /// (sum b_i + round(gamma d), a)
  std::vector<Poly> combine(const Poly &c0, const std::vector<Answer> &answers, const Poly &a,
                            OpenFheFactor gamma) const;

  /// -a s + e, what every encryption under a share begins with.
  Poly zero(const Poly &a, const Poly &secret);

  /// A mask, and an integer modulo Q made from residues, centred, scaled, modulo Q again.
  lbcrypto::BigInteger mask() { return masks_.GenerateInteger(); }
  lbcrypto::BigInteger scaled(const lbcrypto::BigInteger &x, OpenFheFactor factor) const;

 private:
  Poly from_integers(const Integers &integers) const;

  std::shared_ptr<Poly::Params> params_;
  std::shared_ptr<Integers::Params> large_;
  lbcrypto::BigInteger modulus_, half_;
  lbcrypto::DiscreteUniformGeneratorImpl<lbcrypto::BigVector> masks_;
  Poly::DugType uniform_;
  Poly::DggType gaussian_;
};

}  // namespace lineal::bench
