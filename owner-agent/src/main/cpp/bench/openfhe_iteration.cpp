#include <cmath>

#include "iteration.hpp"
#include "openfhe_refresh.hpp"

namespace lineal::bench {

using namespace lbcrypto;

namespace {

using OpenFheCiphertext = lbcrypto::Ciphertext<DCRTPoly>;

/// The same protocol, one library operation after the other.
class OpenFheIteration : public Iteration {
 public:
  explicit OpenFheIteration(const Study &study)
      : study_(study), context_(openfhe_study()), refresh_(context_, kMaskBits) {
    auto keys = context_->KeyGen();  // only for a ciphertext to be filled
    pattern_ = context_->Encrypt(keys.publicKey, 
        context_->MakeCKKSPackedPlaintext(std::vector<double>{1}));
    for (size_t b = 0; b < kBlocks; b++) {
      for (size_t j = 0; j < study.columns(); j++) x_.push_back(copied(study.column(b, j)));
    }
    for (size_t j = 0; j < study.columns(); j++) old_.push_back(copied(study.weight(j)));
    for (size_t i = 0; i < kOwners; i++) {
      secrets_.push_back(openfhe_polynomial(context_, study.share(i).secret(0)));
      squares_.push_back(openfhe_polynomial(context_, study.share(i).square(0)));
    }
    const auto &params = context_->GetElementParams();
    modulus_ = params->GetModulus();
    for (const auto &limb : params->GetParams()) {
      BigInteger q(limb->GetModulus().ConvertToInt()), rest = modulus_ / q;
      crt_.push_back(rest.Mod(q).ModInverse(q) * rest);
    }
  }

  void forward() override {
    products_.clear();
    for (size_t b = 0; b < kBlocks; b++) {
      OpenFheCiphertext sum = context_->EvalMultNoRelin(x(b, 0), old_[0]);
      for (size_t j = 1; j < study_.columns(); j++) {
        context_->EvalAddInPlace(sum, context_->EvalMultNoRelin(x(b, j), old_[j]));
      }
      products_.push_back(sum);
    }
  }

  void activation() override {
    slopes_.clear();
    for (size_t b = 0; b < kBlocks; b++) {
      OpenFheCiphertext y = refreshed(products_[b], {1, 42});
      OpenFheCiphertext u = refreshed(context_->EvalMultNoRelin(y, y), {1, 40});
      OpenFheCiphertext square = context_->EvalMultNoRelin(u, u);
      for (size_t p = 0; p < 2; p++) {
        square->GetElements()[p] += u->GetElements()[p].Times(at_scale(kSlope3 / kSlope5));
      }
      OpenFheCiphertext v = refreshed(square, {std::llround(std::ldexp(kSlope5, 40)), 80});
      add_constant(v, at_scale_big(kSlope1));
      OpenFheCiphertext r = refreshed(context_->EvalMultNoRelin(y, v), {1, 40});
      add_constant(r, at_scale_big(0.5));
      slopes_.push_back(r);
    }
  }

  void gradient() override {
    gradient_.clear();
    for (size_t j = 0; j < study_.columns(); j++) {
      OpenFheCiphertext sum = context_->EvalMultNoRelin(x(0, j), slopes_[0]);
      for (size_t b = 1; b < kBlocks; b++) {
        context_->EvalAddInPlace(sum, context_->EvalMultNoRelin(x(b, j), slopes_[b]));
      }
      gradient_.push_back(sum);
    }
  }

  void traces() override {
    constants_.assign(kOwners + 1, {});
    OpenFheFactor step{study_.step().numerator, study_.step().shift};
    for (const OpenFheCiphertext &column : gradient_) {
      const auto &c = column->GetElements();
      BigInteger d = constant_coefficient(c[0]);
      for (size_t i = 0; i < kOwners; i++) {
        BigInteger mask = refresh_.mask();
        BigInteger partial = constant_coefficient(c[1] * secrets_[i] + c[2] * squares_[i]);
        d = (d + partial + modulus_ - mask).Mod(modulus_);
        constants_[i].push_back(refresh_.scaled(mask, step));
      }
      constants_[kOwners].push_back(refresh_.scaled(d, step));
    }
  }

  void weights() override {
    next_.clear();
    for (size_t j = 0; j < study_.columns(); j++) {
      DCRTPoly a = refresh_.uniform();
      DCRTPoly sum = refresh_.zero(a, secrets_[0]).Plus(residues(constants_[0][j]));
      for (size_t i = 1; i < kOwners; i++) {
        sum += refresh_.zero(a, secrets_[i]).Plus(residues(constants_[i][j]));
      }
      sum = sum.Plus(residues(constants_[kOwners][j]));
      next_.push_back(filled({sum.Plus(big(study_.residues(study_.old_weight(j)))), a}));
    }
  }

  double agreement_bits() const override {
    return study_.agreement_bits(
        [&](size_t j, uint32_t p) { return openfhe_words(next_[j]->GetElements()[p], 0); });
  }

 private:
  OpenFheCiphertext &x(size_t block, size_t j) { return x_[block * study_.columns() + j]; }

  OpenFheCiphertext filled(std::vector<DCRTPoly> elements) const {
    OpenFheCiphertext ciphertext = pattern_->Clone();
    ciphertext->SetElements(std::move(elements));
    return ciphertext;
  }

  OpenFheCiphertext copied(const lineal::Ciphertext &from) const {
    return filled({openfhe_polynomial(context_, from.limb(0, 0)),
                   openfhe_polynomial(context_, from.limb(1, 0))});
  }

  OpenFheCiphertext refreshed(const OpenFheCiphertext &product, OpenFheFactor gamma) {
    const auto &c = product->GetElements();
    DCRTPoly a = refresh_.uniform();
    std::vector<OpenFheRefresh::Answer> answers;
    for (size_t i = 0; i < kOwners; i++) {
      answers.push_back(refresh_.answer(c, secrets_[i], squares_[i], a, gamma));
    }
    return filled(refresh_.combine(c[0], answers, a, gamma));
  }

  void add_constant(OpenFheCiphertext &to, const std::vector<BigInteger> &constant) const {
    to->GetElements()[0] = to->GetElements()[0].Plus(constant);
  }

  /// Modulo Q, by a full inverse transform: OpenFHE has no other way to one coefficient.
  BigInteger constant_coefficient(DCRTPoly polynomial) const {
    polynomial.SetFormat(Format::COEFFICIENT);
    BigInteger sum(0);
    for (size_t l = 0; l < crt_.size(); l++) {
      sum += crt_[l] * BigInteger(openfhe_words(polynomial, l)[0]);
    }
    return sum.Mod(modulus_);
  }

  std::vector<BigInteger> residues(const BigInteger &integer) const {
    std::vector<BigInteger> all;
    for (uint32_t l = 0; l < study_.ring()->limbs(); l++) {
      all.push_back(integer.Mod(BigInteger(study_.ring()->modulus(l))));
    }
    return all;
  }

  static std::vector<BigInteger> big(const std::vector<uint64_t> &words) {
    return std::vector<BigInteger>(words.begin(), words.end());
  }

  std::vector<BigInteger> at_scale_big(double value) const {
    return big(study_.residues(std::llround(std::ldexp(value, kRefreshedScaleBits))));
  }

  std::vector<NativeInteger> at_scale(double value) const {
    auto words = study_.residues(std::llround(std::ldexp(value, kRefreshedScaleBits)));
    return std::vector<NativeInteger>(words.begin(), words.end());
  }

  const Study &study_;
  OpenFheContext context_;
  OpenFheRefresh refresh_;
  OpenFheCiphertext pattern_;
  BigInteger modulus_;
  std::vector<BigInteger> crt_;
  std::vector<DCRTPoly> secrets_, squares_;
  std::vector<OpenFheCiphertext> x_, old_, products_, slopes_, gradient_, next_;
  std::vector<std::vector<BigInteger>> constants_;  // [owner, last the cluster's][column]
};

}  // namespace

std::unique_ptr<Iteration> openfhe_iteration(const Study &study) {
  return std::make_unique<OpenFheIteration>(study);
}

}  // namespace lineal::bench
