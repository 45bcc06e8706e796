// Sums of products along columns: every value is read once, nothing is written but the sums.
#include "kernels.hpp"
#include "product_sum.hpp"

namespace lineal::avx2 {
namespace {

constexpr size_t kHalves = LINEAL_TILE / kLanes;

/// A visit works on the tiles and blocks whose factors fit together in a small table of doubles.
constexpr size_t kVisitTiles = 4;
constexpr size_t kVisitPieces = 64;  // tiles x blocks
constexpr size_t kColumnsAhead = 8;

/// What one visit reads of all columns.
struct Visit {
  size_t first_tile, tiles, first_block, blocks;
};

size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

class ColumnSums {
 public:
  ColumnSums(const lineal_limb *limb, const lineal_row *x, size_t columns, uint64_t *sums)
      : limb_(limb),
        x_(x),
        columns_(columns),
        sums_(sums),
        modulus_(limb->modulus),
        bias_(_mm256_set1_pd(PairBudget(limb->modulus).bias)) {}

  void run(const uint64_t *const *u, const uint64_t *const *v, size_t blocks) {
    for (size_t column = 0; column < columns_; ++column) sums_[column] = 0;
    const size_t tiles = length(limb_) / LINEAL_TILE;
    const size_t step = blocks * kVisitTiles <= kVisitPieces ? kVisitTiles : 1;
    const size_t visit_blocks = smaller(blocks, kVisitPieces / step);
    for (size_t tile = 0; tile < tiles; tile += step) {
      for (size_t block = 0; block < blocks; block += visit_blocks) {
        const Visit visit = {tile, smaller(step, tiles - tile), block,
                             smaller(visit_blocks, blocks - block)};
        read_factors(visit, u, v);
        for (size_t column = 0; column < columns_; ++column) add_column(visit, column);
      }
    }
    for (size_t column = 0; column < columns_; ++column) sums_[column] %= limb_->modulus;
    wipe();  // factors may be made of a share
  }

 private:
  void read_factors(const Visit &visit, const uint64_t *const *u, const uint64_t *const *v) {
    double *factor = factors_;
    for (size_t tile = visit.first_tile; tile < visit.first_tile + visit.tiles; ++tile) {
      for (size_t block = visit.first_block; block < visit.first_block + visit.blocks; ++block) {
        for (size_t half = 0; half < kHalves; ++half, factor += 2 * kLanes) {
          const size_t k = tile * LINEAL_TILE + half * kLanes;
          _mm256_store_pd(factor, load_doubles(u[block] + k));
          _mm256_store_pd(factor + kLanes, load_doubles(v[block] + k));
        }
      }
    }
  }

  void add_column(const Visit &visit, size_t column) {
    // At most kVisitPieces products a lane and chain: within any budget, which is above 500.
    ProductSum first[kHalves] = {ProductSum::zero(bias_), ProductSum::zero(bias_)};
    ProductSum second[kHalves] = {ProductSum::zero(bias_), ProductSum::zero(bias_)};
    const double *factor = factors_;
    for (size_t tile = visit.first_tile; tile < visit.first_tile + visit.tiles; ++tile) {
      for (size_t block = visit.first_block; block < visit.first_block + visit.blocks; ++block) {
        const lineal_row &row = x_[block];
        const uint64_t *x0 = row.base + tile * row.tile_stride + column * row.term_stride;
        const uint64_t *x1 = x0 + row.polynomial_stride;
        _mm_prefetch(reinterpret_cast<const char *>(x0 + kColumnsAhead * row.term_stride),
                     _MM_HINT_T0);
        _mm_prefetch(reinterpret_cast<const char *>(x1 + kColumnsAhead * row.term_stride),
                     _MM_HINT_T0);
        for (size_t half = 0; half < kHalves; ++half, factor += 2 * kLanes) {
          first[half].add(load_doubles(x0 + half * kLanes), _mm256_load_pd(factor));
          second[half].add(load_doubles(x1 + half * kLanes), _mm256_load_pd(factor + kLanes));
        }
      }
    }
    // Below 16q a visit; a 64-bit word holds the visits of any n.
    Words total = _mm256_setzero_si256();
    for (size_t half = 0; half < kHalves; ++half) {
      total = _mm256_add_epi64(total, first[half].canonical(bias_, modulus_));
      total = _mm256_add_epi64(total, second[half].canonical(bias_, modulus_));
    }
    sums_[column] += lane_sum(total);
  }

  void wipe() {
    volatile double *factor = factors_;
    for (size_t i = 0; i < kVisitPieces * LINEAL_TILE * 2; ++i) factor[i] = 0;
  }

  const lineal_limb *limb_;
  const lineal_row *x_;
  size_t columns_;
  uint64_t *sums_;
  Modulus modulus_;
  Doubles bias_;
  /// By tile, block, half: a vector of u, a vector of v.
  alignas(64) double factors_[kVisitPieces * LINEAL_TILE * 2];
};

}  // namespace

void column_sums(const lineal_limb *limb, const lineal_row *x, const uint64_t *const *u,
                 const uint64_t *const *v, size_t blocks, size_t columns, uint64_t *sums) {
  ColumnSums(limb, x, columns, sums).run(u, v, blocks);
}

}  // namespace lineal::avx2
