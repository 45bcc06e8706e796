// Sums of degree-2 products, 128 bits wide, reduced once.
#pragma once

#include "../core/kernels.h"
#include "sums.cuh"

namespace lineal::device {

/// Threads of a tile: eight coefficients times this many slices of the terms. A warp reads four
/// neighbouring terms, 512 bytes in one piece when the row is tiled.
constexpr unsigned kSlices = 32;
constexpr unsigned kTileThreads = LINEAL_TILE * kSlices;

/// The degree-2 product of one position, summed.
struct Degree2 {
  uint128 c[3];

  LINEAL_DEVICE void add(uint64_t x0, uint64_t x1, uint64_t w0, uint64_t w1) {
    c[0] += static_cast<uint128>(x0) * w0;
    c[1] += static_cast<uint128>(x0) * w1;
    c[1] += static_cast<uint128>(x1) * w0;
    c[2] += static_cast<uint128>(x1) * w1;
  }
};

LINEAL_DEVICE const uint64_t *tile_of(const lineal_row &row, size_t tile, size_t term) {
  return row.base + tile * row.tile_stride + term * row.term_stride;
}

/// A limb's dot product. out: three polynomials of n residues, each `out_stride` words from the last.
struct RowProduct {
  Reducer modulo;
  lineal_row x, w;
  uint64_t *out;
  size_t out_stride;
};

/// One block per product and tile.
LINEAL_KERNEL(kTileThreads)
multiply_accumulate(unsigned n, size_t terms, const RowProduct *products) {
  LINEAL_SHARED_WORDS(shared);
  const unsigned tiles = n / LINEAL_TILE;
  const unsigned tile = blockIdx.x % tiles;
  const RowProduct &product = products[blockIdx.x / tiles];
  const Reducer modulo = product.modulo;
  const lineal_row x = product.x, w = product.w;
  const unsigned k = threadIdx.x % LINEAL_TILE;
  Degree2 sum = {};
  for (size_t term = threadIdx.x / LINEAL_TILE; term < terms; term += kSlices) {
    const uint64_t *x0 = tile_of(x, tile, term) + k;
    const uint64_t *w0 = tile_of(w, tile, term) + k;
    sum.add(x0[0], x0[x.polynomial_stride], w0[0], w0[w.polynomial_stride]);
  }
  LINEAL_UNROLL
  for (unsigned p = 0; p < 3; ++p) {
    shared[p * kTileThreads + threadIdx.x] = modulo.reduce(sum.c[p]);
  }
  LINEAL_BARRIER(kSlicesSummed);
  const unsigned p = threadIdx.x / LINEAL_TILE;
  if (p >= 3) return;
  uint64_t total = 0;
  for (unsigned slice = 0; slice < kSlices; ++slice) {
    total += shared[p * kTileThreads + slice * LINEAL_TILE + k];
  }
  product.out[p * product.out_stride + tile * LINEAL_TILE + k] = modulo.reduce(total);
}

/// A block's limb and what it is multiplied by.
struct Pair {
  lineal_row x;
  const uint64_t *r0, *r1;
};

/// A limb's sums per column. Column j: n residues each at out1 and out2 + j * out_stride, and
/// sums[j].
struct ColumnSums {
  Reducer modulo;
  const Pair *pairs;
  uint64_t *out1, *out2;
  size_t out_stride;
  uint64_t *sums;
};

/// One block per limb and column: g_j = sum over blocks of x_b[j] (x) r_b, added to what lies there
/// where `begun` is not 0.
LINEAL_KERNEL(kSumThreads)
multiply_accumulate_transposed(unsigned n, unsigned columns, size_t blocks, unsigned begun,
                               const ColumnSums *limbs) {
  LINEAL_SHARED_WORDS(shared);
  const unsigned column = blockIdx.x % columns;
  const ColumnSums &limb = limbs[blockIdx.x / columns];
  const Reducer modulo = limb.modulo;
  uint64_t *const out1 = limb.out1 + column * limb.out_stride;
  uint64_t *const out2 = limb.out2 + column * limb.out_stride;
  uint64_t part = 0;
  for (unsigned k = threadIdx.x; k < n; k += kSumThreads) {
    Degree2 sum = {};
    if (begun != 0) {
      sum.c[1] = out1[k];
      sum.c[2] = out2[k];
    }
    for (size_t block = 0; block < blocks; ++block) {
      const Pair pair = limb.pairs[block];
      const uint64_t *x0 = tile_of(pair.x, k / LINEAL_TILE, column) + k % LINEAL_TILE;
      sum.add(x0[0], x0[pair.x.polynomial_stride], pair.r0[k], pair.r1[k]);
    }
    part += modulo.reduce(sum.c[0]);
    out1[k] = modulo.reduce(sum.c[1]);
    out2[k] = modulo.reduce(sum.c[2]);
  }
  const uint64_t total = block_sum(shared, modulo, part);
  if (threadIdx.x != 0) return;
  limb.sums[column] = begun != 0 ? modulo.reduce(total + limb.sums[column]) : total;
}

}  // namespace lineal::device
