// The AVX2 + FMA path, kernel by kernel. Contracts stand in ../kernels.h.
#pragma once

#include "../kernels.h"

namespace lineal::avx2 {

void ntt(const lineal_limb *limb, uint64_t *values);
void intt(const lineal_limb *limb, uint64_t *values);

void multiply_accumulate(const lineal_limb *limb, const lineal_row *x, const lineal_row *w,
                         size_t terms, uint64_t *out0, uint64_t *out1, uint64_t *out2);
void multiply_accumulate_transposed(const lineal_limb *limb, const lineal_row *x,
                                    const uint64_t *const *r0, const uint64_t *const *r1,
                                    size_t blocks, size_t columns, uint64_t *out1, uint64_t *out2,
                                    size_t out_stride, uint64_t *sum0);
void column_sums(const lineal_limb *limb, const lineal_row *x, const uint64_t *const *u,
                 const uint64_t *const *v, size_t blocks, size_t columns, uint64_t *sums);
uint64_t inner_product(const lineal_limb *limb, const uint64_t *a, const uint64_t *s,
                       const uint64_t *b, const uint64_t *t);

void multiply_add(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, const uint64_t *c,
                  const uint64_t *d, const uint64_t *e, uint64_t *out);
void add(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, uint64_t *out);
void subtract(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, uint64_t *out);
uint64_t sum(const lineal_limb *limb, const uint64_t *a);

void keystream(const uint8_t key[LINEAL_SEED_BYTES], const uint32_t nonce[3], uint32_t counter,
               size_t blocks, uint8_t *out);
void expand_seed(const lineal_limb *limb, const uint8_t seed[LINEAL_SEED_BYTES], uint32_t domain,
                 uint32_t index, uint64_t *out);

void round_and_reduce(const uint64_t *const words[3], const uint64_t offset[3], size_t n,
                      lineal_factor factor, const lineal_basis *to, uint64_t *const *out);
void lift_and_round(const lineal_basis *from, const uint64_t *const *in, size_t n,
                    lineal_factor factor, const lineal_basis *to, uint64_t *const *out);

void pack(const lineal_limb *limb, const uint64_t *in, uint8_t *out);
int unpack(const lineal_limb *limb, const uint8_t *in, uint64_t *out);

}  // namespace lineal::avx2
