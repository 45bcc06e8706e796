/* The limb-level C ABI of every kernel: plain arrays of residues modulo one prime, no C++ types.
 *
 * Each path (scalar, avx2_fma; cuda in a library of its own) fills one lineal_kernels table;
 * lineal_kernels_best() picks at run time. All paths give the same bits on every input the contracts below allow.
 *
 * A residue is canonical: 0 <= x < q. Arrays are 64-byte aligned and hold n = 2^log_n residues,
 * n >= 16, unless a contract says otherwise. A tile is 8 consecutive coefficients.
 */
#ifndef LINEAL_KERNELS_H
#define LINEAL_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LINEAL_TILE 8
#define LINEAL_SEED_BYTES 32
#define LINEAL_MAX_LIFT_LIMBS 4

/* One prime q < 2^43, q = 1 mod 2n, and the tables of its negacyclic NTT. Index k of a root table
 * holds psi^bitreverse(k), psi the least primitive 2n-th root of unity (OpenFHE's choice). */
typedef struct lineal_limb {
  uint64_t modulus;
  uint32_t log_n;
  uint32_t bits;          /* width of a packed residue: bit length of q - 1 */
  uint64_t n_inverse;     /* n^-1 mod q */
  uint64_t n_inverse_shoup;
  uint64_t accept_below;  /* floor(2^64 / q) * q: a 64-bit word below it reduces without bias */
  const uint64_t *roots;
  const uint64_t *roots_shoup; /* floor(w 2^64 / q) */
  const uint64_t *inverse_roots;
  const uint64_t *inverse_roots_shoup;
  const double *roots_balanced; /* the same roots in (-q/2, q/2) */
  const double *roots_over_q;   /* roots_balanced / q */
  const double *inverse_roots_balanced;
  const double *inverse_roots_over_q;
} lineal_limb;

/* At most four limbs whose product Q < 2^170 is lifted to integers (Garner's mixed radix). */
typedef struct lineal_basis {
  uint32_t count;
  const lineal_limb *limbs[LINEAL_MAX_LIFT_LIMBS];
  uint64_t garner[LINEAL_MAX_LIFT_LIMBS][LINEAL_MAX_LIFT_LIMBS]; /* [i][j], j < i: q_j^-1 mod q_i */
  uint64_t product[3];      /* Q, 64-bit words, least significant first */
  uint64_t half_product[3]; /* floor(Q / 2) */
} lineal_basis;

/* x -> floor(x * numerator / 2^shift + 1/2), negative x included. |numerator| < 2^42, shift < 128,
 * and the result must fit in 190 bits with its sign. */
typedef struct lineal_factor {
  int64_t numerator;
  uint32_t shift;
} lineal_factor;

/* A row of degree-1 ciphertexts, one limb: polynomial p, coefficient k of term j is
 * base[j * term_stride + p * polynomial_stride + (k / 8) * tile_stride + k % 8]. */
typedef struct lineal_row {
  const uint64_t *base;
  size_t term_stride;
  size_t polynomial_stride;
  size_t tile_stride;
} lineal_row;

/* A whole row of degree-1 ciphertexts, every limb: [limb][n / 8][term][polynomial 0, 1][8]. */
typedef struct lineal_tiles {
  const uint64_t *words;
  uint64_t identity; /* of these words: no other row of this process ever has the same */
  size_t terms;
} lineal_tiles;

typedef struct lineal_kernels {
  const char *path; /* "scalar", "avx2_fma", "cuda", "emulated" */

  /* Forward and inverse negacyclic NTT in place; coefficients in natural order, evaluations in
   * OpenFHE's (bit-reversed) order; canonical in and out. */
  void (*ntt)(const lineal_limb *limb, uint64_t *values);
  void (*intt)(const lineal_limb *limb, uint64_t *values);

  /* out_p = sum over terms of x (x) w, the degree-2 product (x0 w0, x0 w1 + x1 w0, x1 w1), one
   * reduction per coefficient. Any number of terms >= 1. out0..2: n residues each. */
  void (*multiply_accumulate)(const lineal_limb *limb, const lineal_row *x, const lineal_row *w,
                              size_t terms, uint64_t *out0, uint64_t *out1, uint64_t *out2);

  /* For every column j < columns: g_j = sum over blocks b of x_b[j] (x) r_b, keeping of the first
   * polynomial only its sum over all n positions (what a trace needs).
   * x[b]: row of `columns` terms; r0[b], r1[b]: n residues each.
   * out1, out2: column j at out + j * out_stride (n residues, out_stride a multiple of 8);
   * sum0[j]: a residue. */
  void (*multiply_accumulate_transposed)(const lineal_limb *limb, const lineal_row *x,
                                         const uint64_t *const *r0, const uint64_t *const *r1,
                                         size_t blocks, size_t columns, uint64_t *out1,
                                         uint64_t *out2, size_t out_stride, uint64_t *sum0);

  /* For every column j < columns: sums[j] = sum over blocks b and k < n of x_b[j]_0,k u_b,k +
   * x_b[j]_1,k v_b,k mod q: all that a trace needs of products. x[b]: row of `columns` terms; u[b],
   * v[b]: n residues each. */
  void (*column_sums)(const lineal_limb *limb, const lineal_row *x, const uint64_t *const *u,
                      const uint64_t *const *v, size_t blocks, size_t columns, uint64_t *sums);

  /* sum over k < n of a_k s_k + b_k t_k mod q. b and t may both be null. */
  uint64_t (*inner_product)(const lineal_limb *limb, const uint64_t *a, const uint64_t *s,
                            const uint64_t *b, const uint64_t *t);

  /* out = a b + c d + e mod q, position by position. c and d may both be null, e may be null.
   * out may be one of the inputs. */
  void (*multiply_add)(const lineal_limb *limb, const uint64_t *a, const uint64_t *b,
                       const uint64_t *c, const uint64_t *d, const uint64_t *e, uint64_t *out);

  /* out = a + b, out = a - b. */
  void (*add)(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, uint64_t *out);
  void (*subtract)(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, uint64_t *out);

  /* sum over k < n of a_k mod q */
  uint64_t (*sum)(const lineal_limb *limb, const uint64_t *a);

  /* ChaCha20 (RFC 8439): `blocks` 64-byte blocks from `counter` on. */
  void (*keystream)(const uint8_t key[LINEAL_SEED_BYTES], const uint32_t nonce[3],
                    uint32_t counter, size_t blocks, uint8_t *out);

  /* n residues, uniform below q without bias: coefficient k is the first of the 64-bit
   * little-endian words number k of the ChaCha20 streams with nonce (domain, index, attempt),
   * attempt = 0, 1, 2, ..., that is below accept_below, taken mod q. */
  void (*expand_seed)(const lineal_limb *limb, const uint8_t seed[LINEAL_SEED_BYTES],
                      uint32_t domain, uint32_t index, uint64_t *out);

  /* v = u - offset, u = words[0] + 2^64 words[1] + 2^128 words[2] per coefficient, u < 2^192 and
   * |v| < 2^170; out[l] = (v scaled and rounded by factor) mod q_l for each limb of `to`. */
  void (*round_and_reduce)(const uint64_t *const words[3], const uint64_t offset[3], size_t n,
                           lineal_factor factor, const lineal_basis *to, uint64_t *const *out);

  /* Coefficients modulo Q of `from` (canonical residues) -> centred integer in (-Q/2, Q/2] ->
   * scaled and rounded by factor -> residues of `to`. in and out may be the same arrays. */
  void (*lift_and_round)(const lineal_basis *from, const uint64_t *const *in, size_t n,
                         lineal_factor factor, const lineal_basis *to, uint64_t *const *out);

  /* Residues <-> n * bits / 8 bytes: residue k in bits [k * bits, (k + 1) * bits) of a
   * little-endian bit string. unpack returns 1 when every residue is canonical, else 0 (out is then
   * unspecified); it reads no byte beyond n * bits / 8. pack writes exactly that many. */
  void (*pack)(const lineal_limb *limb, const uint64_t *in, uint8_t *out);
  int (*unpack)(const lineal_limb *limb, const uint8_t *in, uint64_t *out);

  /* All limbs in one call, for a device that keeps rows; null on paths that go limb by limb.
   *
   * out = sum over terms of x (x) w: [polynomial 0, 1, 2][limb][n]. */
  void (*forward)(const lineal_limb *limbs, uint32_t count, const lineal_tiles *x,
                  const lineal_tiles *w, uint64_t *out);

  /* For every j < columns: g_j = sum over blocks b of x_b[first + j] (x) r_b, as in
   * multiply_accumulate_transposed. r[b]: [polynomial 0, 1][limb][n]; out: [column][polynomial 1,
   * 2][limb][n]; sums: [column][limb]. */
  void (*gradient)(const lineal_limb *limbs, uint32_t count, const lineal_tiles *x,
                   const uint64_t *const *r, size_t blocks, size_t first, size_t columns,
                   uint64_t *out, uint64_t *sums);

  /* The row of this identity is gone, or about to change. Null where nothing is kept. */
  void (*forget)(uint64_t identity);
} lineal_kernels;

/* The table of a path, or null when this processor lacks it. */
const lineal_kernels *lineal_kernels_scalar(void);
const lineal_kernels *lineal_kernels_avx2_fma(void);

/* The fastest path of this processor, or the one named in LINEAL_KERNELS (scalar, avx2_fma); a name
 * that is unknown or that the processor lacks is ignored. */
const lineal_kernels *lineal_kernels_best(void);

/* From now on lineal_kernels_best() gives this table, which must live as long as the process. For the
 * bridge, before the first ring is made. */
void lineal_kernels_use(const lineal_kernels *table);

#ifdef __cplusplus
}
#endif
#endif
