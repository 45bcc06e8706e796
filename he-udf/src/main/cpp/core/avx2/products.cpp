// Sums of products over rows of ciphertexts, at the speed of memory.
#include "kernels.hpp"
#include "product_sum.hpp"

namespace lineal::avx2 {
namespace {

/// One tile is two vectors.
constexpr size_t kHalves = LINEAL_TILE / kLanes;

/// How far ahead of its use a row is fetched, in words.
constexpr size_t kAhead = 256;

/// Walks a row, fetching ahead: along memory where the row's tiles follow one another, else the
/// same term of the next tile.
class RowReader {
 public:
  RowReader(const lineal_row &row, size_t terms)
      : row_(row),
        ahead_(row.tile_stride == row.term_stride * terms ? kAhead : row.tile_stride) {}

  const uint64_t *at(size_t tile, size_t term) const {
    return row_.base + tile * row_.tile_stride + term * row_.term_stride;
  }

  size_t term_stride() const { return row_.term_stride; }
  size_t polynomial_stride() const { return row_.polynomial_stride; }

  void fetch_ahead(const uint64_t *p) const {
    _mm_prefetch(reinterpret_cast<const char *>(p + ahead_), _MM_HINT_T0);
    _mm_prefetch(reinterpret_cast<const char *>(p + row_.polynomial_stride + ahead_),
                 _MM_HINT_T0);
  }

 private:
  const lineal_row &row_;
  size_t ahead_;
};

/// The degree-2 product of one vector of coefficients, summed over terms.
struct Degree2Sum {
  ProductSum c0, c1, c2;

  static Degree2Sum zero(Doubles bias) {
    return {ProductSum::zero(bias), ProductSum::zero(bias), ProductSum::zero(bias)};
  }

  void add(Doubles x0, Doubles x1, Doubles w0, Doubles w1) {
    c0.add(x0, w0);
    c1.add(x0, w1);
    c2.add(x1, w1);
    c1.add(x1, w0);
  }

  /// Makes room for further terms.
  void fold(Doubles bias, const Modulus &modulus) {
    c0 = ProductSum::of(bias, c0.residue(bias, modulus));
    c1 = ProductSum::of(bias, c1.residue(bias, modulus));
    c2 = ProductSum::of(bias, c2.residue(bias, modulus));
  }
};

size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

}  // namespace

void multiply_accumulate(const lineal_limb *limb, const lineal_row *x, const lineal_row *w,
                         size_t terms, uint64_t *out0, uint64_t *out1, uint64_t *out2) {
  const Modulus modulus(limb->modulus);
  const PairBudget budget(limb->modulus);
  const Doubles bias = _mm256_set1_pd(budget.bias);
  const size_t terms_per_fold = budget.products / 2;  // the middle polynomial has two products
  const RowReader x_row(*x, terms), w_row(*w, terms);
  const size_t tiles = length(limb) / LINEAL_TILE;
  for (size_t tile = 0; tile < tiles; ++tile) {
    Degree2Sum sum[kHalves] = {Degree2Sum::zero(bias), Degree2Sum::zero(bias)};
    const uint64_t *xp = x_row.at(tile, 0);
    const uint64_t *wp = w_row.at(tile, 0);
    for (size_t term = 0; term < terms;) {
      const size_t end = term + smaller(terms_per_fold, terms - term);
      for (; term < end; ++term) {
        x_row.fetch_ahead(xp);
        w_row.fetch_ahead(wp);
        for (size_t half = 0; half < kHalves; ++half) {
          const size_t k = half * kLanes;
          sum[half].add(load_doubles(xp + k), load_doubles(xp + x_row.polynomial_stride() + k),
                        load_doubles(wp + k), load_doubles(wp + w_row.polynomial_stride() + k));
        }
        xp += x_row.term_stride();
        wp += w_row.term_stride();
      }
      if (term < terms) {
        for (Degree2Sum &half : sum) half.fold(bias, modulus);
      }
    }
    for (size_t half = 0; half < kHalves; ++half) {
      const size_t k = tile * LINEAL_TILE + half * kLanes;
      store(out0 + k, sum[half].c0.canonical(bias, modulus));
      store(out1 + k, sum[half].c1.canonical(bias, modulus));
      store(out2 + k, sum[half].c2.canonical(bias, modulus));
    }
  }
}

namespace {

/// A visit works on the tiles and blocks that fit together in a small table of the r as doubles.
constexpr size_t kVisitTiles = 4;
constexpr size_t kVisitPieces = 64;  // tiles x blocks

/// What one visit reads of all columns: some tiles of some blocks.
struct Visit {
  size_t first_tile, tiles;
  size_t first_block, blocks;
  bool first, last;  // among the visits to these tiles
};

/// One call of multiply_accumulate_transposed.
class TransposedProduct {
 public:
  TransposedProduct(const lineal_limb *limb, const lineal_row *x, size_t columns, uint64_t *out1,
                    uint64_t *out2, size_t out_stride, uint64_t *sum0)
      : limb_(limb),
        x_(x),
        columns_(columns),
        out1_(out1),
        out2_(out2),
        out_stride_(out_stride),
        sum0_(sum0),
        modulus_(limb->modulus),
        bias_(_mm256_set1_pd(PairBudget(limb->modulus).bias)) {}

  void run(const uint64_t *const *r0, const uint64_t *const *r1, size_t blocks) {
    for (size_t column = 0; column < columns_; ++column) sum0_[column] = 0;
    const size_t tiles = length(limb_) / LINEAL_TILE;
    const size_t step = blocks * kVisitTiles <= kVisitPieces ? kVisitTiles : 1;
    const size_t visit_blocks = smaller(blocks, kVisitPieces / step);
    for (size_t tile = 0; tile < tiles; tile += step) {
      for (size_t block = 0; block < blocks; block += visit_blocks) {
        const size_t count = smaller(visit_blocks, blocks - block);
        const Visit visit = {tile,  smaller(step, tiles - tile), block,
                             count, block == 0,                  block + count == blocks};
        read_r(visit, r0, r1);
        for (size_t column = 0; column < columns_; ++column) add_column(visit, column);
      }
    }
    for (size_t column = 0; column < columns_; ++column) sum0_[column] %= limb_->modulus;
    _mm_sfence();  // the streamed stores, for readers on other cores
  }

 private:
  void read_r(const Visit &visit, const uint64_t *const *r0, const uint64_t *const *r1) {
    double *r = r_;
    for (size_t tile = 0; tile < visit.tiles; ++tile) {
      const size_t first = (visit.first_tile + tile) * LINEAL_TILE;
      for (size_t block = visit.first_block; block < visit.first_block + visit.blocks; ++block) {
        for (size_t k = first; k < first + LINEAL_TILE; k += kLanes, r += 2 * kLanes) {
          _mm256_store_pd(r, load_doubles(r0[block] + k));
          _mm256_store_pd(r + kLanes, load_doubles(r1[block] + k));
        }
      }
    }
  }

  void add_column(const Visit &visit, size_t column) {
    // At most 2 x kVisitPieces products a lane: within any budget, which is above 500 for q < 2^43.
    ProductSum trace = ProductSum::zero(bias_);
    const double *r = r_;
    for (size_t tile = visit.first_tile; tile < visit.first_tile + visit.tiles; ++tile) {
      ProductSum c1[kHalves], c2[kHalves];
      uint64_t *o1 = out1_ + column * out_stride_ + tile * LINEAL_TILE;
      uint64_t *o2 = out2_ + column * out_stride_ + tile * LINEAL_TILE;
      for (size_t half = 0; half < kHalves; ++half) {
        c1[half] = start(visit, o1 + half * kLanes);
        c2[half] = start(visit, o2 + half * kLanes);
      }
      for (size_t block = visit.first_block; block < visit.first_block + visit.blocks; ++block) {
        const lineal_row &row = x_[block];
        const uint64_t *x0 = row.base + tile * row.tile_stride + column * row.term_stride;
        const uint64_t *x1 = x0 + row.polynomial_stride;
        _mm_prefetch(reinterpret_cast<const char *>(x0 + kColumnsAhead * row.term_stride),
                     _MM_HINT_T0);
        _mm_prefetch(reinterpret_cast<const char *>(x1 + kColumnsAhead * row.term_stride),
                     _MM_HINT_T0);
        for (size_t half = 0; half < kHalves; ++half, r += 2 * kLanes) {
          const Doubles a = load_doubles(x0 + half * kLanes);
          const Doubles b = load_doubles(x1 + half * kLanes);
          const Doubles r0 = _mm256_load_pd(r);
          const Doubles r1 = _mm256_load_pd(r + kLanes);
          trace.add(a, r0);
          c1[half].add(a, r1);
          c2[half].add(b, r1);
          c1[half].add(b, r0);
        }
      }
      for (size_t half = 0; half < kHalves; ++half) {
        finish(visit, c1[half], o1 + half * kLanes);
        finish(visit, c2[half], o2 + half * kLanes);
      }
    }
    // Below 4q a visit; a 64-bit word holds the visits of any n.
    sum0_[column] += lane_sum(trace.canonical(bias_, modulus_));
  }

  ProductSum start(const Visit &visit, const uint64_t *out) const {
    return visit.first ? ProductSum::zero(bias_) : ProductSum::of(bias_, load_doubles(out));
  }

  void finish(const Visit &visit, const ProductSum &sum, uint64_t *out) const {
    const Words x = sum.canonical(bias_, modulus_);
    if (visit.last) {
      _mm256_stream_si256(reinterpret_cast<Words *>(out), x);
    } else {
      store(out, x);
    }
  }

  static constexpr size_t kColumnsAhead = 8;

  const lineal_limb *limb_;
  const lineal_row *x_;
  size_t columns_;
  uint64_t *out1_;
  uint64_t *out2_;
  size_t out_stride_;
  uint64_t *sum0_;
  Modulus modulus_;
  Doubles bias_;
  /// By tile, block, half: a vector of r0, a vector of r1.
  alignas(64) double r_[kVisitPieces * LINEAL_TILE * 2];
};

}  // namespace

void multiply_accumulate_transposed(const lineal_limb *limb, const lineal_row *x,
                                    const uint64_t *const *r0, const uint64_t *const *r1,
                                    size_t blocks, size_t columns, uint64_t *out1, uint64_t *out2,
                                    size_t out_stride, uint64_t *sum0) {
  TransposedProduct(limb, x, columns, out1, out2, out_stride, sum0).run(r0, r1, blocks);
}

uint64_t inner_product(const lineal_limb *limb, const uint64_t *a, const uint64_t *s,
                       const uint64_t *b, const uint64_t *t) {
  const Modulus modulus(limb->modulus);
  const PairBudget budget(limb->modulus);
  const Doubles bias = _mm256_set1_pd(budget.bias);
  const size_t n = length(limb);
  Words total = _mm256_setzero_si256();
  for (size_t k = 0; k < n;) {
    const size_t end = k + smaller(budget.products * 2 * kLanes, n - k);
    // Four chains, as an addition takes longer than it keeps the processor busy.
    ProductSum part[4] = {ProductSum::zero(bias), ProductSum::zero(bias), ProductSum::zero(bias),
                          ProductSum::zero(bias)};
    for (; k < end; k += 2 * kLanes) {
      part[0].add(load_doubles(a + k), load_doubles(s + k));
      part[1].add(load_doubles(a + k + kLanes), load_doubles(s + k + kLanes));
      if (b == nullptr) continue;
      part[2].add(load_doubles(b + k), load_doubles(t + k));
      part[3].add(load_doubles(b + k + kLanes), load_doubles(t + k + kLanes));
    }
    for (const ProductSum &p : part) {
      total = _mm256_add_epi64(total, p.canonical(bias, modulus));
    }
  }
  return lane_sum(total) % limb->modulus;
}

}  // namespace lineal::avx2
