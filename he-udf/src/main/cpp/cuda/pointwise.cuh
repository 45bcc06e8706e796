// Operations coefficient by coefficient: a thread each, no barrier.
#pragma once

#include "../core/scalar/chacha20.hpp"
#include "../core/scalar/rounding.hpp"
#include "launch.hpp"

namespace lineal::device {

using scalar::Reducer;

constexpr unsigned kPointThreads = 128;
constexpr unsigned kBlockWords = 8;  // of ChaCha20

LINEAL_DEVICE size_t position() {
  return static_cast<size_t>(blockIdx.x) * kPointThreads + threadIdx.x;
}

LINEAL_KERNEL(kPointThreads)
add(uint64_t q, size_t n, const uint64_t *a, const uint64_t *b, uint64_t *out) {
  const size_t k = position();
  if (k < n) out[k] = scalar::reduce_once(a[k] + b[k], q);
}

/// a b + c d + e; c and d, or e, null for none.
LINEAL_KERNEL(kPointThreads)
multiply_add(Reducer modulo, size_t n, const uint64_t *a, const uint64_t *b, const uint64_t *c,
             const uint64_t *d, const uint64_t *e, uint64_t *out) {
  const size_t k = position();
  if (k >= n) return;
  uint128 value = static_cast<uint128>(a[k]) * b[k];
  if (c != nullptr) value += static_cast<uint128>(c[k]) * d[k];
  if (e != nullptr) value += e[k];
  out[k] = modulo.reduce(value);
}

/// A seed as ChaCha20's key.
struct Key {
  uint32_t words[8];
};

/// A thread per ChaCha20 block, that is per eight residues; a word is drawn again, from the next
/// attempt's stream, until it is below accept_below.
LINEAL_KERNEL(kPointThreads)
expand_seed(Reducer modulo, uint64_t accept_below, size_t n, Key key, uint32_t domain,
            uint32_t index, uint64_t *out) {
  const size_t block = position();
  if (block >= n / kBlockWords) return;
  unsigned missing = (1u << kBlockWords) - 1;
  for (uint32_t attempt = 0; missing != 0; ++attempt) {
    uint32_t half[2 * kBlockWords];
    scalar::chacha20(key.words, static_cast<uint32_t>(block), domain, index, attempt, half);
    LINEAL_UNROLL
    for (unsigned i = 0; i < kBlockWords; ++i) {
      const uint64_t word = half[2 * i] | static_cast<uint64_t>(half[2 * i + 1]) << 32;
      if ((missing >> i & 1) == 0 || word >= accept_below) continue;
      out[block * kBlockWords + i] = modulo.reduce(word);
      missing &= ~(1u << i);
    }
  }
}

/// One polynomial per limb or per word.
struct Inputs {
  const uint64_t *at[LINEAL_MAX_LIFT_LIMBS];
};
struct Outputs {
  uint64_t *at[LINEAL_MAX_LIFT_LIMBS];
};

LINEAL_KERNEL(kPointThreads)
lift_and_round(scalar::Lift lift, scalar::Rounding rounding, scalar::BasisReducer basis, size_t n,
               Inputs in, Outputs out) {
  const size_t k = position();
  if (k >= n) return;
  scalar::Integer x = lift.centred(in.at, k);
  rounding.apply(&x);
  basis.store(x, k, out.at);
}

LINEAL_KERNEL(kPointThreads)
round_and_reduce(scalar::Integer offset, scalar::Rounding rounding, scalar::BasisReducer basis,
                 size_t n, Inputs words, Outputs out) {
  const size_t k = position();
  if (k >= n) return;
  scalar::Integer x = {{words.at[0][k], words.at[1][k], words.at[2][k], 0}};
  x.subtract_masked(offset, ~uint64_t{0});
  rounding.apply(&x);
  basis.store(x, k, out.at);
}

}  // namespace lineal::device
