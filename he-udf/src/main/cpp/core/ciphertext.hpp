// Ciphertexts in NTT form and the pointwise operations on them. No operation needs a key.
#pragma once

#include <memory>
#include <vector>

#include "buffer.hpp"
#include "ring.hpp"

namespace lineal {

/// Degree d: polynomials c_0 .. c_d, decrypting to c_0 + c_1 s + .. + c_d s^d at scale 2^scale_bits.
/// Residues lie as [polynomial][limb][n].
class Ciphertext {
 public:
  static constexpr uint32_t kMaxDegree = 2;
  static constexpr uint32_t kMaxScaleBits = 120;

  /// Residues are not initialised. Throws ArgumentError when degree or scale is out of range.
  Ciphertext(std::shared_ptr<const Ring> ring, uint32_t degree, uint32_t scale_bits);

  const Ring &ring() const { return *ring_; }
  const std::shared_ptr<const Ring> &shared_ring() const { return ring_; }
  uint32_t degree() const { return degree_; }
  uint32_t scale_bits() const { return scale_bits_; }
  uint64_t *limb(uint32_t polynomial, uint32_t limb) {
    return residues_.data() + offset(polynomial, limb);
  }
  const uint64_t *limb(uint32_t polynomial, uint32_t limb) const {
    return residues_.data() + offset(polynomial, limb);
  }
  Buffer &residues() { return residues_; }
  const Buffer &residues() const { return residues_; }

  /// This ciphertext as a row of one term, for the product kernels.
  lineal_row row(uint32_t limb) const;

 private:
  size_t offset(uint32_t polynomial, uint32_t limb) const {
    return (static_cast<size_t>(polynomial) * ring_->limbs() + limb) << ring_->set().log_n;
  }
  std::shared_ptr<const Ring> ring_;
  uint32_t degree_;
  uint32_t scale_bits_;
  Buffer residues_;
};

using CiphertextPtr = std::unique_ptr<Ciphertext>;

/// a + b; equal ring, degree and scale.
CiphertextPtr add(const Ciphertext &a, const Ciphertext &b);

/// sum over j of a_j (x) b_j, all of degree 1; degree 2, the scales multiply (their bits add).
CiphertextPtr dot(const std::vector<const Ciphertext *> &a,
                  const std::vector<const Ciphertext *> &b);

/// constant * a, the constant an integer given by its residues; its scale adds `scale_bits`.
CiphertextPtr multiply_constant(const Ciphertext &a, const std::vector<uint64_t> &constant,
                                uint32_t scale_bits);

/// a + constant in every slot, the constant an integer at a's scale given by its residues.
CiphertextPtr add_constant(const Ciphertext &a, const std::vector<uint64_t> &constant);

/// a of degree 1 or 2 plus b of lower or equal degree at the same scale.
CiphertextPtr add_lower_degree(const Ciphertext &a, const Ciphertext &b);

/// a of all limbs, [limb][n], from its public seed in the given domain.
void expand_uniform(const Ring &ring, const uint8_t seed[LINEAL_SEED_BYTES], uint32_t domain,
                    uint64_t *a);

/// (c_0, a), a expanded from its public seed in the given domain; c_0 all zero.
CiphertextPtr with_uniform(std::shared_ptr<const Ring> ring, const uint8_t seed[LINEAL_SEED_BYTES],
                           uint32_t domain, uint32_t scale_bits);

}  // namespace lineal
