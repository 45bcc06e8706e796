// Negacyclic NTT in doubles, two radix-2 layers at a time.
//
// Node k of the transform's binary tree holds the values that root k splits; its children are 2k
// and 2k + 1. A step takes node k straight to its grandchildren 4k .. 4k + 3.
#include "kernels.hpp"
#include "vector.hpp"

namespace lineal::avx2 {
namespace {

/// A sub-transform of this size and its roots stay in the first-level cache.
constexpr size_t kCachedSize = 1024;

/// Four nodes of four values are done in registers.
constexpr size_t kLeafSize = 16;

struct Roots {
  const double *balanced;
  const double *over_q;

  Root operator[](size_t k) const {
    return {_mm256_set1_pd(balanced[k]), _mm256_set1_pd(over_q[k])};
  }

  Root four(size_t k) const {
    return {_mm256_loadu_pd(balanced + k), _mm256_loadu_pd(over_q + k)};
  }

  /// Roots k, k + 2, k + 4, k + 6.
  Root every_second(size_t k) const {
    return {alternate(balanced + k), alternate(over_q + k)};
  }

 private:
  static Doubles alternate(const double *p) {
    // The last value read is p[6], as p[7] may lie beyond the table for an odd first index.
    Doubles low = _mm256_loadu_pd(p);
    Doubles high = _mm256_loadu_pd(p + 3);
    Doubles mixed = _mm256_shuffle_pd(low, high, 0b1010);  // 0, 4, 2, 6
    return _mm256_permute4x64_pd(mixed, 0b11011000);       // 0, 2, 4, 6
  }
};

/// Either residues as words or doubles in the same memory.
template <bool kWords>
Doubles read(const uint64_t *p) {
  return kWords ? load_doubles(p) : _mm256_loadu_pd(reinterpret_cast<const double *>(p));
}

void write(uint64_t *p, Doubles x) { _mm256_storeu_pd(reinterpret_cast<double *>(p), x); }

struct Four {
  Doubles a, b, c, d;

  template <bool kWords>
  static Four read_from(const uint64_t *p, size_t step) {
    return {read<kWords>(p), read<kWords>(p + step), read<kWords>(p + 2 * step),
            read<kWords>(p + 3 * step)};
  }

  void write_to(uint64_t *p, size_t step) const {
    write(p, a);
    write(p + step, b);
    write(p + 2 * step, c);
    write(p + 3 * step, d);
  }

  void write_canonical(uint64_t *p, size_t step, const Modulus &modulus) const {
    store(p, modulus.canonical(a));
    store(p + step, modulus.canonical(b));
    store(p + 2 * step, modulus.canonical(c));
    store(p + 3 * step, modulus.canonical(d));
  }

  void transpose() {
    Doubles ab_even = _mm256_unpacklo_pd(a, b);
    Doubles ab_odd = _mm256_unpackhi_pd(a, b);
    Doubles cd_even = _mm256_unpacklo_pd(c, d);
    Doubles cd_odd = _mm256_unpackhi_pd(c, d);
    a = _mm256_permute2f128_pd(ab_even, cd_even, 0x20);
    b = _mm256_permute2f128_pd(ab_odd, cd_odd, 0x20);
    c = _mm256_permute2f128_pd(ab_even, cd_even, 0x31);
    d = _mm256_permute2f128_pd(ab_odd, cd_odd, 0x31);
  }

  /// Values grow by little more than q a step and are reduced at the very end: below 2^47 for
  /// q < 2^43 and seven steps, where a product's quotient is still right within 2^-5.
  void forward(const Root &parent, const Root &left, const Root &right, Doubles q) {
    Doubles pc = parent.times(c, q);
    Doubles pd = parent.times(d, q);
    Doubles u = _mm256_add_pd(a, pc);
    Doubles v = _mm256_sub_pd(a, pc);
    Doubles lu = left.times(_mm256_add_pd(b, pd), q);
    Doubles rv = right.times(_mm256_sub_pd(b, pd), q);
    a = _mm256_add_pd(u, lu);
    b = _mm256_sub_pd(u, lu);
    c = _mm256_add_pd(v, rv);
    d = _mm256_sub_pd(v, rv);
  }

  /// The sums a and b, and the differences c and d that still want the parent's root.
  void backward(const Root &left, const Root &right, Doubles q) {
    Doubles u = _mm256_add_pd(a, b);
    Doubles v = _mm256_add_pd(c, d);
    Doubles lu = left.times(_mm256_sub_pd(a, b), q);
    Doubles rv = right.times(_mm256_sub_pd(c, d), q);
    a = _mm256_add_pd(u, v);
    b = _mm256_add_pd(lu, rv);
    c = _mm256_sub_pd(u, v);
    d = _mm256_sub_pd(lu, rv);
  }

  /// A whole inverse step. Sums would grow fourfold, so a is reduced: all below 1.1 q after it.
  void backward(const Root &parent, const Root &left, const Root &right, const Modulus &modulus) {
    backward(left, right, modulus.q);
    a = modulus.balanced(a);
    c = parent.times(c, modulus.q);
    d = parent.times(d, modulus.q);
  }
};

class Transform {
 public:
  Transform(const lineal_limb *limb, const double *balanced, const double *over_q)
      : limb_(limb), roots_{balanced, over_q}, modulus_(limb->modulus) {}

  void forward(uint64_t *x) const {
    const size_t n = length(limb_);
    if (limb_->log_n % 2 == 0) {
      forward_node<true>(x, n, 1);
      return;
    }
    forward_halves(x, n / 2);
    forward_node<false>(x, n / 2, 2);
    forward_node<false>(x + n / 2, n / 2, 3);
  }

  void backward(uint64_t *x) const {
    const size_t n = length(limb_);
    if (limb_->log_n % 2 == 0) {
      backward_below(x, n, 1);
      backward_last_quarters(x, n / 4);
      return;
    }
    backward_node(x, n / 2, 2);
    backward_node(x + n / 2, n / 2, 3);
    backward_last_halves(x, n / 2);
  }

 private:
  template <bool kWords>
  void forward_step(uint64_t *x, size_t size, size_t k) const {
    const size_t quarter = size / 4;
    const Root parent = roots_[k], left = roots_[2 * k], right = roots_[2 * k + 1];
    for (size_t i = 0; i < quarter; i += kLanes) {
      Four v = Four::read_from<kWords>(x + i, quarter);
      v.forward(parent, left, right, modulus_.q);
      v.write_to(x + i, quarter);
    }
  }

  /// The whole sub-transform of node k, canonical at the end.
  template <bool kWords>
  void forward_node(uint64_t *x, size_t size, size_t k) const {
    forward_step<kWords>(x, size, k);
    if (size > kCachedSize) {
      for (size_t i = 0; i < 4; ++i) forward_node<false>(x + i * (size / 4), size / 4, 4 * k + i);
      return;
    }
    size_t nodes = 4;
    for (size /= 4; size >= kLeafSize; size /= 4, nodes *= 4) {
      for (size_t i = 0; i < nodes; ++i) forward_step<false>(x + i * size, size, k * nodes + i);
    }
    for (size_t i = 0; i < nodes; i += 4) forward_leaf(x + 4 * i, k * nodes + i);
  }

  /// Nodes k .. k + 3 of four values each.
  void forward_leaf(uint64_t *x, size_t k) const {
    Four v = Four::read_from<false>(x, kLanes);
    v.transpose();
    v.forward(roots_.four(k), roots_.every_second(2 * k), roots_.every_second(2 * k + 1),
              modulus_.q);
    v = {modulus_.balanced(v.a), modulus_.balanced(v.b), modulus_.balanced(v.c),
         modulus_.balanced(v.d)};
    v.transpose();
    v.write_canonical(x, kLanes, modulus_);
  }

  /// The first layer alone, for odd log_n.
  void forward_halves(uint64_t *x, size_t half) const {
    const Root root = roots_[1];
    for (size_t i = 0; i < half; i += kLanes) {
      Doubles u = load_doubles(x + i);
      Doubles v = root.times(load_doubles(x + half + i), modulus_.q);
      write(x + i, _mm256_add_pd(u, v));
      write(x + half + i, _mm256_sub_pd(u, v));
    }
  }

  void backward_leaf(uint64_t *x, size_t k) const {
    Four v = Four::read_from<true>(x, kLanes);
    v.transpose();
    v.backward(roots_.four(k), roots_.every_second(2 * k), roots_.every_second(2 * k + 1),
               modulus_);
    v.transpose();
    v.write_to(x, kLanes);
  }

  void backward_step(uint64_t *x, size_t size, size_t k) const {
    const size_t quarter = size / 4;
    const Root parent = roots_[k], left = roots_[2 * k], right = roots_[2 * k + 1];
    for (size_t i = 0; i < quarter; i += kLanes) {
      Four v = Four::read_from<false>(x + i, quarter);
      v.backward(parent, left, right, modulus_);
      v.write_to(x + i, quarter);
    }
  }

  void backward_node(uint64_t *x, size_t size, size_t k) const {
    backward_below(x, size, k);
    backward_step(x, size, k);
  }

  /// The sub-transforms of node k's grandchildren.
  void backward_below(uint64_t *x, size_t size, size_t k) const {
    if (size > kCachedSize) {
      for (size_t i = 0; i < 4; ++i) backward_node(x + i * (size / 4), size / 4, 4 * k + i);
      return;
    }
    size_t nodes = size / 4;
    for (size_t i = 0; i < nodes; i += 4) backward_leaf(x + 4 * i, k * nodes + i);
    for (size_t node_size = kLeafSize; node_size < size; node_size *= 4) {
      nodes /= 4;
      for (size_t i = 0; i < nodes; ++i) {
        backward_step(x + i * node_size, node_size, k * nodes + i);
      }
    }
  }

  /// The last layers carry the factor 1/n.
  Root scaled_root(uint64_t value) const {
    const uint64_t q = limb_->modulus;
    unsigned __int128 product = static_cast<unsigned __int128>(value) * limb_->n_inverse;
    return make_root(static_cast<uint64_t>(product % q), q);
  }

  void backward_last_quarters(uint64_t *x, size_t quarter) const {
    const Root scale = scaled_root(1), parent = scaled_root(limb_->inverse_roots[1]);
    const Root left = roots_[2], right = roots_[3];
    const Doubles q = modulus_.q;
    for (size_t i = 0; i < quarter; i += kLanes) {
      Four v = Four::read_from<false>(x + i, quarter);
      v.backward(left, right, q);
      v = {scale.times(v.a, q), scale.times(v.b, q), parent.times(v.c, q), parent.times(v.d, q)};
      v.write_canonical(x + i, quarter, modulus_);
    }
  }

  void backward_last_halves(uint64_t *x, size_t half) const {
    const Root scale = scaled_root(1), root = scaled_root(limb_->inverse_roots[1]);
    const Doubles q = modulus_.q;
    for (size_t i = 0; i < half; i += kLanes) {
      Doubles u = read<false>(x + i);
      Doubles v = read<false>(x + half + i);
      store(x + i, modulus_.canonical(scale.times(_mm256_add_pd(u, v), q)));
      store(x + half + i, modulus_.canonical(root.times(_mm256_sub_pd(u, v), q)));
    }
  }

  const lineal_limb *limb_;
  Roots roots_;
  Modulus modulus_;
};

}  // namespace

void ntt(const lineal_limb *limb, uint64_t *values) {
  Transform(limb, limb->roots_balanced, limb->roots_over_q).forward(values);
}

void intt(const lineal_limb *limb, uint64_t *values) {
  Transform(limb, limb->inverse_roots_balanced, limb->inverse_roots_over_q).backward(values);
}

}  // namespace lineal::avx2
