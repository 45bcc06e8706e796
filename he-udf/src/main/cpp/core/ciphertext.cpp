#include "ciphertext.hpp"

#include <cstring>
#include <string>

#include "error.hpp"

namespace lineal {
namespace {

void require_same_ring(const Ciphertext &a, const Ciphertext &b) {
  if (&a.ring() != &b.ring()) {
    throw ArgumentError(std::string("ciphertexts of parameter sets ") + a.ring().set().name +
                        " and " + b.ring().set().name + " do not go together");
  }
}

void require_degree_one(const Ciphertext &a) {
  if (a.degree() != 1) {
    throw ArgumentError("a product takes ciphertexts of degree 1, not " +
                        std::to_string(a.degree()) + "; refresh it first");
  }
}

void require_same_scale(const Ciphertext &a, const Ciphertext &b) {
  if (a.scale_bits() != b.scale_bits()) {
    throw ArgumentError("a sum takes equal scales, not 2^" + std::to_string(a.scale_bits()) +
                        " and 2^" + std::to_string(b.scale_bits()));
  }
}

void require_residues(const Ciphertext &a, const std::vector<uint64_t> &constant) {
  if (constant.size() != a.ring().limbs()) {
    throw ArgumentError("a constant has one residue per limb: " +
                        std::to_string(a.ring().limbs()) + ", not " +
                        std::to_string(constant.size()));
  }
  for (uint32_t l = 0; l < a.ring().limbs(); l++) {
    if (constant[l] >= a.ring().modulus(l)) throw ArgumentError("a residue is not below its prime");
  }
}

/// Terms that lie anywhere in memory: the kernel wants strides, so several go through one tiled copy.
class Terms {
 public:
  Terms(const std::vector<const Ciphertext *> &terms, uint32_t limb) {
    if (terms.size() == 1) {
      row_ = terms[0]->row(limb);
      return;
    }
    size_t n = terms[0]->ring().n(), count = terms.size();
    copy_ = Buffer(2 * n * count);
    for (size_t j = 0; j < count; j++) {
      for (size_t k = 0; k < n; k += LINEAL_TILE) {
        uint64_t *tile = copy_.data() + (k * count + j * LINEAL_TILE) * 2;
        std::memcpy(tile, terms[j]->limb(0, limb) + k, 64);
        std::memcpy(tile + LINEAL_TILE, terms[j]->limb(1, limb) + k, 64);
      }
    }
    row_ = {copy_.data(), 2 * LINEAL_TILE, LINEAL_TILE, 2 * LINEAL_TILE * count};
  }
  const lineal_row &row() const { return row_; }

 private:
  Buffer copy_;
  lineal_row row_{};
};

}  // namespace

Ciphertext::Ciphertext(std::shared_ptr<const Ring> ring, uint32_t degree, uint32_t scale_bits)
    : ring_(std::move(ring)), degree_(degree), scale_bits_(scale_bits) {
  if (degree > kMaxDegree) throw ArgumentError("a ciphertext has degree 0, 1 or 2");
  if (scale_bits > kMaxScaleBits) {
    throw ArgumentError("a scale lies in 2^0 .. 2^120, not 2^" +
                        std::to_string(static_cast<int32_t>(scale_bits)) +
                        ": there is no room in the modulus");
  }
  residues_ = Buffer(ring_->words() * (degree + 1));
}

lineal_row Ciphertext::row(uint32_t l) const {
  return {limb(0, l), 0, ring_->words(), LINEAL_TILE};
}

CiphertextPtr add(const Ciphertext &a, const Ciphertext &b) {
  if (a.degree() != b.degree()) {
    throw ArgumentError("a sum takes equal degrees, not " + std::to_string(a.degree()) + " and " +
                        std::to_string(b.degree()));
  }
  return add_lower_degree(a, b);
}

CiphertextPtr add_lower_degree(const Ciphertext &a, const Ciphertext &b) {
  require_same_ring(a, b);
  require_same_scale(a, b);
  if (b.degree() > a.degree()) throw ArgumentError("the first summand has the higher degree");
  const Ring &ring = a.ring();
  auto sum = std::make_unique<Ciphertext>(a.shared_ring(), a.degree(), a.scale_bits());
  for (uint32_t p = 0; p <= a.degree(); p++) {
    if (p > b.degree()) {
      std::memcpy(sum->limb(p, 0), a.limb(p, 0), ring.words() * 8);
      continue;
    }
    for (uint32_t l = 0; l < ring.limbs(); l++) {
      ring.kernels().add(&ring.limb(l), a.limb(p, l), b.limb(p, l), sum->limb(p, l));
    }
  }
  return sum;
}

CiphertextPtr dot(const std::vector<const Ciphertext *> &a,
                  const std::vector<const Ciphertext *> &b) {
  if (a.size() != b.size() || a.empty()) {
    throw ArgumentError("a dot product takes two rows of one length above 0, not " +
                        std::to_string(a.size()) + " and " + std::to_string(b.size()));
  }
  for (size_t j = 0; j < a.size(); j++) {
    require_same_ring(*a[0], *a[j]);
    require_same_ring(*a[0], *b[j]);
    require_same_scale(*a[0], *a[j]);
    require_same_scale(*b[0], *b[j]);
    require_degree_one(*a[j]);
    require_degree_one(*b[j]);
  }
  const Ring &ring = a[0]->ring();
  auto product = std::make_unique<Ciphertext>(a[0]->shared_ring(), 2,
                                              a[0]->scale_bits() + b[0]->scale_bits());
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    Terms x(a, l), w(b, l);
    ring.kernels().multiply_accumulate(&ring.limb(l), &x.row(), &w.row(), a.size(),
                                       product->limb(0, l), product->limb(1, l),
                                       product->limb(2, l));
  }
  return product;
}

CiphertextPtr multiply_constant(const Ciphertext &a, const std::vector<uint64_t> &constant,
                                uint32_t scale_bits) {
  require_residues(a, constant);
  if (scale_bits > Ciphertext::kMaxScaleBits) {
    throw ArgumentError("a constant's scale lies in 2^0 .. 2^120");
  }
  const Ring &ring = a.ring();
  auto product =
      std::make_unique<Ciphertext>(a.shared_ring(), a.degree(), a.scale_bits() + scale_bits);
  Buffer factor(ring.n());
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    std::fill_n(factor.data(), ring.n(), constant[l]);
    for (uint32_t p = 0; p <= a.degree(); p++) {
      ring.kernels().multiply_add(&ring.limb(l), a.limb(p, l), factor.data(), nullptr, nullptr,
                                  nullptr, product->limb(p, l));
    }
  }
  return product;
}

CiphertextPtr add_constant(const Ciphertext &a, const std::vector<uint64_t> &constant) {
  require_residues(a, constant);
  const Ring &ring = a.ring();
  auto sum = std::make_unique<Ciphertext>(a.shared_ring(), a.degree(), a.scale_bits());
  std::memcpy(sum->residues().data(), a.residues().data(), a.residues().size() * 8);
  Buffer everywhere(ring.n());  // a constant polynomial has the same evaluation everywhere
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    std::fill_n(everywhere.data(), ring.n(), constant[l]);
    ring.kernels().add(&ring.limb(l), a.limb(0, l), everywhere.data(), sum->limb(0, l));
  }
  return sum;
}

CiphertextPtr with_uniform(std::shared_ptr<const Ring> ring, const uint8_t seed[LINEAL_SEED_BYTES],
                           uint32_t domain, uint32_t scale_bits) {
  auto fresh = std::make_unique<Ciphertext>(ring, 1, scale_bits);
  std::memset(fresh->limb(0, 0), 0, ring->words() * 8);
  expand_uniform(*ring, seed, domain, fresh->limb(1, 0));
  return fresh;
}

void expand_uniform(const Ring &ring, const uint8_t seed[LINEAL_SEED_BYTES], uint32_t domain,
                    uint64_t *a) {
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    ring.kernels().expand_seed(&ring.limb(l), seed, domain, l, a + static_cast<size_t>(l) * ring.n());
  }
}

}  // namespace lineal
