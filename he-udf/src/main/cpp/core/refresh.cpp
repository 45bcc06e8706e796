#include "refresh.hpp"

#include <algorithm>
#include <cstring>

#include "domains.hpp"
#include "error.hpp"
#include "packing.hpp"

namespace lineal {
namespace {

constexpr uint32_t kNumeratorBits = 42;  // of the rounding kernel
constexpr uint32_t kShiftEnd = 128;

void add_to(const Ring &ring, const Buffer &scratch, Buffer &sum) {
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    size_t at = static_cast<size_t>(l) * ring.n();
    ring.kernels().add(&ring.limb(l), sum.data() + at, scratch.data() + at, sum.data() + at);
  }
}

}  // namespace

SlotRefresh::SlotRefresh(const Ciphertext &product)
    : ring_(product.shared_ring()),
      d_(ring_->words()),
      b_(Buffer::zeroed(ring_->words())),
      scratch_h_(ring_->words()),
      scratch_b_(ring_->words()) {
  std::memcpy(d_.data(), product.limb(0, 0), ring_->words() * 8);
}

void SlotRefresh::absorb(const uint8_t *packed_h, const uint8_t *packed_b) {
  require_open();
  unpack_polynomials(*ring_, packed_h, 1, scratch_h_.data());
  unpack_polynomials(*ring_, packed_b, 1, scratch_b_.data());
  add_to(*ring_, scratch_h_, d_);
  add_to(*ring_, scratch_b_, b_);
}

void SlotRefresh::require_open() const {
  if (finished_) throw ArgumentError("this refresh is finished; make a new one for the product");
}

CiphertextPtr SlotRefresh::finish(const uint8_t seed[LINEAL_SEED_BYTES], lineal_factor gamma,
                                  uint32_t scale_bits) {
  require_open();
  uint64_t magnitude = gamma.numerator < 0 ? 0 - static_cast<uint64_t>(gamma.numerator)
                                           : static_cast<uint64_t>(gamma.numerator);
  if (magnitude >> kNumeratorBits || gamma.shift >= kShiftEnd ||
      (gamma.shift < kNumeratorBits && magnitude > uint64_t{1} << gamma.shift)) {
    throw ArgumentError("a refresh scales by a factor of magnitude 1 at most, its numerator below "
                        "2^42, its shift below 128");
  }
  finished_ = true;
  const lineal_kernels &kernels = ring_->kernels();
  uint64_t *d[kStudyLimbs];
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    d[l] = d_.data() + static_cast<size_t>(l) * ring_->n();
    kernels.intt(&ring_->limb(l), d[l]);
  }
  kernels.lift_and_round(&ring_->low_basis(), d, ring_->n(), gamma, &ring_->low_basis(), d);
  auto fresh = with_uniform(ring_, seed, kRefreshUniform, scale_bits);
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    kernels.ntt(&ring_->limb(l), d[l]);
    kernels.add(&ring_->limb(l), d[l], b_.data() + (d[l] - d_.data()), fresh->limb(0, l));
  }
  return fresh;
}

ConstantRefresh::ConstantRefresh(std::shared_ptr<const Ring> ring)
    : ring_(std::move(ring)), b_(Buffer::zeroed(ring_->words())) {}

void ConstantRefresh::absorb(const uint8_t *packed_b) {
  Buffer scratch(ring_->words());
  unpack_polynomials(*ring_, packed_b, 1, scratch.data());
  add_to(*ring_, scratch, b_);
}

CiphertextPtr ConstantRefresh::finish(const uint8_t seed[LINEAL_SEED_BYTES],
                                      const std::vector<uint64_t> &constant,
                                      uint32_t scale_bits) const {
  auto fresh = std::make_unique<Ciphertext>(ring_, 1, scale_bits);
  add_constant(constant, fresh->limb(0, 0));
  expand_uniform(*ring_, seed, kRefreshUniform, fresh->limb(1, 0));
  return fresh;
}

void ConstantRefresh::pack(const std::vector<uint64_t> &constant, uint8_t *out) const {
  Buffer c0(ring_->words());
  add_constant(constant, c0.data());
  pack_polynomials(*ring_, c0.data(), 1, out);
}

void ConstantRefresh::add_constant(const std::vector<uint64_t> &constant, uint64_t *c0) const {
  if (constant.size() != ring_->limbs()) throw ArgumentError("a constant has a residue per limb");
  Buffer everywhere(ring_->n());  // a constant polynomial has the same evaluation everywhere
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    if (constant[l] >= ring_->modulus(l)) throw ArgumentError("a residue is not below its prime");
    size_t at = static_cast<size_t>(l) * ring_->n();
    std::fill_n(everywhere.data(), ring_->n(), constant[l]);
    ring_->kernels().add(&ring_->limb(l), b_.data() + at, everywhere.data(), c0 + at);
  }
}

}  // namespace lineal
