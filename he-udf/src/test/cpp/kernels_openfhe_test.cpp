// The kernels against OpenFHE: transforms, sums of ciphertext products, and big-integer rounding.
#include "kernels_reference.hpp"
#include "openfhe.h"
#include "ring.hpp"

using lineal::Ring;
using lineal::testing::Array;
using lineal::testing::paths;
using lbcrypto::DCRTPoly;

namespace {

using Context = lbcrypto::CryptoContext<DCRTPoly>;
using Ciphertext = lbcrypto::Ciphertext<DCRTPoly>;

Context study_context(const lineal::ParameterSet &set) {
  lbcrypto::CCParams<lbcrypto::CryptoContextCKKSRNS> parameters;
  parameters.SetMultiplicativeDepth(3);
  parameters.SetScalingModSize(42);
  parameters.SetFirstModSize(42);
  parameters.SetScalingTechnique(lbcrypto::FIXEDMANUAL);
  parameters.SetSecretKeyDist(lbcrypto::UNIFORM_TERNARY);
  parameters.SetKeySwitchTechnique(lbcrypto::BV);
  parameters.SetRingDim(1u << set.log_n);
  parameters.SetSecurityLevel(set.secure ? lbcrypto::HEStd_128_classic : lbcrypto::HEStd_NotSet);
  Context context = lbcrypto::GenCryptoContext(parameters);
  context->Enable(lbcrypto::PKE);
  context->Enable(lbcrypto::LEVELEDSHE);
  return context;
}

DCRTPoly uniform(const Context &context, Format format) {
  lbcrypto::DCRTPoly::DugType generator;
  return DCRTPoly(generator, context->GetElementParams(), format);
}

/// Limb l of a polynomial.
Array limb_of(const DCRTPoly &polynomial, uint32_t l) {
  const auto &values = polynomial.GetElementAtIndex(l).GetValues();
  Array out(values.GetLength());
  for (size_t k = 0; k < out.size(); ++k) out[k] = values[k].ConvertToInt<uint64_t>();
  return out;
}

void test_transform(const Context &context, const Ring &ring) {
  const auto &parameters = context->GetElementParams()->GetParams();
  CHECK(parameters.size() == ring.limbs());
  DCRTPoly coefficients = uniform(context, Format::COEFFICIENT);
  DCRTPoly evaluations = coefficients;
  evaluations.SetFormat(Format::EVALUATION);
  for (uint32_t l = 0; l < ring.limbs(); ++l) {
    const lineal_limb &limb = ring.limb(l);
    CHECK(parameters[l]->GetModulus().ConvertToInt<uint64_t>() == limb.modulus);
    CHECK(parameters[l]->GetRootOfUnity().ConvertToInt<uint64_t>() == limb.roots[ring.n() / 2]);
    for (const lineal_kernels *path : paths()) {
      Array x = limb_of(coefficients, l);
      path->ntt(&limb, x.data());
      CHECK(x == limb_of(evaluations, l));
      path->intt(&limb, x.data());
      CHECK(x == limb_of(coefficients, l));
    }
  }
}

/// A ciphertext of uniform polynomials, with the metadata of a fresh one.
Ciphertext uniform_ciphertext(const Context &context, const Ciphertext &fresh) {
  Ciphertext ciphertext = fresh->Clone();
  ciphertext->SetElements(
      {uniform(context, Format::EVALUATION), uniform(context, Format::EVALUATION)});
  return ciphertext;
}

/// Limb l of ciphertexts, as tiles of eight coefficients by term and polynomial.
Array tiles_of(const std::vector<Ciphertext> &row, uint32_t l, size_t n) {
  Array out(2 * n * row.size());
  for (size_t j = 0; j < row.size(); ++j) {
    for (size_t p = 0; p < 2; ++p) {
      const Array values = limb_of(row[j]->GetElements()[p], l);
      for (size_t k = 0; k < n; ++k) {
        out[(k / 8 * row.size() + j) * 16 + p * 8 + k % 8] = values[k];
      }
    }
  }
  return out;
}

void test_sum_of_products(const Context &context, const Ring &ring, size_t columns) {
  const auto keys = context->KeyGen();
  const auto zero = context->MakeCKKSPackedPlaintext(std::vector<double>{0.0});
  const Ciphertext fresh = context->Encrypt(keys.publicKey, zero);
  std::vector<Ciphertext> x, w;
  Ciphertext sum;
  for (size_t j = 0; j < columns; ++j) {
    x.push_back(uniform_ciphertext(context, fresh));
    w.push_back(uniform_ciphertext(context, fresh));
    const Ciphertext product = context->EvalMultNoRelin(x[j], w[j]);
    sum = j == 0 ? product : context->EvalAdd(sum, product);
  }
  const size_t n = ring.n();
  CHECK(sum->GetElements().size() == 3);
  for (uint32_t l = 0; l < ring.limbs(); ++l) {
    const Array x_data = tiles_of(x, l, n), w_data = tiles_of(w, l, n);
    const lineal_row x_row = {x_data.data(), 16, 8, 16 * columns};
    const lineal_row w_row = {w_data.data(), 16, 8, 16 * columns};
    for (const lineal_kernels *path : paths()) {
      std::vector<Array> out(3, Array(n));
      path->multiply_accumulate(&ring.limb(l), &x_row, &w_row, columns, out[0].data(),
                                out[1].data(), out[2].data());
      for (size_t p = 0; p < 3; ++p) CHECK(out[p] == limb_of(sum->GetElements()[p], l));
    }
  }
}

/// floor(x / 2^bits + 1/2) mod q for the centred x in (-Q/2, Q/2] behind 0 <= value < Q.
uint64_t rounded(const lbcrypto::BigInteger &value, const lbcrypto::BigInteger &big_q,
                 uint32_t bits, uint64_t q) {
  using lbcrypto::BigInteger;
  const BigInteger half = BigInteger(1) << (bits - 1);
  if (value + value <= big_q) {
    return ((value + half) >> bits).Mod(BigInteger(q)).ConvertToInt<uint64_t>();
  }
  const BigInteger magnitude = big_q - value;
  const BigInteger result = (magnitude + half - BigInteger(1)) >> bits;
  return lineal::subtract_mod(0, result.Mod(BigInteger(q)).ConvertToInt<uint64_t>(), q);
}

void test_lift(const Context &context, const Ring &ring) {
  const uint32_t bits = 42;
  const DCRTPoly polynomial = uniform(context, Format::COEFFICIENT);
  const auto big = polynomial.CRTInterpolate();
  const auto big_q = big.GetModulus();
  std::vector<Array> in;
  std::vector<const uint64_t *> in_pointers;
  for (uint32_t l = 0; l < ring.limbs(); ++l) in.push_back(limb_of(polynomial, l));
  for (const Array &a : in) in_pointers.push_back(a.data());
  for (const lineal_kernels *path : paths()) {
    std::vector<Array> out(ring.limbs(), Array(ring.n()));
    std::vector<uint64_t *> out_pointers;
    for (Array &a : out) out_pointers.push_back(a.data());
    path->lift_and_round(&ring.low_basis(), in_pointers.data(), ring.n(), {1, bits},
                         &ring.low_basis(), out_pointers.data());
    for (uint32_t l = 0; l < ring.limbs(); ++l) {
      bool same = true;
      for (size_t k = 0; k < ring.n(); ++k) {
        same &= out[l][k] == rounded(big[k], big_q, bits, ring.modulus(l));
      }
      CHECK(same);
    }
  }
}

}  // namespace

int main() {
  for (const lineal::ParameterSet &set : lineal::parameter_sets()) {
    const Context context = study_context(set);
    const auto ring = Ring::study(set.id);
    test_transform(context, *ring);
    test_lift(context, *ring);
    test_sum_of_products(context, *ring, set.log_n == 13 ? 174 : 5);
  }
  return lineal::testing::summary("kernels_openfhe_test");
}
