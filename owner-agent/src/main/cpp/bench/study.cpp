#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

#include "column.hpp"
#include "iteration.hpp"
#include "sampler.hpp"

namespace lineal::bench {
namespace {

constexpr double kRate = 4;  // of the gradient's mean
constexpr uint32_t kStepShift = 80;
constexpr uint32_t kStudy13 = 13;

// The generator's seeds: a benchmark's keys protect nothing.
struct Seed {
  uint8_t bytes[LINEAL_SEED_BYTES] = {};
  explicit Seed(uint64_t number) { std::memcpy(bytes, &number, sizeof number); }
};

}  // namespace

Study::Study(size_t rows, size_t columns, const Encode &encode)
    : ring_(Ring::study(kStudy13)),
      rows_(rows),
      columns_(columns),
      public_key_(2 * ring_->words()),
      secret_(Buffer::zeroed(ring_->words())) {
  deal_shares();
  draw_rows(encode);
}

void Study::deal_shares() {
  const lineal_kernels &kernels = ring_->kernels();
  for (size_t i = 0; i < kOwners; i++) {
    shares_.push_back(owner::Share::generate(ring_, Seed(1 + i).bytes, Seed(11 + i).bytes));
  }
  std::vector<owner::SecretBuffer> squares;
  for (size_t i = 0; i < kOwners; i++) squares.emplace_back(ring_->words());
  Buffer noise(ring_->words());
  std::vector<int64_t> small(ring_->n());
  owner::Sampler(kernels, Seed(20).bytes).noise(0, ring_->n(), small.data());
  owner::small_to_ntt(*ring_, small.data(), noise.data());
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    const lineal_limb *limb = &ring_->limb(l);
    const size_t at = static_cast<size_t>(l) * ring_->n();
    uint64_t *s = secret_.data() + at, *last = squares.back().data() + at;
    for (auto &share : shares_) kernels.add(limb, s, share->secret(l), s);
    kernels.multiply_add(limb, s, s, nullptr, nullptr, nullptr, last);
    for (size_t i = 0; i + 1 < kOwners; i++) {
      uint64_t *t = squares[i].data() + at;
      kernels.expand_seed(limb, Seed(30 + i).bytes, kRefreshUniform, l, t);
      kernels.subtract(limb, last, t, last);
    }
    uint64_t *b = public_key_.data() + at, *a = b + ring_->words();
    kernels.expand_seed(limb, Seed(40).bytes, kJointKeyUniform, l, a);
    kernels.multiply_add(limb, a, s, nullptr, nullptr, nullptr, b);
    kernels.subtract(limb, noise.data() + at, b, b);
  }
  for (size_t i = 0; i < kOwners; i++) shares_[i] = shares_[i]->with_square(std::move(squares[i]));
}

void Study::draw_rows(const Encode &encode) {
  std::mt19937_64 generator(7);
  std::uniform_real_distribution<double> draw(-1, 1);
  for (size_t c = 0; c < kBlocks * columns_; c++) {
    values_.emplace_back(rows_);
    for (double &value : values_.back()) value = draw(generator);
    x_.push_back(encrypted(encode(values_.back()).data(), kColumnScaleBits));
  }
  const double most = 1 / std::sqrt(static_cast<double>(columns_));
  for (size_t j = 0; j < columns_; j++) {
    old_weights_.push_back(std::llround(std::ldexp(most * draw(generator), kRefreshedScaleBits)));
    std::vector<uint64_t> constant;
    for (uint64_t residue : residues(old_weights_[j])) {
      constant.insert(constant.end(), ring_->n(), residue);
    }
    w_.push_back(encrypted(constant.data(), kRefreshedScaleBits));
  }
}

CiphertextPtr Study::encrypted(const uint64_t *message, uint32_t scale_bits) {
  auto ciphertext = std::make_unique<Ciphertext>(ring_, 1, scale_bits);
  Buffer aligned(ring_->words());
  std::memcpy(aligned.data(), message, ring_->words() * 8);
  owner::encrypt_column(*ring_, public_key_.data(), aligned.data(), Seed(1000 + drawn_++).bytes,
                        ciphertext->limb(0, 0));
  return ciphertext;
}

std::vector<uint64_t> Study::residues(int64_t integer) const {
  std::vector<uint64_t> all;
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    int64_t q = static_cast<int64_t>(ring_->modulus(l));
    all.push_back(static_cast<uint64_t>((integer % q + q) % q));
  }
  return all;
}

/// Coefficient 0 of a trace times N/2 is the sum over the slots at 2^82; the weight is at 2^40.
lineal_factor Study::step() const {
  double per_row = kRate / (static_cast<double>(kBlocks * rows_) * kReach);
  double factor = per_row * std::ldexp(ring_->n() / 2, 40 - 82);
  return {std::llround(std::ldexp(factor, kStepShift)), kStepShift};
}

std::vector<double> Study::expected_weights() const {
  std::vector<double> sums(columns_);
  for (size_t b = 0; b < kBlocks; b++) {
    for (size_t k = 0; k < rows_; k++) {
      double y = 0;
      for (size_t j = 0; j < columns_; j++) {
        y += values_[b * columns_ + j][k] * std::ldexp(old_weights_[j], -40);
      }
      double u = y * y, r = 0.5 + y * (kSlope1 + u * (kSlope3 + u * kSlope5));
      for (size_t j = 0; j < columns_; j++) sums[j] += values_[b * columns_ + j][k] * r;
    }
  }
  for (size_t j = 0; j < columns_; j++) {
    sums[j] *= kRate / (static_cast<double>(kBlocks * rows_) * kReach);
    sums[j] += std::ldexp(old_weights_[j], -40);
  }
  return sums;
}

double Study::decrypted(const uint64_t *c0, const uint64_t *c1) const {
  const lineal_limb &limb = ring_->limb(0);
  Buffer message(ring_->n());
  ring_->kernels().multiply_add(&limb, c1, secret_.data(), nullptr, nullptr, c0, message.data());
  ring_->kernels().intt(&limb, message.data());
  auto residue = static_cast<int64_t>(message[0]);
  if (message[0] > limb.modulus / 2) residue -= static_cast<int64_t>(limb.modulus);
  return std::ldexp(static_cast<double>(residue), -40);
}

double Study::agreement_bits(
    const std::function<const uint64_t *(size_t j, uint32_t p)> &weight) const {
  std::vector<double> wanted = expected_weights();
  double worst = std::ldexp(1, -60);
  for (size_t j = 0; j < columns_; j++) {
    const uint64_t *c0 = weight(j, 0);  // before c1: it may make both
    worst = std::max(worst, std::fabs(decrypted(c0, weight(j, 1)) - wanted[j]));
  }
  return -std::log2(worst);
}

}  // namespace lineal::bench
