#include "cuda_rows.hpp"

#include <thread>

#include "array.hpp"
#include "residency.hpp"
#include "roots.hpp"
#include "tiled_row.hpp"

namespace lineal::testing {
namespace {

using device::residency_counts;

uint64_t next_identity() {
  static uint64_t last = uint64_t{1} << 32;  // none of TiledRow's
  return ++last;
}

constexpr size_t kNoBudget = 0, kLargeBudget = size_t{1} << 40;

}  // namespace

Rows::Rows(const Ring &ring, size_t blocks, size_t terms, Random *random)
    : ring_(ring), terms_(terms) {
  data_.reserve(blocks + 1);
  for (size_t b = 0; b < blocks; ++b) {
    x_.push_back(make_row(random));
    r_.emplace_back(2 * ring.words());
    for (size_t at = 0; at < 2 * ring.limbs(); ++at) {
      const Array part = residues(ring.modulus(at % ring.limbs()), ring.n(),
                                  at == 0 ? Pattern::kTop : Pattern::kRandom, random);
      std::copy_n(part.data(), ring.n(), r_[b].data() + at * ring.n());
    }
  }
  w_ = make_row(random);
}

lineal_tiles Rows::make_row(Random *random) {
  data_.emplace_back(limb_words() * ring_.limbs());
  for (uint32_t l = 0; l < ring_.limbs(); ++l) {
    const Array part = residues(ring_.modulus(l), limb_words(),
                                l == 1 ? Pattern::kExtremes : Pattern::kRandom, random);
    std::copy_n(part.data(), limb_words(), data_.back().data() + l * limb_words());
  }
  return {data_.back().data(), next_identity(), terms_};
}

lineal_row Rows::limb(const lineal_tiles &row, size_t limb, size_t first) const {
  return {row.words + limb * limb_words() + 2 * LINEAL_TILE * first, 2 * LINEAL_TILE, LINEAL_TILE,
          2 * LINEAL_TILE * terms_};
}

void Rows::forget(const lineal_kernels &device) const {
  for (const lineal_tiles &row : x_) device.forget(row.identity);
  device.forget(w_.identity);
}

bool Rows::forward_agrees(const lineal_kernels &device, size_t block) const {
  const size_t words = ring_.words();
  Array wanted(3 * words), given(3 * words);
  for (uint32_t l = 0; l < ring_.limbs(); ++l) {
    const lineal_row x = limb(x_[block], l, 0), w = limb(w_, l, 0);
    uint64_t *at = wanted.data() + l * ring_.n();
    lineal_kernels_scalar()->multiply_accumulate(&ring_.limb(l), &x, &w, terms_, at, at + words,
                                                 at + 2 * words);
  }
  device.forward(&ring_.limb(0), ring_.limbs(), &x_[block], &w_, given.data());
  return given == wanted;
}

bool Rows::gradient_agrees(const lineal_kernels &device, size_t first) const {
  const size_t columns = terms_ - first, words = ring_.words(), limbs = ring_.limbs();
  Array wanted(2 * words * columns), given(2 * words * columns);
  std::vector<uint64_t> sums(columns), wanted_sums(columns * limbs), given_sums(columns * limbs);
  std::vector<const uint64_t *> r;
  for (const Array &factor : r_) r.push_back(factor.data());
  for (size_t l = 0; l < limbs; ++l) {
    std::vector<lineal_row> rows;
    std::vector<const uint64_t *> r0, r1;
    for (size_t b = 0; b < x_.size(); ++b) {
      rows.push_back(limb(x_[b], l, first));
      r0.push_back(r[b] + l * ring_.n());
      r1.push_back(r[b] + words + l * ring_.n());
    }
    uint64_t *out = wanted.data() + l * ring_.n();
    lineal_kernels_scalar()->multiply_accumulate_transposed(
        &ring_.limb(static_cast<uint32_t>(l)), rows.data(), r0.data(), r1.data(), x_.size(),
        columns, out, out + words, 2 * words, sums.data());
    for (size_t j = 0; j < columns; ++j) wanted_sums[j * limbs + l] = sums[j];
  }
  device.gradient(&ring_.limb(0), static_cast<uint32_t>(limbs), x_.data(), r.data(), x_.size(),
                  first, columns, given.data(), given_sums.data());
  return given == wanted && given_sums == wanted_sums;
}

void test_rows(const lineal_kernels &device, const Ring &ring, Random *random) {
  for (size_t terms : {1, 5, 33}) {
    for (size_t blocks : {1, 3}) {
      const Rows rows(ring, blocks, terms, random);
      CHECK(rows.forward_agrees(device, blocks - 1));
      CHECK(rows.gradient_agrees(device, terms / 2));
      CHECK(rows.gradient_agrees(device, 0));
      rows.forget(device);
    }
  }
  CHECK(residency_counts().bytes == 0);
}

namespace {

void test_counts(const lineal_kernels &device, const Ring &ring, Random *random) {
  const Rows rows(ring, 2, 3, random);
  const size_t limbs = ring.limbs(), bytes = rows.limb_words() * 8 * limbs;
  auto before = residency_counts();
  CHECK(rows.forward_agrees(device, 0));
  CHECK(residency_counts().copied == before.copied + 2 * limbs);  // the block and the weights
  CHECK(residency_counts().bytes == before.bytes + 2 * bytes);
  CHECK(rows.forward_agrees(device, 1));
  CHECK(residency_counts().copied == before.copied + 3 * limbs);  // the weights were there
  before = residency_counts();
  CHECK(rows.forward_agrees(device, 0));
  CHECK(rows.gradient_agrees(device, 1));
  CHECK(residency_counts().copied == before.copied);  // nothing a second time
  CHECK(residency_counts().found == before.found + 4 * limbs);
  rows.forget(device);
  CHECK(residency_counts().bytes == before.bytes - 3 * bytes);
  CHECK(rows.forward_agrees(device, 0));
  CHECK(residency_counts().copied == before.copied + 2 * limbs);
  rows.forget(device);
}

/// Room for three rows: the weights, used every time, stay; the block used longest ago goes.
void test_eviction(const lineal_kernels &device, const Ring &ring, Random *random) {
  const Rows rows(ring, 3, 2, random);
  const size_t limbs = ring.limbs();
  device::set_budget(3 * limbs * rows.limb_words() * 8);
  for (size_t block : {0, 1, 0, 2}) CHECK(rows.forward_agrees(device, block));
  auto before = residency_counts();
  CHECK(rows.forward_agrees(device, 0));
  CHECK(residency_counts().copied == before.copied);
  CHECK(rows.forward_agrees(device, 1));
  CHECK(residency_counts().copied == before.copied + limbs);
  CHECK(residency_counts().dropped == before.dropped + limbs);
  device::set_budget(kNoBudget);
  CHECK(residency_counts().bytes == 0);
  before = residency_counts();
  for (int twice = 0; twice < 2; ++twice) CHECK(rows.gradient_agrees(device, 0));
  CHECK(residency_counts().copied == before.copied + 2 * 3 * limbs);
  CHECK(residency_counts().bytes == 0);
  device::set_budget(kLargeBudget);
}

/// A row that is written again is another row.
void test_identity(const std::shared_ptr<const Ring> &ring) {
  TiledRow row(ring, 1, 42), other(ring, 1, 42);
  const uint64_t before = row.tiles().identity;
  CHECK(before != other.tiles().identity);
  Ciphertext term(ring, 1, 42);
  std::fill_n(term.residues().data(), term.residues().size(), 1);
  row.set(0, term);
  CHECK(row.tiles().identity != before);
  CHECK(row.tiles().identity != other.tiles().identity);
}

}  // namespace

void test_residency(const lineal_kernels &device, Random *random) {
  const auto ring = Ring::study(10);
  device::set_budget(kLargeBudget);
  test_counts(device, *ring, random);
  test_eviction(device, *ring, random);
  test_identity(ring);
}

void test_waits(const lineal_kernels &device, Random *random) {
  const size_t words = 5 * device::kSlotBytes / 8 + 3;
  const Array sent = residues(uint64_t{1} << 43, words, Pattern::kRandom, random);
  Array received(words);
  device::Words(sent.data(), words).store(received.data());
  CHECK(received == sent);

  static uint32_t log_n = 9;
  ++log_n;  // roots that were not needed before
  const ParameterSet set = {0, "small", log_n, false,
                            {4398047543297, 4398047232001, 4398046150657, 4398047051777}};
  const Ring ring(set, kStudyLimbs);
  const Rows rows(ring, 1, 2, random);
  const size_t n = rows.limb_words();
  const auto mine = device::borrow(rows.block(0).identity, 0, rows.block(0).words, n);
  Array values = residues(ring.modulus(3), ring.n(), Pattern::kRandom, random), wanted = values;
  lineal_kernels_scalar()->ntt(&ring.limb(3), wanted.data());
  device::roots_of(ring.limb(3));
  bool agrees = false;
  std::thread other([&] {
    agrees = rows.forward_agrees(device, 0);
    device.ntt(&ring.limb(3), values.data());
  });
  other.join();
  CHECK(agrees);
  CHECK(values == wanted);
  rows.forget(device);
}

}  // namespace lineal::testing
