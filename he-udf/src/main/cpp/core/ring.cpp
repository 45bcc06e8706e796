#include "ring.hpp"

#include <map>
#include <mutex>

#include "error.hpp"
#include "modulus.hpp"

namespace lineal {
namespace {

uint32_t reverse_bits(uint32_t value, uint32_t bits) {
  uint32_t reversed = 0;
  for (uint32_t i = 0; i < bits; i++) reversed = reversed << 1 | (value >> i & 1);
  return reversed;
}

/// The least primitive 2n-th root of unity modulo q, as OpenFHE's RootOfUnity returns it.
uint64_t least_primitive_root(uint64_t q, uint64_t two_n) {
  uint64_t root = 0;
  for (uint64_t g = 2; !root; g++) {
    uint64_t candidate = power_mod(g, (q - 1) / two_n, q);
    if (power_mod(candidate, two_n / 2, q) == q - 1) root = candidate;
  }
  uint64_t least = root;
  uint64_t square = multiply_mod(root, root, q);
  for (uint64_t i = 1; i < two_n / 2; i++) {  // the primitive ones are the odd powers
    root = multiply_mod(root, square, q);
    if (root < least) least = root;
  }
  return least;
}

struct Words192 {
  uint64_t w[3] = {1, 0, 0};
  void multiply(uint64_t factor) {
    uint128 carry = 0;
    for (uint64_t &word : w) {
      carry += static_cast<uint128>(word) * factor;
      word = static_cast<uint64_t>(carry);
      carry >>= 64;
    }
  }
};

}  // namespace

/// Powers of the root in bit-reversed order, in the forms that the kernels take.
struct Ring::Tables {
  std::vector<uint64_t> roots, roots_shoup, inverse_roots, inverse_roots_shoup;
  std::vector<double> balanced, over_q, inverse_balanced, inverse_over_q;

  Tables(uint64_t q, uint32_t log_n) {
    uint32_t n = 1u << log_n;
    uint64_t psi = least_primitive_root(q, 2ull * n);
    fill(q, log_n, psi, roots, roots_shoup, balanced, over_q);
    fill(q, log_n, inverse_mod(psi, q), inverse_roots, inverse_roots_shoup, inverse_balanced,
         inverse_over_q);
  }

  static void fill(uint64_t q, uint32_t log_n, uint64_t root, std::vector<uint64_t> &plain,
                   std::vector<uint64_t> &shoup, std::vector<double> &balanced,
                   std::vector<double> &over_q) {
    uint32_t n = 1u << log_n;
    plain.resize(n);
    shoup.resize(n);
    balanced.resize(n);
    over_q.resize(n);
    uint64_t power = 1;
    for (uint32_t i = 0; i < n; i++, power = multiply_mod(power, root, q)) {
      uint32_t k = reverse_bits(i, log_n);
      plain[k] = power;
      shoup[k] = shoup_quotient(power, q);
      balanced[k] = power > q / 2 ? -static_cast<double>(q - power) : static_cast<double>(power);
      over_q[k] = balanced[k] / static_cast<double>(q);
    }
  }
};

lineal_basis make_basis(const lineal_limb *limbs, uint32_t count) {
  lineal_basis basis{};
  basis.count = count;
  Words192 product;
  for (uint32_t i = 0; i < count; i++) {
    basis.limbs[i] = &limbs[i];
    product.multiply(limbs[i].modulus);
    for (uint32_t j = 0; j < i; j++) {
      uint64_t q = limbs[i].modulus;
      basis.garner[i][j] = inverse_mod(limbs[j].modulus % q, q);
    }
  }
  for (int w = 0; w < 3; w++) {
    basis.product[w] = product.w[w];
    basis.half_product[w] = product.w[w] >> 1 | (w < 2 ? product.w[w + 1] << 63 : 0);
  }
  return basis;
}

Ring::Ring(const ParameterSet &set, uint32_t limbs) : set_(set), kernels_(lineal_kernels_best()) {
  for (uint32_t i = 0; i < limbs; i++) {
    uint64_t q = set.primes[i];
    tables_.push_back(std::make_unique<Tables>(q, set.log_n));
    const Tables &t = *tables_.back();
    lineal_limb limb{};
    limb.modulus = q;
    limb.log_n = set.log_n;
    limb.bits = 64 - static_cast<uint32_t>(__builtin_clzll(q - 1));
    limb.n_inverse = inverse_mod(n(), q);
    limb.n_inverse_shoup = shoup_quotient(limb.n_inverse, q);
    limb.accept_below = static_cast<uint64_t>((static_cast<uint128>(1) << 64) / q) * q;
    limb.roots = t.roots.data();
    limb.roots_shoup = t.roots_shoup.data();
    limb.inverse_roots = t.inverse_roots.data();
    limb.inverse_roots_shoup = t.inverse_roots_shoup.data();
    limb.roots_balanced = t.balanced.data();
    limb.roots_over_q = t.over_q.data();
    limb.inverse_roots_balanced = t.inverse_balanced.data();
    limb.inverse_roots_over_q = t.inverse_over_q.data();
    limbs_.push_back(limb);
  }
  low_ = make_basis(limbs_.data(), kStudyLimbs);
  if (limbs == kCeremonyLimbs) high_ = make_basis(limbs_.data() + kStudyLimbs, kStudyLimbs);
}

Ring::~Ring() = default;

const lineal_basis &Ring::high_basis() const {
  if (!high_.count) throw ArgumentError("only the ceremony's ring has the basis q_4 .. q_7");
  return high_;
}

size_t Ring::packed_bytes() const {
  size_t bits = 0;
  for (const lineal_limb &limb : limbs_) bits += limb.bits;
  return bits * n() / 8;
}

static std::shared_ptr<const Ring> shared_ring(uint32_t id, uint32_t limbs) {
  static std::mutex mutex;
  static std::map<std::pair<uint32_t, uint32_t>, std::shared_ptr<const Ring>> rings;
  std::lock_guard<std::mutex> lock(mutex);
  auto &ring = rings[{id, limbs}];
  if (!ring) ring = std::make_shared<const Ring>(parameter_set(id), limbs);
  return ring;
}

std::shared_ptr<const Ring> Ring::study(uint32_t id) { return shared_ring(id, kStudyLimbs); }

std::shared_ptr<const Ring> Ring::ceremony(uint32_t id) { return shared_ring(id, kCeremonyLimbs); }

}  // namespace lineal
