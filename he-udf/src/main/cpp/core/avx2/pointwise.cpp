// Operations position by position.
#include "kernels.hpp"
#include "vector.hpp"

namespace lineal::avx2 {
namespace {

/// a b modulo q, within q of zero.
Doubles multiply(Doubles a, Doubles b, const Modulus &modulus) {
  Doubles high = _mm256_mul_pd(a, b);
  Doubles low = _mm256_fmsub_pd(a, b, high);
  return _mm256_add_pd(modulus.balanced(high), low);
}

template <bool kTwoProducts, bool kAddend>
void multiply_add_all(const lineal_limb *limb, const uint64_t *a, const uint64_t *b,
                      const uint64_t *c, const uint64_t *d, const uint64_t *e, uint64_t *out) {
  const Modulus modulus(limb->modulus);
  const size_t n = length(limb);
  for (size_t k = 0; k < n; k += kLanes) {
    Doubles x = multiply(load_doubles(a + k), load_doubles(b + k), modulus);
    if (kTwoProducts) {
      x = _mm256_add_pd(x, multiply(load_doubles(c + k), load_doubles(d + k), modulus));
    }
    if (kAddend) x = _mm256_add_pd(x, load_doubles(e + k));
    store(out + k, modulus.canonical(modulus.balanced(x)));
  }
}

}  // namespace

void multiply_add(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, const uint64_t *c,
                  const uint64_t *d, const uint64_t *e, uint64_t *out) {
  if (c != nullptr && e != nullptr) {
    multiply_add_all<true, true>(limb, a, b, c, d, e, out);
  } else if (c != nullptr) {
    multiply_add_all<true, false>(limb, a, b, c, d, e, out);
  } else if (e != nullptr) {
    multiply_add_all<false, true>(limb, a, b, c, d, e, out);
  } else {
    multiply_add_all<false, false>(limb, a, b, c, d, e, out);
  }
}

void add(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, uint64_t *out) {
  const Words q = broadcast(limb->modulus);
  const size_t n = length(limb);
  for (size_t k = 0; k < n; k += kLanes) {
    store(out + k, reduce_once(_mm256_add_epi64(load(a + k), load(b + k)), q));
  }
}

void subtract(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, uint64_t *out) {
  const Words q = broadcast(limb->modulus);
  const size_t n = length(limb);
  for (size_t k = 0; k < n; k += kLanes) {
    Words x = _mm256_sub_epi64(_mm256_add_epi64(load(a + k), q), load(b + k));
    store(out + k, reduce_once(x, q));
  }
}

uint64_t sum(const lineal_limb *limb, const uint64_t *a) {
  const size_t n = length(limb);
  Words total = _mm256_setzero_si256();  // n < 2^21 residues below 2^43
  for (size_t k = 0; k < n; k += kLanes) total = _mm256_add_epi64(total, load(a + k));
  return lane_sum(total) % limb->modulus;
}

}  // namespace lineal::avx2
