// Host side of the sums of products. Rows with an identity stay on the device; all limbs, columns
// and blocks of a batch are one launch. Everything is allocated before the first launch.
#pragma once

#include <vector>

#include "array.hpp"
#include "exhaustion.hpp"
#include "products.cuh"
#include "residency.hpp"

namespace lineal::device {

/// Limb l of a row from term `first` on.
inline lineal_row limb_of(const lineal_tiles &row, size_t n, size_t limb, size_t first) {
  return {row.words + 2 * n * row.terms * limb + 2 * LINEAL_TILE * first, 2 * LINEAL_TILE,
          LINEAL_TILE, 2 * LINEAL_TILE * row.terms};
}

/// The limbs [first, first + count) of a row on the device.
class ResidentRow {
 public:
  ResidentRow(const lineal_tiles &row, size_t n, size_t first, size_t count) : row_(row), n_(n) {
    const size_t words = 2 * n * row.terms;
    for (size_t l = first; l < first + count; ++l) {
      leases_.push_back(
          borrow(row.identity, static_cast<uint32_t>(l), row.words + l * words, words));
    }
  }

  /// Of the l-th limb here, from `term` on.
  lineal_row limb(size_t l, size_t term) const {
    return limb_of({leases_[l].data(), row_.identity, row_.terms}, n_, 0, term);
  }

 private:
  lineal_tiles row_;
  size_t n_;
  std::vector<Lease> leases_;
};

// ---- x (x) w

inline void launch_products(const std::vector<RowProduct> &products, size_t n, size_t terms) {
  const Array<RowProduct> on_device(products.data(), products.size());
  const size_t blocks = products.size() * (n / LINEAL_TILE);
  launch(multiply_accumulate, {static_cast<unsigned>(blocks), kTileThreads, 3 * kTileThreads},
         static_cast<unsigned>(n), terms, on_device.data());
}

/// The limbs [first, first + count) of `out`, which has `limbs` of them.
inline void forward_limbs(const lineal_limb *limb, size_t limbs, size_t first, size_t count,
                          const lineal_tiles &x, const lineal_tiles &w, uint64_t *out) {
  const size_t n = size_t{1} << limb->log_n;
  const ResidentRow xs(x, n, first, count), ws(w, n, first, count);
  Words result(3 * count * n);
  std::vector<RowProduct> products;
  for (size_t l = 0; l < count; ++l) {
    products.push_back({Reducer(limb[first + l].modulus), xs.limb(l, 0), ws.limb(l, 0),
                        result.data() + l * n, count * n});
  }
  launch_products(products, n, x.terms);
  std::vector<Span> spans;
  for (size_t p = 0; p < 3; ++p) {
    spans.push_back(result.span(out + (p * limbs + first) * n, p * count * n, count * n));
  }
  download(spans);
}

inline void forward_on_host(const lineal_limb *limb, size_t limbs, const lineal_tiles &x,
                            const lineal_tiles &w, uint64_t *out) {
  const size_t n = size_t{1} << limb->log_n;
  for (size_t l = 0; l < limbs; ++l) {
    const lineal_row xs = limb_of(x, n, l, 0), ws = limb_of(w, n, l, 0);
    uint64_t *at = out + l * n;
    host().multiply_accumulate(&limb[l], &xs, &ws, x.terms, at, at + limbs * n,
                               at + 2 * limbs * n);
  }
}

inline void forward(const lineal_limb *limb, uint32_t limbs, const lineal_tiles *x,
                    const lineal_tiles *w, uint64_t *out) {
  const auto on_device = [&](Batch batch) {
    for (size_t first = 0; first < limbs; first += batch.limbs) {
      forward_limbs(limb, limbs, first, std::min(batch.limbs, limbs - first), *x, *w, out);
    }
  };
  device_or_host([&] { in_batches({limbs, 1}, on_device); },
                 [&] { forward_on_host(limb, limbs, *x, *w, out); });
}

// ---- The sums over blocks, per column

/// What is asked for.
struct Gradient {
  const lineal_limb *limb;
  size_t limbs;
  const lineal_tiles *x;
  const uint64_t *const *r;
  size_t blocks;
  size_t first_column;
  size_t columns;
  uint64_t *out;
  uint64_t *sums;

  size_t n() const { return size_t{1} << limb->log_n; }
};

/// The sums of some limbs on the device, while they grow: [column][polynomial 1, 2][limb][n].
class GradientLimbs {
 public:
  GradientLimbs(const Gradient &asked, size_t first, size_t count)
      : asked_(asked),
        first_(first),
        count_(count),
        out_(asked.columns * 2 * count * asked.n()),
        sums_(count * asked.columns) {}

  /// Adds the blocks [block, block + blocks).
  void add(size_t block, size_t blocks) {
    const size_t n = asked_.n();
    std::vector<ResidentRow> rows;
    Words factors(blocks * 2 * count_ * n);
    for (size_t b = 0; b < blocks; ++b) {
      rows.emplace_back(asked_.x[block + b], n, first_, count_);
      for (size_t p = 0; p < 2; ++p) {
        upload(factors.data() + (b * 2 + p) * count_ * n,
               asked_.r[block + b] + (p * asked_.limbs + first_) * n,
               count_ * n * sizeof(uint64_t));
      }
    }
    const Array<Pair> pairs = pairs_of(rows, factors);
    const Array<ColumnSums> limbs = limbs_of(pairs, blocks);
    launch(multiply_accumulate_transposed,
           {static_cast<unsigned>(count_ * asked_.columns), kSumThreads, kSumThreads},
           static_cast<unsigned>(n), static_cast<unsigned>(asked_.columns), blocks,
           static_cast<unsigned>(block > 0), limbs.data());
    finish();  // the rows' leases end here, and another thread may drop what it finds unused
  }

  void store() const {
    const size_t n = asked_.n();
    std::vector<Span> spans;
    for (size_t at = 0; at < asked_.columns * 2; ++at) {
      spans.push_back(out_.span(asked_.out + (at * asked_.limbs + first_) * n, at * count_ * n,
                                count_ * n));
    }
    std::vector<uint64_t> sums(count_ * asked_.columns);
    spans.push_back(sums_.span(sums.data(), 0, sums.size()));
    download(spans);
    for (size_t at = 0; at < sums.size(); ++at) {
      const size_t limb = at / asked_.columns, column = at % asked_.columns;
      asked_.sums[column * asked_.limbs + first_ + limb] = sums[at];
    }
  }

 private:
  Array<Pair> pairs_of(const std::vector<ResidentRow> &rows, const Words &factors) const {
    const size_t n = asked_.n();
    std::vector<Pair> pairs;
    for (size_t l = 0; l < count_; ++l) {
      for (size_t b = 0; b < rows.size(); ++b) {
        const uint64_t *r = factors.data() + (b * 2 * count_ + l) * n;
        pairs.push_back({rows[b].limb(l, asked_.first_column), r, r + count_ * n});
      }
    }
    return Array<Pair>(pairs.data(), pairs.size());
  }

  Array<ColumnSums> limbs_of(const Array<Pair> &pairs, size_t blocks) {
    const size_t n = asked_.n();
    std::vector<ColumnSums> limbs;
    for (size_t l = 0; l < count_; ++l) {
      uint64_t *out = out_.data() + l * n;
      limbs.push_back({Reducer(asked_.limb[first_ + l].modulus), pairs.data() + l * blocks, out,
                       out + count_ * n, 2 * count_ * n, sums_.data() + l * asked_.columns});
    }
    return Array<ColumnSums>(limbs.data(), limbs.size());
  }

  const Gradient &asked_;
  size_t first_;
  size_t count_;
  Words out_;
  Words sums_;
};

inline void gradient_in(const Gradient &asked, Batch batch) {
  for (size_t first = 0; first < asked.limbs; first += batch.limbs) {
    GradientLimbs limbs(asked, first, std::min(batch.limbs, asked.limbs - first));
    for (size_t block = 0; block < asked.blocks; block += batch.blocks) {
      limbs.add(block, std::min(batch.blocks, asked.blocks - block));
    }
    limbs.store();
  }
}

inline void gradient_on_host(const Gradient &asked) {
  const size_t n = asked.n(), words = asked.limbs * n;
  std::vector<uint64_t> sums(asked.columns);
  for (size_t l = 0; l < asked.limbs; ++l) {
    std::vector<lineal_row> rows;
    std::vector<const uint64_t *> r0, r1;
    for (size_t b = 0; b < asked.blocks; ++b) {
      rows.push_back(limb_of(asked.x[b], n, l, asked.first_column));
      r0.push_back(asked.r[b] + l * n);
      r1.push_back(r0.back() + words);
    }
    uint64_t *out = asked.out + l * n;
    host().multiply_accumulate_transposed(&asked.limb[l], rows.data(), r0.data(), r1.data(),
                                          asked.blocks, asked.columns, out, out + words,
                                          2 * words, sums.data());
    for (size_t j = 0; j < asked.columns; ++j) asked.sums[j * asked.limbs + l] = sums[j];
  }
}

inline void gradient(const lineal_limb *limb, uint32_t limbs, const lineal_tiles *x,
                     const uint64_t *const *r, size_t blocks, size_t first, size_t columns,
                     uint64_t *out, uint64_t *sums) {
  const Gradient asked{limb, limbs, x, r, blocks, first, columns, out, sums};
  device_or_host(
      [&] {
        in_batches({limbs, blocks}, [&](Batch batch) { gradient_in(asked, batch); });
      },
      [&] { gradient_on_host(asked); });
}

}  // namespace lineal::device
