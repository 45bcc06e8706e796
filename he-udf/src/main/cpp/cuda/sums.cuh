// A sum over all threads of a block, and the inner product.
#pragma once

#include "../core/scalar/reducer.hpp"
#include "launch.hpp"

namespace lineal::device {

using scalar::Reducer;

constexpr unsigned kSumThreads = 256;

/// The sum of every thread's `part` modulo q, in thread 0. Parts below 2^55; `shared`: a word a
/// thread; the block has kSumThreads threads.
LINEAL_DEVICE uint64_t block_sum(uint64_t *shared, const Reducer &modulo, uint64_t part) {
  shared[threadIdx.x] = part;
  LINEAL_BARRIER(kBlockSumLoaded);
  for (unsigned half = kSumThreads / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) shared[threadIdx.x] += shared[threadIdx.x + half];
    LINEAL_BARRIER(kBlockSumHalved);
  }
  return modulo.reduce(shared[0]);
}

/// One block: sum over k of a_k s_k + b_k t_k; b and t null for none.
LINEAL_KERNEL(kSumThreads)
inner_product(Reducer modulo, unsigned n, const uint64_t *a, const uint64_t *s, const uint64_t *b,
              const uint64_t *t, uint64_t *out) {
  LINEAL_SHARED_WORDS(shared);
  uint128 part = 0;
  for (unsigned k = threadIdx.x; k < n; k += kSumThreads) {
    part += static_cast<uint128>(a[k]) * s[k];
    if (b != nullptr) part += static_cast<uint128>(b[k]) * t[k];
  }
  const uint64_t sum = block_sum(shared, modulo, modulo.reduce(part));
  if (threadIdx.x == 0) *out = sum;
}

}  // namespace lineal::device
