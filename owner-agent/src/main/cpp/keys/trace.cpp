#include "trace.hpp"

#include "constant_time.hpp"
#include "packing.hpp"
#include "sampler.hpp"

namespace lineal::owner {
namespace {

constexpr size_t kTile = 16;  // kernels take at least 16 coefficients

size_t padded(size_t count) { return (count + kTile - 1) / kTile * kTile; }

/// Integer of ciphertext j to words[w][j], each from the first position of its own key's streams.
void draw_integers(const Share &share, const TraceCover &cover, size_t count,
                   uint64_t *const words[3]) {
  SecretBuffer drawn(3 * LINEAL_TILE);
  uint64_t *parts[3] = {drawn.data(), drawn.data() + LINEAL_TILE, drawn.data() + 2 * LINEAL_TILE};
  for (size_t j = 0; j < count; j++) {
    const Sampler sampler(share.ring().kernels(), cover.keys + j * LINEAL_SEED_BYTES);
    sampler.integers(cover.domain, cover.range, LINEAL_TILE, parts);
    for (int w = 0; w < 3; w++) words[w][j] = parts[w][0];
  }
}

/// The uncovered partial trace of one ciphertext and limb: a secret.
uint64_t partial_trace(const Share &share, const TraceOperands &operands, size_t j, uint32_t l) {
  const Ring &ring = share.ring();
  const lineal_limb &limb = ring.limb(l);
  const uint64_t *c1 = operands.residues + j * operands.polynomials * ring.words() +
                       static_cast<size_t>(l) * ring.n();
  const bool degree2 = operands.polynomials == 2;
  uint64_t sum = ring.kernels().inner_product(&limb, c1, share.secret(l),
                                              degree2 ? c1 + ring.words() : nullptr,
                                              degree2 ? share.square(l) : nullptr);
  return multiply_constant(sum, limb.n_inverse, limb.n_inverse_shoup, limb.modulus);
}

/// Adds sign times an integer to every trace.
///   traces: [trace][limb], secret
void cover_all(const Share &share, const uint64_t *traces, size_t count, const TraceCover &cover,
               uint64_t *covered, uint64_t *integers) {
  const Ring &ring = share.ring();
  const size_t stride = padded(count);
  SecretBuffer words(3 * stride), residues(kStudyLimbs * stride);
  std::memset(words.data(), 0, words.size() * 8);
  uint64_t *parts[3] = {words.data(), words.data() + stride, words.data() + 2 * stride};
  uint64_t *limbs[kStudyLimbs];
  for (uint32_t l = 0; l < kStudyLimbs; l++) limbs[l] = residues.data() + l * stride;
  draw_integers(share, cover, count, parts);
  ring.kernels().round_and_reduce(parts, cover.range.bound().data(), stride, {cover.sign, 0},
                                  &ring.low_basis(), limbs);
  for (size_t j = 0; j < count; j++) {
    for (uint32_t l = 0; l < kStudyLimbs; l++) {
      const size_t at = j * kStudyLimbs + l;
      covered[at] = reduce_once(traces[at] + limbs[l][j], ring.modulus(l));
    }
    for (size_t w = 0; integers && w < 3; w++) integers[3 * j + w] = parts[w][j];
  }
}

}  // namespace

void covered_traces(const Share &share, const TraceOperands &operands, const TraceCover &cover,
                    uint64_t *covered, uint64_t *integers) {
  SecretBuffer traces(operands.count * kStudyLimbs);
  for (size_t j = 0; j < operands.count; j++) {
    for (uint32_t l = 0; l < kStudyLimbs; l++) {
      traces.data()[j * kStudyLimbs + l] = partial_trace(share, operands, j, l);
    }
  }
  cover_all(share, traces.data(), operands.count, cover, covered, integers);
}

void covered_column_traces(const Share &share, const ColumnOperands &operands,
                           const TraceCover &cover, uint64_t *covered, uint64_t *integers) {
  const Ring &ring = share.ring();
  const size_t n = ring.n(), blocks = operands.blocks.size(), row = 2 * LINEAL_TILE * operands.columns;
  SecretBuffer factors(2 * n * blocks), sums(operands.count);
  SecretBuffer traces(operands.count * kStudyLimbs);
  std::vector<lineal_row> x(blocks);
  std::vector<const uint64_t *> u(blocks), v(blocks);
  for (uint32_t l = 0; l < kStudyLimbs; l++) {
    const lineal_limb &limb = ring.limb(l);
    for (size_t b = 0; b < blocks; b++) {
      const uint64_t *r0 = operands.residuals[b] + l * n, *r1 = r0 + ring.words();
      uint64_t *first = factors.data() + 2 * b * n, *second = first + n;
      ring.kernels().multiply_add(&limb, r1, share.secret(l), nullptr, nullptr,
                                  operands.with_c0 ? r0 : nullptr, first);
      ring.kernels().multiply_add(&limb, r0, share.secret(l), r1, share.square(l), nullptr, second);
      u[b] = first;
      v[b] = second;
      const uint64_t *tiles = operands.blocks[b] + l * (n / LINEAL_TILE) * row;
      x[b] = {tiles + operands.first * 2 * LINEAL_TILE, 2 * LINEAL_TILE, LINEAL_TILE, row};
    }
    ring.kernels().column_sums(&limb, x.data(), u.data(), v.data(), blocks, operands.count,
                               sums.data());
    for (size_t j = 0; j < operands.count; j++) {
      traces.data()[j * kStudyLimbs + l] = multiply_constant(
          sums.data()[j], limb.n_inverse, limb.n_inverse_shoup, limb.modulus);
    }
  }
  cover_all(share, traces.data(), operands.count, cover, covered, integers);
}

void encrypt_constants(const Share &share, const uint8_t *seeds, const uint8_t *keys,
                       const uint64_t *constants, size_t count, uint8_t *packed) {
  const Ring &ring = share.ring();
  const lineal_kernels &kernels = ring.kernels();
  Buffer a(ring.n());
  SecretBuffer noise(ring.n()), b(ring.words());
  int64_t *small = reinterpret_cast<int64_t *>(noise.data());
  for (size_t j = 0; j < count; j++, packed += ring.packed_bytes()) {
    Sampler(kernels, keys + j * LINEAL_SEED_BYTES).noise(0, ring.n(), small);
    for (uint32_t l = 0; l < ring.limbs(); l++) {
      const lineal_limb *limb = &ring.limb(l);
      uint64_t *out = b.data() + static_cast<size_t>(l) * ring.n();
      for (size_t k = 0; k < ring.n(); k++) out[k] = reduce_signed(small[k], limb->modulus);
      out[0] = reduce_once(out[0] + constants[j * ring.limbs() + l], limb->modulus);
      kernels.ntt(limb, out);
      kernels.expand_seed(limb, seeds + j * LINEAL_SEED_BYTES, kRefreshUniform, l, a.data());
      kernels.multiply_add(limb, a.data(), share.minus_secret(l), nullptr, nullptr, out, out);
    }
    pack_polynomials(ring, b.data(), 1, packed);
  }
}

}  // namespace lineal::owner
