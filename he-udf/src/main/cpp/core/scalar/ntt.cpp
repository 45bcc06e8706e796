// Negacyclic NTT, radix 2, with Harvey's lazy butterflies (values stay below 4q between layers).
#include "kernels.hpp"
#include "reducer.hpp"

namespace lineal::scalar {

void ntt(const lineal_limb *limb, uint64_t *values) {
  const uint64_t q = limb->modulus;
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  for (size_t groups = 1, half = n / 2; half >= 1; groups <<= 1, half >>= 1) {
    for (size_t group = 0; group < groups; ++group) {
      const uint64_t w = limb->roots[groups + group];
      const uint64_t quotient = limb->roots_shoup[groups + group];
      uint64_t *low = values + 2 * half * group;
      uint64_t *high = low + half;
      for (size_t k = 0; k < half; ++k) {
        uint64_t u = reduce_once(low[k], 2 * q);
        uint64_t v = multiply_lazy(high[k], w, quotient, q);
        low[k] = u + v;
        high[k] = u + 2 * q - v;
      }
    }
  }
  for (size_t k = 0; k < n; ++k) values[k] = reduce_once(reduce_once(values[k], 2 * q), q);
}

void intt(const lineal_limb *limb, uint64_t *values) {
  const uint64_t q = limb->modulus;
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  for (size_t groups = n / 2, half = 1; groups >= 1; groups >>= 1, half <<= 1) {
    for (size_t group = 0; group < groups; ++group) {
      const uint64_t w = limb->inverse_roots[groups + group];
      const uint64_t quotient = limb->inverse_roots_shoup[groups + group];
      uint64_t *low = values + 2 * half * group;
      uint64_t *high = low + half;
      for (size_t k = 0; k < half; ++k) {
        uint64_t u = low[k];
        uint64_t v = high[k];
        low[k] = reduce_once(u + v, 2 * q);
        high[k] = multiply_lazy(u + 2 * q - v, w, quotient, q);
      }
    }
  }
  for (size_t k = 0; k < n; ++k) {
    values[k] =
        reduce_once(multiply_lazy(values[k], limb->n_inverse, limb->n_inverse_shoup, q), q);
  }
}

}  // namespace lineal::scalar
