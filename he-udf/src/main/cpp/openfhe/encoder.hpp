// OpenFHE's part: CKKS encoding, and public-key encryption with its samplers. Neither takes a
// secret; the headers of key generation and decryption are not included, so that our library does
// not even import their symbols.
#pragma once

#include <memory>
#include <vector>

#include "ciphertext.hpp"

namespace lineal {

class Encoder {
 public:
  explicit Encoder(uint32_t parameter_set_id);
  ~Encoder();

  /// Up to n / 2 real slots (the rest 0) at scale 2^scale_bits: degree 0. Throws ArgumentError when
  /// a value is not finite or does not fit.
  CiphertextPtr encode(const std::vector<double> &slots, uint32_t scale_bits) const;

  /// A fresh encryption of a degree-0 plaintext under the public key (b, a), given as degree 1.
  CiphertextPtr encrypt(const Ciphertext &plaintext, const Ciphertext &key) const;

 private:
  struct OpenFhe;
  std::shared_ptr<const Ring> ring_;
  std::unique_ptr<OpenFhe> openfhe_;
};

}  // namespace lineal
