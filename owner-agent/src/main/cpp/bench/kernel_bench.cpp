#include "kernel_bench.hpp"

#include <cstdio>
#include <cstring>

#include "accumulator.hpp"
#include "column.hpp"
#include "domains.hpp"
#include "openfhe_baseline.hpp"
#include "slot_refresh.hpp"
#include "timing.hpp"
#include "tiled_row.hpp"
#include "trace.hpp"

namespace lineal::bench {
namespace {

constexpr size_t kColumns = 174;  // MNIST 3-versus-8 with its bias
constexpr size_t kBlocks = 3;
constexpr uint32_t kStudy13 = 13;
const uint8_t kSeed[LINEAL_SEED_BYTES] = {1, 2, 3};  // a benchmark's keys protect nothing

/// One row of the table per candidate; the first candidate may be OpenFHE.
class Results {
 public:
  struct Kernel {
    const char *name;
    uint32_t limbs;
    size_t columns;
    double bytes;  ///< moved by one run, 0 when that says nothing
    const char *baseline;
  };

  explicit Results(int repeats) : repeats_(repeats) {}

  /// `baseline_us` > 0 stands for a candidate measured elsewhere; else the first candidate is it
  /// when its path is openfhe. exact[i]: 1 yes, 0 no, -1 not compared.
  void add(const Kernel &kernel, const std::vector<Candidate> &candidates,
           const std::vector<int> &exact, double baseline_us = 0) {
    std::vector<Timing> timings = paired(candidates, repeats_);
    bool paired_baseline = !std::strcmp(candidates[0].path, "openfhe");
    if (paired_baseline) baseline_us = timings[0].best_us;
    for (size_t i = 0; i < candidates.size(); i++) {
      row(kernel, candidates[i].path, timings[i], exact[i],
          paired_baseline && i == 0 ? 0 : baseline_us);
    }
    last_best_us_ = timings.back().best_us;
  }

  double last_best_us() const { return last_best_us_; }
  std::string json() const { return "[" + rows_ + "]"; }

 private:
  void row(const Kernel &kernel, const char *path, const Timing &timing, int exact,
           double baseline_us) {
    auto number = [](double value, const char *format) {
      char text[32] = "null";
      if (value > 0) std::snprintf(text, sizeof text, format, value);
      return std::string(text);
    };
    char head[512];
    std::snprintf(head, sizeof head,
                  "%s{\"kernel\":\"%s\",\"n\":8192,\"limbs\":%u,\"limb_bits\":42,\"columns\":%zu,"
                  "\"path\":\"%s\",\"best_us\":%.3f,\"median_us\":%.3f,\"repeats\":%d,",
                  rows_.empty() ? "" : ",", kernel.name, kernel.limbs, kernel.columns, path,
                  timing.best_us, timing.median_us, timing.repeats);
    rows_ += head;
    rows_ += "\"bytes_moved\":" + number(kernel.bytes, "%.0f") +
             ",\"gb_per_s\":" + number(kernel.bytes / timing.best_us / 1e3, "%.2f") +
             ",\"ratio_to_openfhe\":" + number(baseline_us / timing.best_us, "%.3f") +
             ",\"bit_exact\":" + (exact < 0 ? "null" : exact ? "true" : "false") +
             ",\"baseline\":" +
             (kernel.baseline ? '"' + std::string(kernel.baseline) + '"' : "null") + "}";
  }

  int repeats_;
  std::string rows_;
  double last_best_us_ = 0;
};

std::vector<const lineal_kernels *> paths() {
  std::vector<const lineal_kernels *> tables = {lineal_kernels_scalar()};
  if (lineal_kernels_avx2_fma()) tables.push_back(lineal_kernels_avx2_fma());
  return tables;
}

/// Everything the measurements work on.
struct Bench {
  std::shared_ptr<const Ring> ring = Ring::study(kStudy13);
  OpenFheBaseline openfhe{kColumns};
  TiledRow x{ring, kColumns, kColumnScaleBits};
  TiledRow w{ring, kColumns, kColumnScaleBits};
  std::unique_ptr<owner::Share> share;
  Results results;
  double encrypt_us = 0;

  explicit Bench(int repeats) : results(repeats) {
    Ciphertext c(ring, 1, kColumnScaleBits);
    for (size_t j = 0; j < kColumns; j++) {
      for (TiledRow *row : {&x, &w}) {
        for (uint32_t p = 0; p < 2; p++) {
          for (uint32_t l = 0; l < ring->limbs(); l++) {
            std::memcpy(c.limb(p, l), row == &x ? openfhe.left(j, p, l) : openfhe.right(j, p, l),
                        ring->n() * 8);
          }
        }
        row->set(j, c);
      }
    }
    share = owner::Share::generate(ring, kSeed, kSeed);
    owner::SecretBuffer square(ring->words());
    uniform(square.data());
    share = share->with_square(std::move(square));
  }

  /// One polynomial of uniform residues.
  void uniform(uint64_t *out, uint32_t index = 0) const {
    for (uint32_t l = 0; l < ring->limbs(); l++) {
      ring->kernels().expand_seed(&ring->limb(l), kSeed, kRefreshUniform, index * 8 + l,
                                  out + static_cast<size_t>(l) * ring->n());
    }
  }
};

void measure_stream(Bench &bench) {
  // Twice the last-level cache of a large server, so that memory is what is read.
  Buffer memory = Buffer::zeroed(size_t{64} << 20);
  volatile uint64_t sink = 0;
  auto read = [&] {
    uint64_t sums[8] = {};
    for (size_t i = 0; i < memory.size(); i += 8) {
      for (size_t k = 0; k < 8; k++) sums[k] += memory[i + k];
    }
    for (uint64_t s : sums) sink = sink + s;
  };
  bench.results.add({"stream", 0, 0, 8.0 * memory.size(), nullptr}, {{"scalar", read}}, {-1});
}

void measure_forward(Bench &bench) {
  const Ring &ring = *bench.ring;
  Ciphertext product(bench.ring, 2, 2 * kColumnScaleBits);
  bench.openfhe.dot();
  std::vector<Candidate> candidates = {{"openfhe", [&] { bench.openfhe.dot(); }}};
  std::vector<int> exact = {-1};
  for (const lineal_kernels *kernels : paths()) {
    auto run = [&, kernels] {
      for (uint32_t l = 0; l < ring.limbs(); l++) {
        lineal_row xs = bench.x.row(l), ws = bench.w.row(l);
        kernels->multiply_accumulate(&ring.limb(l), &xs, &ws, kColumns, product.limb(0, l),
                                     product.limb(1, l), product.limb(2, l));
      }
    };
    run();
    int same = 1;
    for (uint32_t p = 0; p < 3; p++) {
      for (uint32_t l = 0; l < ring.limbs(); l++) {
        same &= !std::memcmp(product.limb(p, l), bench.openfhe.product(p, l), ring.n() * 8);
      }
    }
    candidates.push_back({kernels->path, run});
    exact.push_back(same);
  }
  double bytes = 8.0 * ring.words() * 4 * kColumns;
  bench.results.add({"multiply_accumulate", ring.limbs(), kColumns, bytes, "eval_mult_no_relin"},
                    candidates, exact);
}

void measure_gradient(Bench &bench) {
  const Ring &ring = *bench.ring;
  std::vector<const TiledRow *> blocks(kBlocks, &bench.x);
  std::vector<std::unique_ptr<TiledRow>> copies;
  for (size_t b = 1; b < kBlocks; b++) {  // blocks of their own, so that memory is what is read
    copies.push_back(std::make_unique<TiledRow>(bench.ring, kColumns, kColumnScaleBits));
    for (size_t j = 0; j < kColumns; j++) copies.back()->set(j, *bench.w.term(j));
    blocks[b] = copies.back().get();
  }
  CiphertextPtr r = bench.w.term(0);
  size_t stride = 2 * ring.words();
  Buffer out(stride * kColumns), reference(stride * kColumns);
  std::vector<uint64_t> sums(kColumns), reference_sums(kColumns);
  std::vector<Candidate> candidates;
  std::vector<int> exact;
  for (const lineal_kernels *kernels : paths()) {
    auto run = [&, kernels] {
      for (uint32_t l = 0; l < ring.limbs(); l++) {
        std::vector<lineal_row> rows;
        std::vector<const uint64_t *> r0(kBlocks, r->limb(0, l)), r1(kBlocks, r->limb(1, l));
        for (const TiledRow *block : blocks) rows.push_back(block->row(l));
        uint64_t *to = out.data() + static_cast<size_t>(l) * ring.n();
        kernels->multiply_accumulate_transposed(&ring.limb(l), rows.data(), r0.data(), r1.data(),
                                                kBlocks, kColumns, to, to + ring.words(), stride,
                                                sums.data());
      }
    };
    run();
    if (exact.empty()) {
      std::memcpy(reference.data(), out.data(), out.size() * 8);
      reference_sums = sums;
      exact.push_back(-1);
    } else {
      exact.push_back(!std::memcmp(reference.data(), out.data(), out.size() * 8) &&
                      sums == reference_sums);
    }
    candidates.push_back({kernels->path, run});
  }
  double bytes = 8.0 * ring.words() * 2 * kColumns * (kBlocks + 1);
  bench.results.add({"multiply_accumulate_transposed", ring.limbs(), kColumns, bytes, nullptr},
                    candidates, exact);
}

void measure_ntt(Bench &bench) {
  const lineal_limb &limb = bench.ring->limb(0);
  size_t n = bench.ring->n();
  for (const char *name : {"intt", "ntt"}) {  // OpenFHE's limb starts in evaluation form
    bool inverse = !std::strcmp(name, "intt");
    Buffer input(n), scratch(n), expected(n);
    std::memcpy(input.data(), bench.openfhe.limb(), n * 8);
    bench.openfhe.transform_limb();
    std::memcpy(expected.data(), bench.openfhe.limb(), n * 8);
    bench.openfhe.transform_limb();
    // before each timed run the limb is brought back to the form that the run starts from
    auto flip = std::make_shared<bool>(false);
    std::vector<Candidate> candidates = {{"openfhe", [&] { bench.openfhe.transform_limb(); },
                                          [&bench, flip] {
                                            if (*flip) bench.openfhe.transform_limb();
                                            *flip = true;
                                          }}};
    std::vector<int> exact = {-1};
    for (const lineal_kernels *kernels : paths()) {
      auto run = [&, kernels] {
        inverse ? kernels->intt(&limb, scratch.data()) : kernels->ntt(&limb, scratch.data());
      };
      auto prepare = [&] { std::memcpy(scratch.data(), input.data(), n * 8); };
      prepare();
      run();
      exact.push_back(!std::memcmp(scratch.data(), expected.data(), n * 8));
      candidates.push_back({kernels->path, run, prepare});
    }
    bench.results.add({name, 1, 1, 0, nullptr}, candidates, exact);
    // leave OpenFHE's limb in the other form for the next round of this loop
    if (std::memcmp(bench.openfhe.limb(), expected.data(), n * 8)) bench.openfhe.transform_limb();
  }
}

void measure_sampling_and_lift(Bench &bench) {
  const Ring &ring = *bench.ring;
  const lineal_limb &limb = ring.limb(0);
  Buffer out(ring.words()), input(ring.words());
  Buffer expanded(ring.n()), lifted(ring.words());  // what the first path gave
  bench.uniform(input.data());
  std::vector<Candidate> expand, lift, trace;
  std::vector<int> expand_exact, lift_exact, trace_exact;
  volatile uint64_t sink = 0;
  uint64_t traced = 0;
  for (const lineal_kernels *kernels : paths()) {
    auto run_expand = [&, kernels] {
      kernels->expand_seed(&limb, kSeed, kRefreshUniform, 0, out.data());
    };
    auto run_lift = [&, kernels] {
      const uint64_t *in[kStudyLimbs];
      uint64_t *to[kStudyLimbs];
      for (uint32_t l = 0; l < kStudyLimbs; l++) {
        in[l] = input.data() + static_cast<size_t>(l) * ring.n();
        to[l] = out.data() + static_cast<size_t>(l) * ring.n();
      }
      kernels->lift_and_round(&ring.low_basis(), in, ring.n(), {1, 42}, &ring.low_basis(), to);
    };
    auto run_trace = [&, kernels] {
      sink = kernels->inner_product(&limb, input.data(), bench.share->secret(0),
                                    input.data() + ring.n(), bench.share->square(0));
    };
    run_expand();
    bool first = expand.empty();
    if (first) std::memcpy(expanded.data(), out.data(), ring.n() * 8);
    expand_exact.push_back(first ? -1 : !std::memcmp(expanded.data(), out.data(), ring.n() * 8));
    run_lift();
    if (first) std::memcpy(lifted.data(), out.data(), ring.words() * 8);
    lift_exact.push_back(first ? -1 : !std::memcmp(lifted.data(), out.data(), ring.words() * 8));
    run_trace();
    if (first) traced = sink;
    trace_exact.push_back(first ? -1 : traced == sink);
    expand.push_back({kernels->path, run_expand});
    lift.push_back({kernels->path, run_lift});
    trace.push_back({kernels->path, run_trace});
  }
  bench.results.add({"expand_seed", 1, 1, 0, nullptr}, expand, expand_exact);
  bench.results.add({"lift_and_round", ring.limbs(), 1, 0, nullptr}, lift, lift_exact);
  bench.results.add({"inner_product", 1, 1, 32.0 * ring.n(), nullptr}, trace, trace_exact);
}

/// What owners do, each beside one OpenFHE public-key encryption.
void measure_owner(Bench &bench) {
  const Ring &ring = *bench.ring;
  const char *path = ring.kernels().path;
  Buffer key(2 * ring.words()), column(2 * ring.words());
  bench.uniform(key.data(), 1);
  bench.uniform(key.data() + ring.words(), 2);
  auto openfhe = Candidate{"openfhe", [&] { bench.openfhe.encrypt(); }};
  bench.results.add({"encrypt_column", ring.limbs(), 1, 0, "encrypt_public"},
                    {openfhe, {path, [&] {
                       owner::encrypt_column(ring, key.data(), key.data(), kSeed, column.data());
                     }}},
                    {-1, -1});

  auto masks = owner::UniformRange::of_power(164);
  owner::SlotRequest slots{kSeed, kSeed, masks, {1, 40}, key.data(), key.data() + ring.words()};
  bench.results.add({"slot_refresh", ring.limbs(), 1, 0, "encrypt_public"},
                    {openfhe, {path, [&] { owner::answer_slots(*bench.share, slots); }}}, {-1, -1});

  constexpr size_t kBatch = 16;
  std::vector<uint8_t> keys(kBatch * LINEAL_SEED_BYTES, 7), packed(kBatch * ring.packed_bytes());
  std::vector<uint64_t> constants(kBatch * ring.limbs(), 5), traces(kBatch * ring.limbs());
  Buffer operands(kBatch * 2 * ring.words());
  for (size_t i = 0; i < 2 * kBatch; i++) {
    std::memcpy(operands.data() + i * ring.words(), key.data(), ring.words() * 8);
  }
  auto encrypt_constant = [&] {
    owner::encrypt_constants(*bench.share, keys.data(), keys.data(), constants.data(), 1,
                             packed.data());
  };
  bench.results.add({"encrypt_constant", ring.limbs(), 1, 0, "encrypt_public"},
                    {openfhe, {path, encrypt_constant}}, {-1, -1});
  size_t turn = 0;  // another feature each time, as in a training
  auto partial_trace = [&] {
    const uint64_t *at = operands.data() + (turn++ % kBatch) * 2 * ring.words();
    owner::covered_traces(*bench.share, {at, 1, 2}, {kMask, keys.data(), masks, -1}, traces.data(),
                          nullptr);
  };
  bench.results.add({"trace_refresh", ring.limbs(), 1, 16.0 * ring.words(), "encrypt_public"},
                    {openfhe, {path, partial_trace}}, {-1, -1});
}

}  // namespace

std::string kernel_results(int repeats) {
  Bench bench(repeats);
  measure_stream(bench);
  measure_forward(bench);
  measure_gradient(bench);
  measure_ntt(bench);
  measure_sampling_and_lift(bench);
  measure_owner(bench);
  return bench.results.json();
}

}  // namespace lineal::bench
