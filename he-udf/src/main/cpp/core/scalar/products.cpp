// Sums of products: 128-bit accumulators, one reduction at the end. A product is below 2^86, so
// 2^42 of them fit.
#include "kernels.hpp"
#include "reducer.hpp"

namespace lineal::scalar {
namespace {

uint128 wide_product(uint64_t a, uint64_t b) { return static_cast<uint128>(a) * b; }

/// The degree-2 product of one position, summed up.
struct Degree2 {
  uint128 c0 = 0;
  uint128 c1 = 0;
  uint128 c2 = 0;

  void add(uint64_t x0, uint64_t x1, uint64_t w0, uint64_t w1) {
    c0 += wide_product(x0, w0);
    c1 += wide_product(x0, w1) + wide_product(x1, w0);
    c2 += wide_product(x1, w1);
  }
};

const uint64_t *tile_of(const lineal_row &row, size_t tile, size_t term) {
  return row.base + tile * row.tile_stride + term * row.term_stride;
}

}  // namespace

void multiply_accumulate(const lineal_limb *limb, const lineal_row *x, const lineal_row *w,
                         size_t terms, uint64_t *out0, uint64_t *out1, uint64_t *out2) {
  const Reducer modulo(limb->modulus);
  const size_t tiles = (static_cast<size_t>(1) << limb->log_n) / LINEAL_TILE;
  for (size_t tile = 0; tile < tiles; ++tile) {
    Degree2 sums[LINEAL_TILE];
    for (size_t term = 0; term < terms; ++term) {
      const uint64_t *x0 = tile_of(*x, tile, term);
      const uint64_t *w0 = tile_of(*w, tile, term);
      const uint64_t *x1 = x0 + x->polynomial_stride;
      const uint64_t *w1 = w0 + w->polynomial_stride;
      for (size_t k = 0; k < LINEAL_TILE; ++k) sums[k].add(x0[k], x1[k], w0[k], w1[k]);
    }
    for (size_t k = 0; k < LINEAL_TILE; ++k) {
      out0[tile * LINEAL_TILE + k] = modulo.reduce(sums[k].c0);
      out1[tile * LINEAL_TILE + k] = modulo.reduce(sums[k].c1);
      out2[tile * LINEAL_TILE + k] = modulo.reduce(sums[k].c2);
    }
  }
}

void multiply_accumulate_transposed(const lineal_limb *limb, const lineal_row *x,
                                    const uint64_t *const *r0, const uint64_t *const *r1,
                                    size_t blocks, size_t columns, uint64_t *out1, uint64_t *out2,
                                    size_t out_stride, uint64_t *sum0) {
  const Reducer modulo(limb->modulus);
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  for (size_t column = 0; column < columns; ++column) {
    uint64_t *c1 = out1 + column * out_stride;
    uint64_t *c2 = out2 + column * out_stride;
    uint128 total = 0;
    for (size_t k = 0; k < n; ++k) {
      Degree2 sums;
      for (size_t block = 0; block < blocks; ++block) {
        const uint64_t *x0 = tile_of(x[block], k / LINEAL_TILE, column) + k % LINEAL_TILE;
        sums.add(x0[0], x0[x[block].polynomial_stride], r0[block][k], r1[block][k]);
      }
      total += modulo.reduce(sums.c0);
      c1[k] = modulo.reduce(sums.c1);
      c2[k] = modulo.reduce(sums.c2);
    }
    sum0[column] = modulo.reduce(total);
  }
}

void column_sums(const lineal_limb *limb, const lineal_row *x, const uint64_t *const *u,
                 const uint64_t *const *v, size_t blocks, size_t columns, uint64_t *sums) {
  const Reducer modulo(limb->modulus);
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  for (size_t column = 0; column < columns; ++column) {
    uint128 total = 0;
    for (size_t block = 0; block < blocks; ++block) {
      for (size_t k = 0; k < n; ++k) {
        const uint64_t *x0 = tile_of(x[block], k / LINEAL_TILE, column) + k % LINEAL_TILE;
        total += wide_product(x0[0], u[block][k]);
        total += wide_product(x0[x[block].polynomial_stride], v[block][k]);
      }
    }
    sums[column] = modulo.reduce(total);
  }
}

uint64_t inner_product(const lineal_limb *limb, const uint64_t *a, const uint64_t *s,
                       const uint64_t *b, const uint64_t *t) {
  const size_t n = static_cast<size_t>(1) << limb->log_n;
  uint128 total = 0;
  for (size_t k = 0; k < n; ++k) total += wide_product(a[k], s[k]);
  if (b != nullptr) {
    for (size_t k = 0; k < n; ++k) total += wide_product(b[k], t[k]);
  }
  return Reducer(limb->modulus).reduce(total);
}

}  // namespace lineal::scalar
