// The ceremony's ring of degree 2n as pairs over the study's ring: f(X) = f_0(Y) + X f_1(Y) with
// X^2 = Y, so that primes that are 1 mod 2n serve. Eight limbs, NTT form, [part][limb][n].
#pragma once

#include "sampler.hpp"

namespace lineal::owner {

/// NTT form of the polynomial Y, [limb][n].
Buffer pair_root(const Ring &ring);

/// out = a b + e, all pairs; e may be null, out may be e.
void multiply_add_pair(const Ring &ring, const uint64_t *root, const uint64_t *a,
                       const uint64_t *b, const uint64_t *e, uint64_t *out);

/// The even half of a b: a_0 b_0 + Y a_1 b_1.
void multiply_even(const Ring &ring, const uint64_t *root, const uint64_t *a, const uint64_t *b,
                   uint64_t *out);

/// Fresh ternary or Gaussian pairs in NTT form; streams 2 index and 2 index + 1.
SecretBuffer ternary_pair(const Ring &ring, const Sampler &sampler, uint32_t index);
SecretBuffer noise_pair(const Ring &ring, const Sampler &sampler, uint32_t index);

}  // namespace lineal::owner
