#include "encoder.hpp"

#include <cmath>
#include <complex>
#include <cstring>
#include <mutex>
#include <string>

#include "encoding/ckkspackedencoding.h"
#include "encoding/encodingparams.h"
#include "error.hpp"
#include "lattice/lat-hal.h"
#include "math/dftransform.h"
#include "math/discretegaussiangenerator.h"
#include "math/ternaryuniformgenerator.h"

namespace lineal {
namespace {

using lbcrypto::DCRTPoly;
using lbcrypto::NativePoly;
using lbcrypto::NativeVector;

constexpr double kNoiseDeviation = 3.19;  // of the Homomorphic Encryption Standard

/// Largest |value| that leaves the modulus' headroom alone: products and sums follow.
constexpr double kLargestValueBits = 20;

void copy_residues(const DCRTPoly &from, const Ring &ring, uint64_t *to) {
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    const auto &values = from.GetElementAtIndex(l).GetValues();
    for (uint32_t k = 0; k < ring.n(); k++) *to++ = values[k].ConvertToInt();
  }
}

std::shared_ptr<DCRTPoly::Params> elements_of(const Ring &ring) {
  uint32_t cyclotomic_order = 2 * ring.n();
  std::vector<lbcrypto::NativeInteger> moduli, roots;
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    lbcrypto::NativeInteger q(ring.modulus(l));
    moduli.push_back(q);
    roots.push_back(lbcrypto::RootOfUnity<lbcrypto::NativeInteger>(cyclotomic_order, q));
  }
  return std::make_shared<DCRTPoly::Params>(cyclotomic_order, moduli, roots);
}

/// OpenFHE makes the tables of its FFT and NTT when they are first needed and keeps them in maps
/// without a lock: fill them for every set at once, so that no thread writes while another reads.
void make_tables() {
  static std::once_flag once;
  std::call_once(once, [] {
    for (const ParameterSet &set : parameter_sets()) {
      lbcrypto::DiscreteFourierTransform::Initialize(2u << set.log_n, 1u << (set.log_n - 1));
      DCRTPoly polynomial(elements_of(*Ring::study(set.id)), Format::COEFFICIENT, true);
      polynomial.SetFormat(Format::EVALUATION);
      polynomial.SetFormat(Format::COEFFICIENT);
    }
  });
}

/// The tables of its NTT are kept by prime alone, and the small sets share primes: one at a time.
class OneSmallSetAtATime {
 public:
  explicit OneSmallSetAtATime(const Ring &ring) : lock_(mutex(), std::defer_lock) {
    if (!ring.set().secure) lock_.lock();
  }

 private:
  static std::mutex &mutex() {
    static std::mutex mutex;
    return mutex;
  }
  std::unique_lock<std::mutex> lock_;
};

/// Its generators of randomness share one state among threads when it is built without OpenMP.
std::mutex &sampling() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

struct Encoder::OpenFhe {
  std::shared_ptr<DCRTPoly::Params> elements;
  lbcrypto::EncodingParams encoding;
};

Encoder::Encoder(uint32_t id) : ring_(Ring::study(id)), openfhe_(std::make_unique<OpenFhe>()) {
  make_tables();
  openfhe_->elements = elements_of(*ring_);
  openfhe_->encoding =
      std::make_shared<lbcrypto::EncodingParamsImpl>(kColumnScaleBits, ring_->n() / 2);
}

Encoder::~Encoder() = default;

CiphertextPtr Encoder::encode(const std::vector<double> &slots, uint32_t scale_bits) const {
  size_t capacity = ring_->n() / 2;
  if (slots.size() > capacity) {
    throw ArgumentError("a ciphertext holds " + std::to_string(capacity) + " values, not " +
                        std::to_string(slots.size()));
  }
  if (scale_bits > 60) throw ArgumentError("columns are encoded at scale 2^60 at most");
  std::vector<std::complex<double>> values(capacity);
  for (size_t k = 0; k < slots.size(); k++) {
    if (!(std::fabs(slots[k]) < std::exp2(kLargestValueBits))) {  // also false for NaN
      throw ArgumentError("value " + std::to_string(slots[k]) + " in slot " + std::to_string(k) +
                          " cannot be encoded: it must be finite and below 2^20 in magnitude");
    }
    values[k] = slots[k];
  }
  OneSmallSetAtATime lock(*ring_);
  lbcrypto::CKKSPackedEncoding plaintext(openfhe_->elements, openfhe_->encoding, values, 1, 0,
                                         std::exp2(scale_bits), capacity);
  plaintext.Encode();
  DCRTPoly polynomial = plaintext.GetElement<DCRTPoly>();
  polynomial.SetFormat(Format::EVALUATION);
  auto encoded = std::make_unique<Ciphertext>(ring_, 0, scale_bits);
  copy_residues(polynomial, *ring_, encoded->limb(0, 0));
  return encoded;
}

CiphertextPtr Encoder::encrypt(const Ciphertext &plaintext, const Ciphertext &key) const {
  if (plaintext.degree() != 0 || key.degree() != 1 || &plaintext.ring() != ring_.get() ||
      &key.ring() != ring_.get()) {
    throw ArgumentError("encryption takes a plaintext and a joint public key of this context");
  }
  OneSmallSetAtATime lock(*ring_);
  std::lock_guard<std::mutex> alone(sampling());
  DCRTPoly::DggType gaussian(kNoiseDeviation);
  DCRTPoly::TugType ternary;
  DCRTPoly v(ternary, openfhe_->elements, Format::EVALUATION);
  Buffer factor(ring_->words());
  copy_residues(v, *ring_, factor.data());
  auto ciphertext = std::make_unique<Ciphertext>(ring_, 1, plaintext.scale_bits());
  Buffer noise(ring_->words());
  for (uint32_t p = 0; p < 2; p++) {
    DCRTPoly e(gaussian, openfhe_->elements, Format::EVALUATION);
    copy_residues(e, *ring_, noise.data());
    for (uint32_t l = 0; l < ring_->limbs(); l++) {
      const lineal_limb &limb = ring_->limb(l);
      size_t at = static_cast<size_t>(l) * ring_->n();
      uint64_t *out = ciphertext->limb(p, l);
      ring_->kernels().multiply_add(&limb, key.limb(p, l), factor.data() + at, nullptr, nullptr,
                                    noise.data() + at, out);
      if (p == 0) ring_->kernels().add(&limb, out, plaintext.limb(0, l), out);
    }
  }
  factor.wipe();
  noise.wipe();
  return ciphertext;
}

}  // namespace lineal
