// Distribution and edges of everything an owner draws.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <vector>

#include "constant_time.hpp"
#include "noise.hpp"
#include "noise_table.hpp"
#include "sampler.hpp"

using namespace lineal;
using namespace lineal::owner;

namespace {

int failures = 0;

void check(bool holds, const char *what) {
  std::printf("%s %s\n", holds ? "ok  " : "FAIL", what);
  failures += holds ? 0 : 1;
}

const uint8_t kKey[LINEAL_SEED_BYTES] = {7, 1, 2, 3};
const std::vector<const lineal_kernels *> &paths() {
  static std::vector<const lineal_kernels *> paths = {lineal_kernels_scalar()};
  if (paths.size() == 1 && lineal_kernels_avx2_fma()) paths.push_back(lineal_kernels_avx2_fma());
  return paths;
}

struct Integers {
  SecretBuffer words;
  uint64_t *parts[3];
  explicit Integers(size_t n)
      : words(3 * n), parts{words.data(), words.data() + n, words.data() + 2 * n} {}
  Words at(size_t k) const { return {parts[0][k], parts[1][k], parts[2][k]}; }
};

bool less(const Words &a, const Words &b) {
  for (int i = 2; i > 0; i--) {
    if (a[i] != b[i]) return a[i] < b[i];
  }
  return a[0] < b[0];
}

/// u mod R by shifting and subtracting, R = 2M + 1 < 2^191.
Words reference_modulo(const Words &u, const Words &bound) {
  Words size = {bound[0] << 1 | 1, bound[1] << 1 | bound[0] >> 63, bound[2] << 1 | bound[1] >> 63};
  Words rest{};
  for (int bit = 191; bit >= 0; bit--) {
    uint64_t next = u[bit / 64] >> (bit % 64) & 1;
    rest = {rest[0] << 1 | next, rest[1] << 1 | rest[0] >> 63, rest[2] << 1 | rest[1] >> 63};
    if (less(rest, size)) continue;
    uint64_t borrow = 0;
    for (int i = 0; i < 3; i++) {
      unsigned __int128 d = static_cast<unsigned __int128>(rest[i]) - size[i] - borrow;
      rest[i] = static_cast<uint64_t>(d);
      borrow = static_cast<uint64_t>(d >> 64) & 1;
    }
  }
  return rest;
}

Words top_words(size_t k) {
  const uint64_t ones = UINT64_MAX;
  return {k % 3 == 0 ? ones : ones - k, k % 5 == 0 ? ones : 0, k % 2 == 0 ? ones : k};
}

void reductions_agree_with_long_division() {
  const size_t n = 4096;
  Integers u(n);
  Sampler sampler(*lineal_kernels_scalar(), kKey);
  bool equal = true, in_range = true;
  for (uint32_t bits = 0; bits < 189; bits++) {
    uint64_t raw[8];
    uint32_t nonce[3] = {99, bits, 0};
    lineal_kernels_scalar()->keystream(kKey, nonce, 0, 1, reinterpret_cast<uint8_t *>(raw));
    Words bound = {};
    for (uint32_t b = 0; b < bits; b++) bound[b / 64] |= (raw[b / 64] >> (b % 64) & 1) << (b % 64);
    bound[bits / 64] |= uint64_t{1} << (bits % 64);
    UniformRange range(bound);
    for (size_t k = 0; k < 64; k++) {
      for (const Words &v : {Words{raw[3] + k, raw[4] * k, raw[5] ^ k}, top_words(k)}) {
        if (!range.accepts(v)) continue;
        Words reduced = range.reduce(v);
        equal &= reduced == reference_modulo(v, bound);
        Words twice = {bound[0] << 1, bound[1] << 1 | bound[0] >> 63,
                       bound[2] << 1 | bound[1] >> 63};
        in_range &= !less(twice, reduced);
      }
    }
  }
  check(equal, "u mod R equals long division for bounds of 1 to 189 bits");
  check(in_range, "every integer is at most 2M");
}

/// |count - expected| in standard deviations of a binomial count.
double deviation(double count, double trials, double p) {
  return std::fabs(count - trials * p) / std::sqrt(trials * p * (1 - p));
}

void small_bounds_are_uniform() {
  const size_t n = 1 << 18;
  for (uint64_t m : {1, 2, 3}) {
    Integers drawn(n);
    Sampler(*lineal_kernels_best(), kKey).integers(kMask, UniformRange({m, 0, 0}), n, drawn.parts);
    std::map<uint64_t, double> counts;
    bool low = true;
    for (size_t k = 0; k < n; k++) {
      counts[drawn.parts[0][k]]++;
      low &= drawn.parts[1][k] == 0 && drawn.parts[2][k] == 0;
    }
    double worst = 0, r = static_cast<double>(2 * m + 1);
    for (auto &[value, count] : counts) worst = std::max(worst, deviation(count, n, 1 / r));
    bool all = counts.size() == 2 * m + 1 && counts.rbegin()->first == 2 * m && low;
    std::printf("     M = %lu: values 0 .. %lu, worst deviation %.2f sigma\n", m,
                counts.rbegin()->first, worst);
    check(all && worst < 4.5, "every value of [-M, M] appears, uniformly");
  }
}

void acceptance_ends_at_a_multiple() {
  UniformRange third({1, 0, 0});  // 2^192 = 1 mod 3: only the last word is refused
  const uint64_t ones = UINT64_MAX;
  check(!third.accepts({ones, ones, ones}) && third.accepts({ones - 1, ones, ones}),
        "M = 1 refuses 2^192 - 1 and nothing below");
  UniformRange half({0, 0, uint64_t{1} << 61});  // R = 2^190 + 1: three multiples fit
  const uint64_t top = uint64_t{3} << 62;
  check(half.accepts({2, 0, top}) && !half.accepts({3, 0, top}),
        "M = 2^189 accepts below 3 R only");
}

void rejected_words_are_drawn_again() {
  const size_t n = 4096;
  UniformRange range({0, 0, uint64_t{1} << 61});  // a quarter of the words is refused
  Integers drawn(n);
  for (const lineal_kernels *path : paths()) {
    Sampler(*path, kKey).integers(kFlood, range, n, drawn.parts);
    double above = 0;
    bool equal = true;
    for (size_t k = 0; k < n; k++) {
      Words u{};
      for (uint32_t attempt = 0;; attempt++) {
        for (uint32_t w = 0; w < 3; w++) {
          uint64_t block[8];
          uint32_t nonce[3] = {kFlood, w, attempt};
          lineal_kernels_scalar()->keystream(kKey, nonce, static_cast<uint32_t>(k / 8), 1,
                                             reinterpret_cast<uint8_t *>(block));
          u[w] = block[k % 8];
        }
        if (range.accepts(u)) break;
      }
      equal &= drawn.at(k) == reference_modulo(u, range.bound());
      above += less(range.bound(), drawn.at(k));
    }
    check(equal, "a rejected word is replaced by the next attempt's");
    check(deviation(above, n, 0.5) < 4, "as many above M as below");
  }
}

void ternary_is_uniform() {
  const size_t n = 1 << 18;
  std::vector<int64_t> drawn(n);
  Sampler(*lineal_kernels_best(), kKey).ternary(0, n, drawn.data());
  double counts[3] = {};
  bool in_range = true;
  for (int64_t x : drawn) {
    in_range &= x >= -1 && x <= 1;
    if (in_range) counts[x + 1]++;
  }
  double worst = 0;
  for (double c : counts) worst = std::max(worst, deviation(c, n, 1 / 3.0));
  check(in_range && worst < 4, "ternary: -1, 0, 1 equally often");
  bool exact = true;
  for (uint64_t base : {uint64_t{0}, UINT64_MAX / 3 * 3 - 300, uint64_t{1} << 63}) {
    for (uint64_t i = 0; i < 300; i++) {
      uint64_t word = base + i;
      exact &= word_to_ternary(word) == static_cast<int64_t>(word % 3) - 1;
    }
  }
  check(exact, "ternary: the multiplication gives the residue of 3 at the edges");
}

double probability(int64_t k) {  // of |X| = k
  double below = k == 0 ? 0 : static_cast<double>(kNoiseTable[k - 1]);
  double upto = k < kNoiseLargest ? static_cast<double>(kNoiseTable[k]) : std::ldexp(1.0, 63);
  return std::ldexp(upto - below, -63);
}

void noise_is_gaussian() {
  const size_t n = 1 << 20;
  std::vector<int64_t> drawn(n);
  Sampler(*lineal_kernels_best(), kKey).noise(3, n, drawn.data());
  double sum = 0, squares = 0, chi = 0;
  std::map<int64_t, double> counts;
  for (int64_t x : drawn) {
    sum += static_cast<double>(x);
    squares += static_cast<double>(x * x);
    counts[x]++;
  }
  int cells = 0;
  for (int64_t x = -13; x <= 13; x++, cells++) {
    double expected = probability(std::llabs(x)) * (x == 0 ? 1 : 0.5) * n;
    chi += (counts[x] - expected) * (counts[x] - expected) / expected;
  }
  double mean = sum / n, variance = squares / n;
  std::printf("     mean %.5f, variance %.4f (10.1761), chi-square %.1f over %d cells, max %ld\n",
              mean, variance, chi, cells, counts.rbegin()->first);
  check(std::fabs(mean) < 4 * 3.19 / 1024, "noise: mean 0 within four standard errors");
  check(std::fabs(variance - 10.1761) < 4 * 10.1761 * std::sqrt(2.0 / n), "noise: variance");
  check(chi < cells + 4 * std::sqrt(2.0 * cells), "noise: chi-square of the bins -13 .. 13");
}

void noise_follows_its_table_at_every_step() {
  bool exact = true;
  for (size_t e = 0; e < kNoiseEntries; e++) {
    const uint64_t sign = uint64_t{1} << 63;
    uint64_t words[8] = {kNoiseTable[e] - 1,        kNoiseTable[e],  kNoiseTable[e] | sign,
                         (kNoiseTable[e] - 1) | sign, 0,              sign,
                         sign - 1,                  UINT64_MAX};
    int64_t k = static_cast<int64_t>(e), expected[8] = {k, k + 1, -k - 1, -k, 0, 0, 29, -29};
    uint64_t copy[8];
    std::memcpy(copy, words, sizeof(words));
    words_to_noise(words, 8);
    exact &= std::memcmp(words, expected, sizeof(words)) == 0;
    if (!lineal_kernels_avx2_fma()) continue;
    words_to_noise_avx2(copy, 8);
    exact &= std::memcmp(copy, expected, sizeof(copy)) == 0;
  }
  check(exact, "noise: both paths step exactly at every table entry; the largest is 29");
}

void streams_do_not_overlap() {
  const size_t n = 1024;
  std::vector<int64_t> first(n), second(n), again(n);
  Sampler sampler(*lineal_kernels_best(), kKey);
  sampler.noise(0, n, first.data());
  sampler.noise(1, n, second.data());
  Sampler(*lineal_kernels_scalar(), kKey).noise(0, n, again.data());
  check(first != second && first == again, "another index, another stream; every path the same");
}

}  // namespace

int main() {
  reductions_agree_with_long_division();
  small_bounds_are_uniform();
  acceptance_ends_at_a_multiple();
  rejected_words_are_drawn_again();
  ternary_is_uniform();
  noise_is_gaussian();
  noise_follows_its_table_at_every_step();
  streams_do_not_overlap();
  return failures == 0 ? 0 : 1;
}
