#include "openfhe_refresh.hpp"

namespace lineal::bench {

using namespace lbcrypto;

OpenFheRefresh::OpenFheRefresh(const OpenFheContext &context, uint32_t mask_bits)
    : params_(context->GetElementParams()),
      modulus_(params_->GetModulus()),
      half_(modulus_ >> 1),
      masks_(BigInteger(1) << static_cast<usshort>(mask_bits)),
      gaussian_(3.19) {
  large_ = std::make_shared<Integers::Params>(params_->GetCyclotomicOrder(), modulus_, 1);
}

OpenFheRefresh::Poly OpenFheRefresh::uniform() {
  return Poly(uniform_, params_, Format::EVALUATION);
}

OpenFheRefresh::Poly OpenFheRefresh::zero(const Poly &a, const Poly &secret) {
  return Poly(gaussian_, params_, Format::EVALUATION) - a * secret;
}

BigInteger OpenFheRefresh::scaled(const BigInteger &x, OpenFheFactor factor) const {
  bool negative = x > half_;
  BigInteger size = negative ? modulus_ - x : x;
  size = size * BigInteger(static_cast<uint64_t>(std::abs(factor.numerator)));
  size = (size + (BigInteger(1) << static_cast<usshort>(factor.shift - 1))) >>
         static_cast<usshort>(factor.shift);
  return negative == (factor.numerator < 0) || size == BigInteger(0) ? size : modulus_ - size;
}

OpenFheRefresh::Poly OpenFheRefresh::from_integers(const Integers &integers) const {
  Poly polynomial(integers, params_);
  polynomial.SetFormat(Format::EVALUATION);
  return polynomial;
}

OpenFheRefresh::Answer OpenFheRefresh::answer(const std::vector<Poly> &c, const Poly &secret,
                                              const Poly &square, const Poly &a,
                                              OpenFheFactor gamma) {
  Integers masks(large_, Format::COEFFICIENT, true), rounded(large_, Format::COEFFICIENT, true);
  for (size_t k = 0; k < params_->GetRingDimension(); k++) {
    masks[k] = mask();
    rounded[k] = scaled(masks[k], gamma);
  }
  return {c[1] * secret + c[2] * square - from_integers(masks),
          zero(a, secret) + from_integers(rounded)};
}

std::vector<OpenFheRefresh::Poly> OpenFheRefresh::combine(const Poly &c0,
                                                          const std::vector<Answer> &answers,
                                                          const Poly &a,
                                                          OpenFheFactor gamma) const {
  Poly d = c0, b = answers[0].encrypted;
  for (const Answer &answer : answers) d += answer.masked;
  for (size_t i = 1; i < answers.size(); i++) b += answers[i].encrypted;
  d.SetFormat(Format::COEFFICIENT);
  Integers lifted = d.CRTInterpolate();
  for (size_t k = 0; k < lifted.GetLength(); k++) lifted[k] = scaled(lifted[k], gamma);
  return {b + from_integers(lifted), a};
}

}  // namespace lineal::bench
