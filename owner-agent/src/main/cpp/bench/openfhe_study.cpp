#include "openfhe_study.hpp"

namespace lineal::bench {

using namespace lbcrypto;

OpenFheContext openfhe_study() {
  CCParams<CryptoContextCKKSRNS> parameters;
  parameters.SetMultiplicativeDepth(3);
  parameters.SetScalingModSize(42);
  parameters.SetFirstModSize(42);
  parameters.SetScalingTechnique(FIXEDMANUAL);
  parameters.SetSecurityLevel(HEStd_128_classic);
  parameters.SetRingDim(1 << 13);
  parameters.SetSecretKeyDist(UNIFORM_TERNARY);
  parameters.SetKeySwitchTechnique(BV);
  auto context = GenCryptoContext(parameters);
  context->Enable(PKE);
  context->Enable(LEVELEDSHE);
  return context;
}

const uint64_t *openfhe_words(const DCRTPoly &polynomial, size_t l) {
  return reinterpret_cast<const uint64_t *>(&polynomial.GetAllElements()[l].GetValues()[0]);
}

DCRTPoly openfhe_polynomial(const OpenFheContext &context, const uint64_t *residues) {
  const auto &params = context->GetElementParams();
  DCRTPoly polynomial(params, Format::EVALUATION, true);
  for (size_t l = 0; l < params->GetParams().size(); l++) {
    const auto &limb = params->GetParams()[l];
    NativeVector values(limb->GetRingDimension(), limb->GetModulus());
    for (size_t k = 0; k < values.GetLength(); k++) values[k] = *residues++;
    NativePoly element(limb, Format::EVALUATION, false);
    element.SetValues(std::move(values), Format::EVALUATION);
    polynomial.SetElementAtIndex(l, std::move(element));
  }
  return polynomial;
}

std::vector<uint64_t> openfhe_encode(const OpenFheContext &context,
                                     const std::vector<double> &values) {
  Plaintext plaintext = context->MakeCKKSPackedPlaintext(values);
  DCRTPoly element = plaintext->GetElement<DCRTPoly>();
  element.SetFormat(Format::EVALUATION);
  std::vector<uint64_t> residues;
  for (size_t l = 0; l < element.GetNumOfElements(); l++) {
    const uint64_t *from = openfhe_words(element, l);
    residues.insert(residues.end(), from, from + context->GetRingDimension());
  }
  return residues;
}

}  // namespace lineal::bench
