#include "weighted_sum.hpp"

#include <algorithm>

#include "error.hpp"

namespace lineal {

void add_multiple(Ciphertext &sum, const Ciphertext &term, const std::vector<uint64_t> &constant) {
  const Ring &ring = sum.ring();
  if (&term.ring() != &ring || term.degree() != sum.degree() || constant.size() != ring.limbs()) {
    throw ArgumentError("a weighted sum takes terms of its ring and degree, and a residue per limb");
  }
  Buffer factor(ring.n());
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    if (constant[l] >= ring.modulus(l)) throw ArgumentError("a coefficient is not below its prime");
    std::fill_n(factor.data(), ring.n(), constant[l]);
    for (uint32_t p = 0; p <= sum.degree(); p++) {
      ring.kernels().multiply_add(&ring.limb(l), term.limb(p, l), factor.data(), nullptr, nullptr,
                                  sum.limb(p, l), sum.limb(p, l));
    }
  }
}

}  // namespace lineal
