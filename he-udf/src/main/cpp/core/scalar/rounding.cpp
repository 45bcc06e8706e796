// From wide integers and residues to scaled, rounded residues.
#include "rounding.hpp"

#include "kernels.hpp"

namespace lineal::scalar {

void round_and_reduce(const uint64_t *const words[3], const uint64_t offset[3], size_t n,
                      lineal_factor factor, const lineal_basis *to, uint64_t *const *out) {
  const Rounding rounding(factor);
  const BasisReducer basis(*to);
  const Integer minus = Integer::of(offset);
  for (size_t k = 0; k < n; ++k) {
    Integer x = {{words[0][k], words[1][k], words[2][k], 0}};
    x.subtract_masked(minus, ~uint64_t{0});
    rounding.apply(&x);
    basis.store(x, k, out);
  }
}

void lift_and_round(const lineal_basis *from, const uint64_t *const *in, size_t n,
                    lineal_factor factor, const lineal_basis *to, uint64_t *const *out) {
  const Lift lift(*from);
  const Rounding rounding(factor);
  const BasisReducer basis(*to);
  for (size_t k = 0; k < n; ++k) {
    Integer x = lift.centred(in, k);
    rounding.apply(&x);
    basis.store(x, k, out);
  }
}

}  // namespace lineal::scalar
