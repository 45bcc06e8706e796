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

/// One block per tile; out: three polynomials of n residues.
LINEAL_KERNEL(kTileThreads)
multiply_accumulate(Reducer modulo, unsigned n, lineal_row x, lineal_row w, size_t terms,
                    uint64_t *out) {
  LINEAL_SHARED_WORDS(shared);
  const unsigned k = threadIdx.x % LINEAL_TILE;
  Degree2 sum = {};
  for (size_t term = threadIdx.x / LINEAL_TILE; term < terms; term += kSlices) {
    const uint64_t *x0 = tile_of(x, blockIdx.x, term) + k;
    const uint64_t *w0 = tile_of(w, blockIdx.x, term) + k;
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
  out[p * n + blockIdx.x * LINEAL_TILE + k] = modulo.reduce(total);
}

/// One block per column: g_j = sum over blocks of x_b[j] (x) r_b. x: a row per block; r: its two
/// polynomials per block; out1, out2: n residues a column; sum0: one a column.
LINEAL_KERNEL(kSumThreads)
multiply_accumulate_transposed(Reducer modulo, unsigned n, const lineal_row *x, const uint64_t *r,
                               size_t blocks, uint64_t *out1, uint64_t *out2, uint64_t *sum0) {
  LINEAL_SHARED_WORDS(shared);
  const size_t column = blockIdx.x;
  uint64_t part = 0;
  for (unsigned k = threadIdx.x; k < n; k += kSumThreads) {
    Degree2 sum = {};
    for (size_t block = 0; block < blocks; ++block) {
      const lineal_row row = x[block];
      const uint64_t *x0 = tile_of(row, k / LINEAL_TILE, column) + k % LINEAL_TILE;
      const uint64_t *r0 = r + 2 * block * n + k;
      sum.add(x0[0], x0[row.polynomial_stride], r0[0], r0[n]);
    }
    part += modulo.reduce(sum.c[0]);
    out1[column * n + k] = modulo.reduce(sum.c[1]);
    out2[column * n + k] = modulo.reduce(sum.c[2]);
  }
  const uint64_t total = block_sum(shared, modulo, part);
  if (threadIdx.x == 0) sum0[column] = total;
}

}  // namespace lineal::device
