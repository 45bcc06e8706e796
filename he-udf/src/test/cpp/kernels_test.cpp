// Every kernel of every path against its definition, on random and on extreme residues.
#include "kernels_reference.hpp"
#include "ring.hpp"

using namespace lineal;
using namespace lineal::testing;

namespace {

size_t length(const lineal_limb &limb) { return size_t{1} << limb.log_n; }

// ---- Transform and pointwise operations

void test_ntt(const lineal_limb &limb, const lineal_kernels &path, const Array &x) {
  Array y = x;
  path.ntt(&limb, y.data());
  for (size_t i = 0; i < x.size(); i += x.size() / 4 + 1) CHECK(y[i] == evaluation(limb, x, i));
  Array scalar = x;
  lineal_kernels_scalar()->ntt(&limb, scalar.data());
  CHECK(y == scalar);
  path.intt(&limb, y.data());
  CHECK(y == x);
  y = Array(x);
  scalar = Array(x);
  path.intt(&limb, y.data());
  lineal_kernels_scalar()->intt(&limb, scalar.data());
  CHECK(y == scalar);
}

void test_negacyclic_product(const lineal_limb &limb, const lineal_kernels &path, const Array &x,
                             const Array &y) {
  Array fx = x, fy = y;
  path.ntt(&limb, fx.data());
  path.ntt(&limb, fy.data());
  path.multiply_add(&limb, fx.data(), fy.data(), nullptr, nullptr, nullptr, fx.data());
  path.intt(&limb, fx.data());
  CHECK(fx == schoolbook(limb.modulus, x, y));
}

void test_multiply_add(const lineal_limb &limb, const lineal_kernels &path, const Array &a,
                       const Array &b, const Array &c) {
  const uint64_t q = limb.modulus;
  for (int variant = 0; variant < 4; ++variant) {
    const bool two = variant % 2 == 1, addend = variant >= 2;
    Array wanted(a.size());
    for (size_t k = 0; k < a.size(); ++k) {
      uint128 v = static_cast<uint128>(a[k]) * b[k];
      if (two) v += static_cast<uint128>(c[k]) * a[k];
      if (addend) v += c[k];
      wanted[k] = static_cast<uint64_t>(v % q);
    }
    for (int alias = 0; alias < 4; ++alias) {
      Array x = a, y = b, z = c, out(a.size());
      uint64_t *target[] = {out.data(), x.data(), y.data(), z.data()};
      path.multiply_add(&limb, x.data(), y.data(), two ? z.data() : nullptr,
                        two ? x.data() : nullptr, addend ? z.data() : nullptr, target[alias]);
      CHECK(std::memcmp(target[alias], wanted.data(), 8 * wanted.size()) == 0);
    }
  }
}

void test_sums(const lineal_limb &limb, const lineal_kernels &path, const Array &a,
               const Array &b) {
  const uint64_t q = limb.modulus;
  Array plus(a.size()), minus(a.size()), x = a, y = a;
  uint128 total = 0, squares = 0, products = 0;
  for (size_t k = 0; k < a.size(); ++k) {
    plus[k] = (a[k] + b[k]) % q;
    minus[k] = (a[k] + q - b[k]) % q;
    total += a[k];
    squares += static_cast<uint128>(a[k]) * a[k];
    products += static_cast<uint128>(a[k]) * b[k];
  }
  path.add(&limb, x.data(), b.data(), x.data());
  path.subtract(&limb, y.data(), b.data(), y.data());
  CHECK(x == plus);
  CHECK(y == minus);
  x = Array(b);
  path.subtract(&limb, a.data(), x.data(), x.data());
  CHECK(x == minus);
  CHECK(path.sum(&limb, a.data()) == total % q);
  CHECK(path.inner_product(&limb, a.data(), b.data(), nullptr, nullptr) == products % q);
  CHECK(path.inner_product(&limb, a.data(), b.data(), a.data(), a.data()) ==
        (products + squares) % q);
}

// ---- Sums over rows

void test_multiply_accumulate(const lineal_limb &limb, Pattern x_pattern, Pattern w_pattern,
                              const std::vector<size_t> &counts, Layout x_layout,
                              Layout w_layout, Random *random) {
  const uint64_t q = limb.modulus;
  const size_t n = length(limb), capacity = counts.back();
  const Array x_data = residues(q, 2 * n * capacity, x_pattern, random);
  const Array w_data = residues(q, 2 * n * capacity, w_pattern, random);
  const lineal_row x = row_over(x_data, n, capacity, x_layout);
  const lineal_row w = row_over(w_data, n, capacity, w_layout);
  std::vector<Degree2> sums(n);
  size_t term = 0;
  for (size_t terms : counts) {
    for (; term < terms; ++term) {
      for (size_t k = 0; k < n; ++k) {
        sums[k].add(at(x, term, 0, k), at(x, term, 1, k), at(w, term, 0, k), at(w, term, 1, k));
      }
    }
    for (const lineal_kernels *path : paths()) {
      Array out0(n), out1(n), out2(n);
      path->multiply_accumulate(&limb, &x, &w, terms, out0.data(), out1.data(), out2.data());
      bool same = true;
      for (size_t k = 0; k < n; ++k) {
        same &= out0[k] == sums[k].c0 % q && out1[k] == sums[k].c1 % q && out2[k] == sums[k].c2 % q;
      }
      CHECK(same);
    }
  }
}

void test_transposed(const lineal_limb &limb, Pattern pattern, size_t blocks, size_t columns,
                     Layout layout, Random *random) {
  const uint64_t q = limb.modulus;
  const size_t n = length(limb), stride = n + 8;
  std::vector<Array> data, r;
  std::vector<lineal_row> x;
  std::vector<const uint64_t *> r0, r1;
  for (size_t b = 0; b < blocks; ++b) {
    data.push_back(residues(q, 2 * n * columns, pattern, random));
    r.push_back(residues(q, 2 * n, pattern, random));
  }
  for (size_t b = 0; b < blocks; ++b) {
    x.push_back(row_over(data[b], n, columns, layout));
    r0.push_back(r[b].data());
    r1.push_back(r[b].data() + n);
  }
  std::vector<Array> out1, out2, sum0;
  for (const lineal_kernels *path : paths()) {
    out1.emplace_back(columns * stride);
    out2.emplace_back(columns * stride);
    sum0.emplace_back(8 * ((columns + 7) / 8));
    path->multiply_accumulate_transposed(&limb, x.data(), r0.data(), r1.data(), blocks, columns,
                                         out1.back().data(), out2.back().data(), stride,
                                         sum0.back().data());
    CHECK(out1.back() == out1.front() && out2.back() == out2.front() &&
          sum0.back() == sum0.front());
  }
  for (size_t j = 0; j < columns; ++j) {
    uint128 total = 0;
    bool same = true;
    for (size_t k = 0; k < n; ++k) {
      Degree2 sum;
      for (size_t b = 0; b < blocks; ++b) {
        sum.add(at(x[b], j, 0, k), at(x[b], j, 1, k), r0[b][k], r1[b][k]);
      }
      total += sum.c0 % q;
      same &= out1[0][j * stride + k] == sum.c1 % q && out2[0][j * stride + k] == sum.c2 % q;
    }
    CHECK(same);
    CHECK(sum0[0][j] == total % q);
  }
}

void test_column_sums(const lineal_limb &limb, Pattern pattern, size_t blocks, size_t columns,
                      Layout layout, Random *random) {
  const uint64_t q = limb.modulus;
  const size_t n = length(limb);
  std::vector<Array> data, factors;
  std::vector<lineal_row> x;
  std::vector<const uint64_t *> u, v;
  for (size_t b = 0; b < blocks; ++b) {
    data.push_back(residues(q, 2 * n * columns, pattern, random));
    factors.push_back(residues(q, 2 * n, pattern, random));
  }
  for (size_t b = 0; b < blocks; ++b) {
    x.push_back(row_over(data[b], n, columns, layout));
    u.push_back(factors[b].data());
    v.push_back(factors[b].data() + n);
  }
  for (const lineal_kernels *path : paths()) {
    std::vector<uint64_t> sums(columns);
    path->column_sums(&limb, x.data(), u.data(), v.data(), blocks, columns, sums.data());
    for (size_t j = 0; j < columns; ++j) {
      uint128 total0 = 0, total1 = 0;
      for (size_t b = 0; b < blocks; ++b) {
        for (size_t k = 0; k < n; ++k) {
          total0 += static_cast<uint128>(at(x[b], j, 0, k)) * u[b][k];
          total1 += static_cast<uint128>(at(x[b], j, 1, k)) * v[b][k];
        }
      }
      CHECK(sums[j] == (total0 % q + total1 % q) % q);
    }
  }
}

// ---- Sampling

void test_chacha20(const lineal_kernels &path) {
  static const uint8_t rfc8439_2_3_2[64] = {
      0x10, 0xf1, 0xe7, 0xe4, 0xd1, 0x3b, 0x59, 0x15, 0x50, 0x0f, 0xdd, 0x1f, 0xa3, 0x20,
      0x71, 0xc4, 0xc7, 0xd1, 0xf4, 0xc7, 0x33, 0xc0, 0x68, 0x03, 0x04, 0x22, 0xaa, 0x9a,
      0xc3, 0xd4, 0x6c, 0x4e, 0xd2, 0x82, 0x64, 0x46, 0x07, 0x9f, 0xaa, 0x09, 0x14, 0xc2,
      0xd7, 0x05, 0xd9, 0x8b, 0x02, 0xa2, 0xb5, 0x12, 0x9c, 0xd1, 0xde, 0x16, 0x4e, 0xb9,
      0xcb, 0xd0, 0x83, 0xe8, 0xa2, 0x50, 0x3c, 0x4e};
  uint8_t key[32], block[64];
  for (uint8_t i = 0; i < 32; ++i) key[i] = i;
  const uint32_t nonce[3] = {0x09000000, 0x4a000000, 0};
  path.keystream(key, nonce, 1, 1, block);
  CHECK(std::memcmp(block, rfc8439_2_3_2, 64) == 0);
  for (uint32_t counter : {0u, 1u, 0xfffffff0u, 0xfffffffcu, 0xffffffffu}) {
    for (size_t blocks : {0, 1, 7, 8, 9, 15, 16, 17, 100}) {
      std::unique_ptr<uint8_t[]> out(new uint8_t[64 * blocks]);
      path.keystream(key, nonce, counter, blocks, out.get());
      for (size_t b = 0; b < blocks; ++b) {
        const uint32_t number = counter + static_cast<uint32_t>(b);
        lineal_kernels_scalar()->keystream(key, nonce, number, 1, block);
        CHECK(std::memcmp(out.get() + 64 * b, block, 64) == 0);
      }
    }
  }
}

void test_expand_seed(const lineal_limb &limb, const lineal_kernels &path, uint64_t seed) {
  uint8_t key[32];
  Random random(seed);
  for (uint8_t &byte : key) byte = static_cast<uint8_t>(random.word());
  const size_t n = length(limb);
  Array wanted(n), drawn(n);
  std::vector<bool> done(n, false);
  std::unique_ptr<uint64_t[]> words(new uint64_t[n]);
  size_t missing = n;
  for (uint32_t attempt = 0; missing > 0; ++attempt) {
    const uint32_t nonce[3] = {7, 42, attempt};
    lineal_kernels_scalar()->keystream(key, nonce, 0, n / 8,
                                       reinterpret_cast<uint8_t *>(words.get()));
    for (size_t k = 0; k < n; ++k) {
      if (done[k] || words[k] >= limb.accept_below) continue;
      wanted[k] = words[k] % limb.modulus;
      done[k] = true;
      --missing;
    }
  }
  path.expand_seed(&limb, key, 7, 42, drawn.data());
  CHECK(drawn == wanted);
}

// ---- Rounding

void check_residues(const lineal_basis &basis, const std::vector<Array> &out,
                    const std::vector<Integer> &values, lineal_factor factor) {
  for (uint32_t l = 0; l < basis.count; ++l) {
    bool same = true;
    for (size_t k = 0; k < values.size(); ++k) {
      same &= out[l][k] == values[k].rounded(factor).modulo(basis.limbs[l]->modulus);
    }
    CHECK(same);
  }
}

void test_round_and_reduce(const lineal_basis &to, const lineal_kernels &path, Random *random) {
  const size_t n = 256;
  for (lineal_factor factor : kFactors) {
    const std::vector<Integer> values = integers(170, factor, n, random);
    Integer offset = Integer::power_of_two(170);  // makes all of them positive
    offset.magnitude[0] = 12345;
    uint64_t minus[3];
    offset.to_words(minus);
    std::vector<Array> words(3, Array(n)), out(to.count, Array(n));
    for (size_t k = 0; k < n; ++k) {
      uint64_t v[3];
      values[k].to_words(v);
      uint128 carry = 0;
      for (size_t i = 0; i < 3; ++i) {
        carry += static_cast<uint128>(v[i]) + minus[i];
        words[i][k] = static_cast<uint64_t>(carry);
        carry >>= 64;
      }
    }
    const uint64_t *in[] = {words[0].data(), words[1].data(), words[2].data()};
    std::vector<uint64_t *> targets;
    for (Array &a : out) targets.push_back(a.data());
    path.round_and_reduce(in, minus, n, factor, &to, targets.data());
    check_residues(to, out, values, factor);
  }
}

void test_lift_and_round(const lineal_basis &from, const lineal_basis &to,
                         const lineal_kernels &path, Random *random) {
  const size_t n = 256;
  const uint32_t bits = 41 * from.count + (from.count == 4 ? 3 : 0);  // all below Q / 2
  for (lineal_factor factor : kFactors) {
    std::vector<Integer> values = integers(167, factor, n, random);
    Integer half;  // (Q - 1) / 2, the last one that is positive
    for (uint64_t w : from.half_product) {
      half.magnitude.push_back(static_cast<uint32_t>(w));
      half.magnitude.push_back(static_cast<uint32_t>(w >> 32));
    }
    for (Integer &v : values) {
      if (from.count < 4) v.shift_right(167 - bits);
    }
    values[n / 2] = half;
    values[n / 2 + 1] = half.negated();
    std::vector<Array> arrays(std::max(from.count, to.count), Array(n));
    std::vector<uint64_t *> pointers;
    for (Array &a : arrays) pointers.push_back(a.data());
    for (uint32_t l = 0; l < from.count; ++l) {
      for (size_t k = 0; k < n; ++k) arrays[l][k] = values[k].modulo(from.limbs[l]->modulus);
    }
    path.lift_and_round(&from, pointers.data(), n, factor, &to, pointers.data());  // in place
    check_residues(to, arrays, values, factor);
  }
}

// ---- Packing

void test_packing(const lineal_limb &limb, const lineal_kernels &path, const Array &x) {
  const size_t n = x.size(), bytes = n * limb.bits / 8;
  std::unique_ptr<uint8_t[]> packed(new uint8_t[bytes]);  // of exact size, for the sanitizer
  path.pack(&limb, x.data(), packed.get());
  bool same = true;
  for (size_t k = 0; k < n; ++k) {
    for (uint32_t b = 0; b < limb.bits; ++b) {
      const size_t bit = k * limb.bits + b;
      same &= (packed[bit / 8] >> bit % 8 & 1) == (x[k] >> b & 1);
    }
  }
  CHECK(same);
  Array y(n);
  CHECK(path.unpack(&limb, packed.get(), y.data()) == 1);
  CHECK(y == x);

  std::vector<uint8_t> guarded(bytes + 64, 0xa5);
  path.pack(&limb, x.data(), guarded.data());
  for (size_t i = bytes; i < guarded.size(); ++i) CHECK(guarded[i] == 0xa5);

  const uint64_t bad[] = {limb.modulus, limb.modulus + 1, (uint64_t{1} << limb.bits) - 1};
  for (size_t k : {size_t{0}, size_t{1}, size_t{2}, size_t{3}, size_t{4}, size_t{5}, size_t{6},
                   size_t{7}, n / 2 + 3, n - 8, n - 4, n - 2, n - 1}) {
    for (uint64_t value : bad) {
      if (value < limb.modulus || value >> limb.bits != 0) continue;
      Array z = x;
      z[k] = value;
      path.pack(&limb, z.data(), packed.get());
      CHECK(path.unpack(&limb, packed.get(), y.data()) == 0);
    }
  }
}

// ---- Everything, over rings

void test_limb(const lineal_limb &limb, Random *random) {
  lineal_limb picky = limb;  // refuses half of all words
  picky.accept_below = limb.accept_below / limb.modulus / 2 * limb.modulus;
  for (const lineal_kernels *path : paths()) {
    for (Pattern pattern : kPatterns) {
      const Array a = residues(limb.modulus, length(limb), pattern, random);
      const Array b = residues(limb.modulus, length(limb), pattern, random);
      const Array c = residues(limb.modulus, length(limb), pattern, random);
      test_ntt(limb, *path, a);
      if (limb.log_n <= 6) test_negacyclic_product(limb, *path, a, b);
      test_multiply_add(limb, *path, a, b, c);
      test_sums(limb, *path, a, b);
      test_packing(limb, *path, a);
    }
    test_expand_seed(limb, *path, random->word());
    test_expand_seed(picky, *path, random->word());
  }
}

void test_rows(const lineal_limb &limb, const std::vector<size_t> &counts, Random *random) {
  for (Pattern pattern : {Pattern::kRandom, Pattern::kTop, Pattern::kExtremes}) {
    test_multiply_accumulate(limb, pattern, pattern, counts, Layout::kTiles, Layout::kTiles,
                             random);
    test_transposed(limb, pattern, 3, 5, Layout::kTiles, random);
    test_column_sums(limb, pattern, 3, 5, Layout::kTiles, random);
  }
  test_multiply_accumulate(limb, Pattern::kFullBits, Pattern::kOne, counts, Layout::kTiles,
                           Layout::kTiles, random);
}

/// Rings the product does not use: the smallest lengths, and primes at the ends of what the
/// contracts allow.
void test_small_rings(Random *random) {
  for (uint32_t log_n = 4; log_n <= 9; ++log_n) {
    const ParameterSet set = {0, "small", log_n, false,
                              {8796092858369, 4398047543297, 4398046150657, 8589852673, 4294475777,
                               64513, 61441, 4398045708289}};
    const Ring ring(set, kStudyLimbs);
    const Ring all(set, kCeremonyLimbs);
    for (uint32_t l = 0; l < kCeremonyLimbs; ++l) {
      if ((all.modulus(l) - 1) % (size_t{2} << log_n) != 0) continue;
      test_limb(all.limb(l), random);
      if (log_n > 5) continue;
      const std::vector<size_t> counts = {1, 2, 3, 31, 174, 510, 511, 512, 513, 1023, 1025, 2049};
      test_rows(all.limb(l), counts, random);
      for (Layout layout : {Layout::kTiles, Layout::kPlain}) {
        for (size_t blocks : {1, 2, 16, 17, 63, 64, 65, 245}) {
          test_transposed(all.limb(l), Pattern::kExtremes, blocks, 3, layout, random);
          test_column_sums(all.limb(l), Pattern::kExtremes, blocks, 3, layout, random);
        }
        test_multiply_accumulate(all.limb(l), Pattern::kRandom, Pattern::kTop, {2, 600}, layout,
                                 Layout::kPlain, random);
      }
    }
  }
}

void test_ring(uint32_t id, Random *random) {
  const auto ring = Ring::ceremony(id);
  const std::vector<size_t> counts =
      id == 10 ? std::vector<size_t>{1, 2, 3, 31, 174, 511, 512, 513, 1025}
               : std::vector<size_t>{1, 2, 3, 31, 174};
  for (uint32_t l = 0; l < ring->limbs(); ++l) {
    test_limb(ring->limb(l), random);
    test_rows(ring->limb(l), counts, random);
  }
  const lineal_basis low2 = make_basis(&ring->limb(1), 2);
  for (const lineal_kernels *path : paths()) {
    test_round_and_reduce(ring->low_basis(), *path, random);
    test_round_and_reduce(low2, *path, random);
    test_lift_and_round(ring->low_basis(), ring->low_basis(), *path, random);
    test_lift_and_round(ring->high_basis(), ring->low_basis(), *path, random);
    test_lift_and_round(ring->low_basis(), low2, *path, random);
    test_lift_and_round(low2, ring->high_basis(), *path, random);
  }
}

}  // namespace

int main() {
  Random random(20240131);
  for (const lineal_kernels *path : paths()) test_chacha20(*path);
  test_small_rings(&random);
  for (uint32_t id : {10u, 11u, 12u, 13u}) test_ring(id, &random);
  return summary(paths().size() == 2 ? "kernels_test (scalar, avx2_fma)" : "kernels_test (scalar)");
}
