// Operations position by position.
#include "kernels.hpp"
#include "reducer.hpp"

namespace lineal::scalar {

void multiply_add(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, const uint64_t *c,
                  const uint64_t *d, const uint64_t *e, uint64_t *out) {
  const Reducer modulo(limb->modulus);
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  for (size_t k = 0; k < n; ++k) {
    uint128 value = static_cast<uint128>(a[k]) * b[k];
    if (c != nullptr) value += static_cast<uint128>(c[k]) * d[k];
    if (e != nullptr) value += e[k];
    out[k] = modulo.reduce(value);
  }
}

void add(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, uint64_t *out) {
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  for (size_t k = 0; k < n; ++k) out[k] = reduce_once(a[k] + b[k], limb->modulus);
}

void subtract(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, uint64_t *out) {
  const uint64_t q = limb->modulus;
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  for (size_t k = 0; k < n; ++k) out[k] = reduce_once(a[k] + q - b[k], q);
}

uint64_t sum(const lineal_limb *limb, const uint64_t *a) {
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  uint128 total = 0;
  for (size_t k = 0; k < n; ++k) total += a[k];
  return Reducer(limb->modulus).reduce(total);
}

}  // namespace lineal::scalar
