// The negacyclic NTT of one polynomial in one block's shared memory: three layers at a time in
// registers, Harvey's lazy butterflies (values below 4q forward, below 2q inverse). n is 2^14 at
// most: what fits into a block's shared memory on sm_80.
#pragma once

#include "../core/scalar/reducer.hpp"
#include "launch.hpp"
#include "roots.hpp"

namespace lineal::device {

using scalar::multiply_lazy;
using scalar::reduce_once;

/// A block has this many threads, or n / 8 where that is less.
constexpr unsigned kTransformThreads = 1024;
constexpr unsigned kPassLayers = 3;

/// A word in sixteen is left out, so that strides of powers of two meet different banks.
LINEAL_DEVICE unsigned padded(unsigned k) { return k + (k >> 4); }

/// Layer `Step` of a pass of `Layers` on 2^Layers values; `node` numbers the pass's subtree.
template <unsigned Layers, unsigned Step>
LINEAL_DEVICE void forward_step(uint64_t *r, const Roots &roots, unsigned node) {
  constexpr unsigned kDistance = 1u << (Layers - Step - 1);
  const uint64_t q = roots.modulus;
  LINEAL_UNROLL
  for (unsigned pair = 0; pair < (1u << (Layers - 1)); ++pair) {
    const unsigned group = pair / kDistance;
    const unsigned low = pair + group * kDistance;
    const unsigned root = (node << Step) + group;
    const uint64_t u = reduce_once(r[low], 2 * q);
    const uint64_t v =
        multiply_lazy(r[low + kDistance], roots.forward[root], roots.forward_shoup[root], q);
    r[low] = u + v;
    r[low + kDistance] = u + 2 * q - v;
  }
  if constexpr (Step + 1 < Layers) forward_step<Layers, Step + 1>(r, roots, node);
}

template <unsigned Layers, unsigned Step>
LINEAL_DEVICE void inverse_step(uint64_t *r, const Roots &roots, unsigned node) {
  constexpr unsigned kDistance = 1u << (Layers - Step - 1);
  const uint64_t q = roots.modulus;
  LINEAL_UNROLL
  for (unsigned pair = 0; pair < (1u << (Layers - 1)); ++pair) {
    const unsigned group = pair / kDistance;
    const unsigned low = pair + group * kDistance;
    const unsigned root = (node << Step) + group;
    const uint64_t u = r[low];
    const uint64_t v = r[low + kDistance];
    r[low] = reduce_once(u + v, 2 * q);
    r[low + kDistance] =
        multiply_lazy(u + 2 * q - v, roots.inverse[root], roots.inverse_shoup[root], q);
  }
  if constexpr (Step > 0) inverse_step<Layers, Step - 1>(r, roots, node);
}

/// `Layers` layers from `first` on, over the whole polynomial.
template <unsigned Layers, bool kForward>
LINEAL_DEVICE void pass(uint64_t *shared, const Roots &roots, unsigned first) {
  const unsigned stride_bits = roots.log_n - first - Layers;
  for (unsigned item = threadIdx.x; item < (1u << (roots.log_n - Layers)); item += blockDim.x) {
    const unsigned group = item >> stride_bits;
    const unsigned base = item + (group << stride_bits) * ((1u << Layers) - 1);
    uint64_t r[1u << Layers];
    LINEAL_UNROLL
    for (unsigned i = 0; i < (1u << Layers); ++i) r[i] = shared[padded(base + (i << stride_bits))];
    const unsigned node = (1u << first) + group;
    if constexpr (kForward) {
      forward_step<Layers, 0>(r, roots, node);
    } else {
      inverse_step<Layers, Layers - 1>(r, roots, node);
    }
    LINEAL_UNROLL
    for (unsigned i = 0; i < (1u << Layers); ++i) shared[padded(base + (i << stride_bits))] = r[i];
  }
}

/// Thread t loads t, t + threads, ...
LINEAL_DEVICE void load(uint64_t *shared, const uint64_t *values, unsigned n) {
  for (unsigned k = threadIdx.x; k < n; k += blockDim.x) shared[padded(k)] = values[k];
}

LINEAL_KERNEL(kTransformThreads) forward_transform(Roots roots, uint64_t *values) {
  LINEAL_SHARED_WORDS(shared);
  const unsigned n = 1u << roots.log_n;
  const uint64_t q = roots.modulus;
  load(shared, values, n);  // no barrier: a thread's first pass takes what it loaded itself
  unsigned layer = 0;
  for (; layer + kPassLayers <= roots.log_n; layer += kPassLayers) {
    pass<kPassLayers, true>(shared, roots, layer);
    LINEAL_BARRIER(kForwardPass);
  }
  if (layer + 2 == roots.log_n) pass<2, true>(shared, roots, layer);
  if (layer + 1 == roots.log_n) pass<1, true>(shared, roots, layer);
  LINEAL_BARRIER(kForwardRest);
  for (unsigned k = threadIdx.x; k < n; k += blockDim.x) {
    values[k] = reduce_once(reduce_once(shared[padded(k)], 2 * q), q);
  }
}

LINEAL_KERNEL(kTransformThreads) inverse_transform(Roots roots, uint64_t *values) {
  LINEAL_SHARED_WORDS(shared);
  const unsigned n = 1u << roots.log_n;
  const uint64_t q = roots.modulus;
  load(shared, values, n);
  LINEAL_BARRIER(kInverseLoaded);
  unsigned layer = roots.log_n;
  for (; layer >= kPassLayers; layer -= kPassLayers) {
    pass<kPassLayers, false>(shared, roots, layer - kPassLayers);
    LINEAL_BARRIER(kInversePass);
  }
  if (layer == 2) pass<2, false>(shared, roots, 0);
  if (layer == 1) pass<1, false>(shared, roots, 0);
  // No barrier: the last layers' strides are multiples of the block, a thread reads what it wrote.
  for (unsigned k = threadIdx.x; k < n; k += blockDim.x) {
    const uint64_t scaled =
        multiply_lazy(shared[padded(k)], roots.n_inverse, roots.n_inverse_shoup, q);
    values[k] = reduce_once(scaled, q);
  }
}

}  // namespace lineal::device
