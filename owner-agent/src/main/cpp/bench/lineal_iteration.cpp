#include <cmath>
#include <cstring>

#include "accumulator.hpp"
#include "iteration.hpp"
#include "packing.hpp"
#include "refresh.hpp"
#include "slot_refresh.hpp"
#include "tiled_row.hpp"
#include "trace.hpp"

namespace lineal::bench {
namespace {

constexpr size_t kTile = 16;  // kernels take at least 16 coefficients

/// The kernels that training uses, packing for the wire included.
class LinealIteration : public Iteration {
 public:
  explicit LinealIteration(const Study &study)
      : study_(study),
        ring_(study.ring()),
        masks_(owner::UniformRange::of_power(kMaskBits)),
        next_(ring_, study.columns(), kRefreshedScaleBits),
        old_(ring_, study.columns(), kRefreshedScaleBits) {
    for (size_t b = 0; b < kBlocks; b++) {
      x_.push_back(std::make_unique<TiledRow>(ring_, study.columns(), kColumnScaleBits));
      for (size_t j = 0; j < study.columns(); j++) x_[b]->set(j, study.column(b, j));
    }
    for (size_t j = 0; j < study.columns(); j++) old_.set(j, study.weight(j));
    products_.resize(kBlocks);
    slopes_.resize(kBlocks);
  }

  void forward() override {
    for (size_t b = 0; b < kBlocks; b++) products_[b] = lineal::forward(*x_[b], old_);
  }

  void activation() override {
    for (size_t b = 0; b < kBlocks; b++) {
      CiphertextPtr y = refreshed(*products_[b], {1, 42});
      CiphertextPtr u = refreshed(*dot({y.get()}, {y.get()}), {1, 40});
      CiphertextPtr linear = multiply_constant(*u, at_scale(kSlope3 / kSlope5), 40);
      CiphertextPtr square = dot({u.get()}, {u.get()});
      int64_t slope5 = std::llround(std::ldexp(kSlope5, 40));
      CiphertextPtr v = refreshed(*add_lower_degree(*square, *linear), {slope5, 80});
      v = add_constant(*v, at_scale(kSlope1));
      CiphertextPtr r = refreshed(*dot({y.get()}, {v.get()}), {1, 40});
      slopes_[b] = add_constant(*r, at_scale(0.5));
    }
  }

  void gradient() override {
    gradient_ = std::make_unique<DegreeTwoAccumulator>(ring_, study_.columns(), 82);
    std::vector<const TiledRow *> blocks;
    std::vector<const Ciphertext *> slopes;
    for (size_t b = 0; b < kBlocks; b++) {
      blocks.push_back(x_[b].get());
      slopes.push_back(slopes_[b].get());
    }
    gradient_->add(blocks, slopes);
  }

  void traces() override {
    const size_t columns = study_.columns(), limbs = ring_->limbs();
    std::vector<uint64_t> covered(columns * limbs), integers(3 * columns);
    std::vector<std::vector<uint64_t>> sums(limbs);
    for (uint32_t l = 0; l < limbs; l++) {
      const lineal_limb &limb = ring_->limb(l);
      for (size_t j = 0; j < columns; j++) {
        sums[l].push_back(times(gradient_->sums(j)[l], limb.n_inverse, limb.modulus));
      }
    }
    for (size_t i = 0; i < kOwners; i++) {
      owner::covered_traces(study_.share(i), {gradient_->polynomials(0), columns, 2},
                            {kMask, keys(i).data(), masks_, -1}, covered.data(), integers.data());
      for (size_t at = 0; at < covered.size(); at++) {
        uint64_t q = ring_->modulus(at % limbs);
        sums[at % limbs][at / limbs] = (sums[at % limbs][at / limbs] + covered[at]) % q;
      }
      constants_[i] = scaled_integers(integers);
    }
    public_constants(sums);
  }

  void weights() override {
    const size_t columns = study_.columns(), bytes = ring_->packed_bytes();
    std::vector<uint8_t> seeds = keys(kOwners);
    std::vector<std::vector<uint8_t>> parts(kOwners, std::vector<uint8_t>(columns * bytes));
    for (size_t i = 0; i < kOwners; i++) {
      owner::encrypt_constants(study_.share(i), seeds.data(), keys(i).data(), constants_[i].data(),
                               columns, parts[i].data());
    }
    for (size_t j = 0; j < columns; j++) {
      ConstantRefresh refresh(ring_);
      for (const auto &part : parts) refresh.absorb(part.data() + j * bytes);
      next_.set(j, *refresh.finish(seeds.data() + j * LINEAL_SEED_BYTES, public_constants_[j], 40));
    }
  }

  double agreement_bits() const override {
    CiphertextPtr term;
    return study_.agreement_bits([&](size_t j, uint32_t p) {
      if (p == 0) term = next_.term(j);
      return term->limb(p, 0);
    });
  }

 private:
  /// Every owner's answer, packed as it is sent, and the fresh ciphertext made of them.
  CiphertextPtr refreshed(const Ciphertext &product, lineal_factor gamma) {
    uint8_t seed[LINEAL_SEED_BYTES] = {};
    std::memcpy(seed, &++turn_, sizeof turn_);
    SlotRefresh refresh(product);
    std::vector<uint8_t> h(ring_->packed_bytes()), b(h.size());
    for (size_t i = 0; i < kOwners; i++) {
      owner::SlotRequest request{seed,  keys(i).data(),      masks_,
                                 gamma, product.limb(1, 0), product.limb(2, 0)};
      owner::SlotAnswer answer = owner::answer_slots(study_.share(i), request);
      pack_polynomials(*ring_, answer.masked.data(), 1, h.data());
      pack_polynomials(*ring_, answer.encrypted.data(), 1, b.data());
      refresh.absorb(h.data(), b.data());
    }
    return refresh.finish(seed, gamma, kRefreshedScaleBits);
  }

  /// A key per column.
  std::vector<uint8_t> keys(size_t owner) const {
    std::vector<uint8_t> all(study_.columns() * LINEAL_SEED_BYTES);
    for (uint32_t j = 0; j < study_.columns(); j++) {
      std::memcpy(all.data() + j * LINEAL_SEED_BYTES, &j, sizeof j);
      all[j * LINEAL_SEED_BYTES + 31] = static_cast<uint8_t>(owner + 1);
    }
    return all;
  }

  std::vector<uint64_t> at_scale(double value) const {
    return study_.residues(std::llround(std::ldexp(value, kRefreshedScaleBits)));
  }

  static uint64_t times(uint64_t a, uint64_t b, uint64_t q) {
    return static_cast<uint64_t>(static_cast<unsigned __int128>(a) * b % q);
  }

  /// round(step M_i) for every column, [column][limb].
  std::vector<uint64_t> scaled_integers(const std::vector<uint64_t> &integers) const {
    const size_t columns = study_.columns(), stride = (columns + kTile - 1) / kTile * kTile;
    Buffer words = Buffer::zeroed(3 * stride), out(ring_->limbs() * stride);
    for (size_t at = 0; at < integers.size(); at++) words[at % 3 * stride + at / 3] = integers[at];
    uint64_t *parts[3] = {words.data(), words.data() + stride, words.data() + 2 * stride};
    uint64_t *limbs[kStudyLimbs];
    for (uint32_t l = 0; l < kStudyLimbs; l++) limbs[l] = out.data() + l * stride;
    ring_->kernels().round_and_reduce(parts, masks_.bound().data(), stride, study_.step(),
                                      &ring_->low_basis(), limbs);
    std::vector<uint64_t> constants;
    for (size_t j = 0; j < columns; j++) {
      for (uint64_t *limb : limbs) constants.push_back(limb[j]);
    }
    return constants;
  }

  /// round(step d) + the old weight for every column.
  void public_constants(const std::vector<std::vector<uint64_t>> &sums) {
    const size_t columns = study_.columns(), stride = (columns + kTile - 1) / kTile * kTile;
    Buffer lifted = Buffer::zeroed(ring_->limbs() * stride);
    uint64_t *limbs[kStudyLimbs];
    for (uint32_t l = 0; l < kStudyLimbs; l++) {
      limbs[l] = lifted.data() + l * stride;
      std::copy(sums[l].begin(), sums[l].end(), limbs[l]);
    }
    ring_->kernels().lift_and_round(&ring_->low_basis(), limbs, stride, study_.step(),
                                    &ring_->low_basis(), limbs);
    public_constants_.assign(columns, {});
    for (size_t j = 0; j < columns; j++) {
      std::vector<uint64_t> old = study_.residues(study_.old_weight(j));
      for (uint32_t l = 0; l < kStudyLimbs; l++) {
        public_constants_[j].push_back((limbs[l][j] + old[l]) % ring_->modulus(l));
      }
    }
  }

  const Study &study_;
  std::shared_ptr<const Ring> ring_;
  owner::UniformRange masks_;
  std::vector<std::unique_ptr<TiledRow>> x_;
  TiledRow next_, old_;
  std::vector<CiphertextPtr> products_, slopes_;
  std::unique_ptr<DegreeTwoAccumulator> gradient_;
  std::vector<uint64_t> constants_[kOwners];  // [column][limb], each owner's own
  std::vector<std::vector<uint64_t>> public_constants_;
  uint64_t turn_ = 0;
};

}  // namespace

std::unique_ptr<Iteration> lineal_iteration(const Study &study) {
  return std::make_unique<LinealIteration>(study);
}

}  // namespace lineal::bench
