// The GPU's kernels on the emulated device: the scalar path's bits, on random and on extreme
// residues, in every order of threads. With --must-fail the program ends with 0 when a check failed:
// for builds that leave a barrier out.
#include <string>

#include "backend.hpp"
#include "cuda_rows.hpp"
#include "emulator/threads.hpp"
#include "kernels_reference.hpp"
#include "ring.hpp"

using namespace lineal;
using namespace lineal::testing;

namespace {

const lineal_kernels &scalar() { return *lineal_kernels_scalar(); }

const lineal_kernels &emulated() {
  static lineal_kernels table;
  static const char *why = lineal_device_kernels(&scalar(), &table);
  CHECK(why == nullptr);
  return table;
}

size_t length(const lineal_limb &limb) { return size_t{1} << limb.log_n; }

void test_transforms(const lineal_limb &limb, const Array &x) {
  for (auto kernel : {&lineal_kernels::ntt, &lineal_kernels::intt}) {
    Array wanted = x, given = x;
    (scalar().*kernel)(&limb, wanted.data());
    (emulated().*kernel)(&limb, given.data());
    CHECK(given == wanted);
  }
}

void test_points(const lineal_limb &limb, const Array &a, const Array &b, const Array &c) {
  Array wanted(a.size()), given(a.size());
  scalar().add(&limb, a.data(), b.data(), wanted.data());
  emulated().add(&limb, a.data(), b.data(), given.data());
  CHECK(given == wanted);
  for (int variant = 0; variant < 4; ++variant) {
    const uint64_t *third = variant % 2 == 1 ? c.data() : nullptr;
    const uint64_t *fourth = variant % 2 == 1 ? a.data() : nullptr;
    const uint64_t *last = variant >= 2 ? c.data() : nullptr;
    scalar().multiply_add(&limb, a.data(), b.data(), third, fourth, last, wanted.data());
    given = Array(b);
    emulated().multiply_add(&limb, a.data(), given.data(), third, fourth, last, given.data());
    CHECK(given == wanted);
  }
}

void test_sums(const lineal_limb &limb, const Array &a, const Array &b) {
  for (const uint64_t *second : {static_cast<const uint64_t *>(nullptr), b.data()}) {
    CHECK(emulated().inner_product(&limb, a.data(), b.data(), second, second) ==
          scalar().inner_product(&limb, a.data(), b.data(), second, second));
  }
}

void test_expand_seed(const lineal_limb &limb, Random *random) {
  lineal_limb picky = limb;  // refuses half of all words
  picky.accept_below = limb.accept_below / limb.modulus / 2 * limb.modulus;
  uint8_t seed[LINEAL_SEED_BYTES];
  for (uint8_t &byte : seed) byte = static_cast<uint8_t>(random->word());
  for (const lineal_limb *which : {&limb, static_cast<const lineal_limb *>(&picky)}) {
    Array wanted(length(limb)), given(length(limb));
    scalar().expand_seed(which, seed, 4, 0xfffffffe, wanted.data());
    emulated().expand_seed(which, seed, 4, 0xfffffffe, given.data());
    CHECK(given == wanted);
  }
}

void test_multiply_accumulate(const lineal_limb &limb, Pattern pattern, Layout layout,
                              size_t terms, Random *random) {
  const size_t n = length(limb);
  const Array x_data = residues(limb.modulus, 2 * n * terms, pattern, random);
  const Array w_data = residues(limb.modulus, 2 * n * terms, pattern, random);
  const lineal_row x = row_over(x_data, n, terms, layout);
  const lineal_row w = row_over(w_data, n, terms, Layout::kTiles);
  Array wanted(3 * n), given(3 * n);
  scalar().multiply_accumulate(&limb, &x, &w, terms, wanted.data(), wanted.data() + n,
                               wanted.data() + 2 * n);
  emulated().multiply_accumulate(&limb, &x, &w, terms, given.data(), given.data() + n,
                                 given.data() + 2 * n);
  CHECK(given == wanted);
}

/// Random residues, among them the integers nearest to where the sign turns.
std::vector<Array> lifted(const lineal_basis &basis, size_t n, Random *random) {
  std::vector<Array> limbs;
  for (uint32_t l = 0; l < basis.count; ++l) {
    const uint64_t q = basis.limbs[l]->modulus;
    limbs.push_back(residues(q, n, Pattern::kRandom, random));
    Integer half;  // (Q - 1) / 2
    for (uint64_t w : basis.half_product) {
      half.magnitude.push_back(static_cast<uint32_t>(w));
      half.magnitude.push_back(static_cast<uint32_t>(w >> 32));
    }
    limbs[l][0] = half.modulo(q);
    limbs[l][1] = half.negated().modulo(q);
    limbs[l][2] = 0;
    limbs[l][3] = 1;
    limbs[l][4] = q - 1;
  }
  return limbs;
}

template <class Element>
std::vector<Element *> pointers(std::vector<Array> *arrays) {
  std::vector<Element *> all;
  for (Array &array : *arrays) all.push_back(array.data());
  return all;
}

void test_rounding(const lineal_basis &from, const lineal_basis &to, Random *random) {
  const size_t n = 256;
  std::vector<Array> words;
  for (int i = 0; i < 3; ++i) words.push_back(residues(~uint64_t{0}, n, Pattern::kRandom, random));
  for (size_t k = 0; k < n; ++k) words[2][k] >>= 24;
  const uint64_t offset[3] = {12345, 0, uint64_t{1} << 39};
  for (lineal_factor factor : kFactors) {
    std::vector<Array> given = lifted(from, n, random);
    std::vector<Array> wanted = given;
    for (uint32_t l = from.count; l < to.count; ++l) {
      given.emplace_back(n);
      wanted.emplace_back(n);
    }
    const auto in = pointers<const uint64_t>(&given), in_scalar = pointers<const uint64_t>(&wanted);
    const auto out = pointers<uint64_t>(&given), out_scalar = pointers<uint64_t>(&wanted);
    scalar().lift_and_round(&from, in_scalar.data(), n, factor, &to, out_scalar.data());
    emulated().lift_and_round(&from, in.data(), n, factor, &to, out.data());
    for (uint32_t l = 0; l < to.count; ++l) CHECK(given[l] == wanted[l]);

    const auto wide = pointers<const uint64_t>(&words);
    scalar().round_and_reduce(wide.data(), offset, n, factor, &to, out_scalar.data());
    emulated().round_and_reduce(wide.data(), offset, n, factor, &to, out.data());
    for (uint32_t l = 0; l < to.count; ++l) CHECK(given[l] == wanted[l]);
  }
}

void test_limb(const lineal_limb &limb, Random *random) {
  for (Pattern pattern : kPatterns) {
    const Array a = residues(limb.modulus, length(limb), pattern, random);
    const Array b = residues(limb.modulus, length(limb), pattern, random);
    const Array c = residues(limb.modulus, length(limb), pattern, random);
    test_transforms(limb, a);
    test_points(limb, a, b, c);
    test_sums(limb, a, b);
  }
  test_expand_seed(limb, random);
  for (Pattern pattern : {Pattern::kRandom, Pattern::kTop, Pattern::kExtremes}) {
    test_multiply_accumulate(limb, pattern, Layout::kTiles, 35, random);
  }
}

/// Lengths whose transforms end with one, two or no layers beyond the passes of three, and rows
/// shorter and longer than a tile's slices, in both layouts.
void test_small_rings(Random *random) {
  for (uint32_t log_n = 4; log_n <= 9; ++log_n) {
    const ParameterSet set = {0, "small", log_n, false,
                              {8796092858369, 4398047543297, 4398046150657, 8589852673}};
    const Ring ring(set, kStudyLimbs);
    const lineal_limb &limb = ring.limb(log_n % 2);
    test_limb(limb, random);
    for (Layout layout : {Layout::kTiles, Layout::kPlain}) {
      for (size_t terms : {1, 2, 31, 32, 33, 174, 600}) {
        test_multiply_accumulate(limb, Pattern::kExtremes, layout, terms, random);
      }
    }
    test_rows(emulated(), ring, random);
  }
}

void test_ring(uint32_t id, uint32_t limbs, Random *random) {
  const auto ring = Ring::ceremony(id);
  for (uint32_t l = 0; l < limbs; ++l) test_limb(ring->limb(l), random);
  test_rows(emulated(), *Ring::study(id), random);
  const lineal_basis low2 = make_basis(&ring->limb(1), 2);
  test_rounding(ring->low_basis(), ring->low_basis(), random);
  test_rounding(ring->high_basis(), ring->low_basis(), random);
  test_rounding(low2, ring->high_basis(), random);
  test_rounding(ring->low_basis(), low2, random);
}

}  // namespace

int main(int argc, char **argv) {
  const bool must_fail = argc == 2 && std::string(argv[1]) == "--must-fail";
  Random random(20240131);
  for (emulator::Order order : {emulator::Order::kForward, emulator::Order::kBackward,
                                emulator::Order::kShuffled}) {
    emulator::set_order(order);
    const long before = failures;
    test_waits(emulated(), &random);
    test_small_rings(&random);
    if (!must_fail) {
      const uint32_t limbs = order == emulator::Order::kShuffled ? kCeremonyLimbs : 1;
      test_residency(emulated(), &random);
      test_exhaustion(emulated(), &random);
      test_failure(emulated(), &random);
      for (const ParameterSet &set : parameter_sets()) test_ring(set.id, limbs, &random);
    }
    std::printf("order %d: %ld failures, %lu barriers so far\n", static_cast<int>(order),
                failures - before, emulator::barriers_passed());
  }
  CHECK(emulator::barriers_passed() > 0);
  const int ended = summary("cuda_kernels_test");
  return must_fail ? failures == 0 : ended;
}
