// Host side of the device's kernels: arrays to the device, a kernel, arrays back.
#include "backend.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "array.hpp"
#include "exhaustion.hpp"
#include "pointwise.cuh"
#include "roots.hpp"
#include "rows.cuh"
#include "transform.cuh"

#ifdef __CUDACC__
#define LINEAL_DEVICE_PATH "cuda"
#else
#define LINEAL_DEVICE_PATH "emulated"
#endif

namespace lineal::device {
namespace {

size_t length(const lineal_limb *limb) { return size_t{1} << limb->log_n; }

Shape points(size_t count) {
  return {static_cast<unsigned>((count + kPointThreads - 1) / kPointThreads), kPointThreads, 0};
}

/// A copy on the device, or null for null.
class Operand {
 public:
  Operand(const uint64_t *from, size_t count)
      : given_(from != nullptr), words_(given_ ? Words(from, count) : Words(1)) {}
  const uint64_t *data() const { return given_ ? words_.data() : nullptr; }

 private:
  bool given_;
  Words words_;
};

// ---- Transforms

void transform(void (*kernel)(Roots, uint64_t *), const lineal_limb *limb, uint64_t *values) {
  const size_t n = length(limb);
  Words on_device(values, n);
  const unsigned threads = static_cast<unsigned>(
      std::clamp<size_t>(n >> kPassLayers, 1, kTransformThreads));
  launch(kernel, {1, threads, n + n / 16}, roots_of(*limb), on_device.data());
  on_device.store(values);
}

void ntt(const lineal_limb *limb, uint64_t *values) { transform(forward_transform, limb, values); }
void intt(const lineal_limb *limb, uint64_t *values) { transform(inverse_transform, limb, values); }

// ---- Sums of products

/// A row's words from its first to its last, and the row over them.
struct DeviceRow {
  DeviceRow(const lineal_row &from, size_t terms, size_t n)
      : words(from.base, extent(from, terms, n)), row(from) {
    row.base = words.data();
  }

  static size_t extent(const lineal_row &row, size_t terms, size_t n) {
    return (terms - 1) * row.term_stride + row.polynomial_stride +
           (n / LINEAL_TILE - 1) * row.tile_stride + LINEAL_TILE;
  }

  Words words;
  lineal_row row;
};

void multiply_accumulate_rows(const lineal_limb *limb, const lineal_row *x, const lineal_row *w,
                              size_t terms, uint64_t *out0, uint64_t *out1, uint64_t *out2) {
  const size_t n = length(limb);
  const DeviceRow xs(*x, terms, n), ws(*w, terms, n);
  Words out(3 * n);
  launch_products({{Reducer(limb->modulus), xs.row, ws.row, out.data(), n}}, n, terms);
  download({out.span(out0, 0, n), out.span(out1, n, n), out.span(out2, 2 * n, n)});
}

uint64_t inner_product_of(const lineal_limb *limb, const uint64_t *a, const uint64_t *s,
                          const uint64_t *b, const uint64_t *t) {
  const size_t n = length(limb);
  const Operand as(a, n), ss(s, n), bs(b, n), ts(t, n);
  Words sum(1);
  launch(inner_product, {1, kSumThreads, kSumThreads}, Reducer(limb->modulus),
         static_cast<unsigned>(n), as.data(), ss.data(), bs.data(), ts.data(), sum.data());
  uint64_t result;
  sum.store(&result);
  return result;
}

// ---- Coefficient by coefficient

void add_arrays(const lineal_limb *limb, const uint64_t *a, const uint64_t *b, uint64_t *out) {
  const size_t n = length(limb);
  const Operand as(a, n), bs(b, n);
  Words sum(n);
  launch(add, points(n), limb->modulus, n, as.data(), bs.data(), sum.data());
  sum.store(out);
}

void multiply_add_arrays(const lineal_limb *limb, const uint64_t *a, const uint64_t *b,
                         const uint64_t *c, const uint64_t *d, const uint64_t *e, uint64_t *out) {
  const size_t n = length(limb);
  const Operand as(a, n), bs(b, n), cs(c, n), ds(d, n), es(e, n);
  Words result(n);
  launch(multiply_add, points(n), Reducer(limb->modulus), n, as.data(), bs.data(), cs.data(),
         ds.data(), es.data(), result.data());
  result.store(out);
}

void expand(const lineal_limb *limb, const uint8_t seed[LINEAL_SEED_BYTES], uint32_t domain,
            uint32_t index, uint64_t *out) {
  const size_t n = length(limb);
  Key key;
  std::memcpy(key.words, seed, LINEAL_SEED_BYTES);  // both orders are little-endian
  Words drawn(n);
  launch(expand_seed, points(n / kBlockWords), Reducer(limb->modulus), limb->accept_below, n, key,
         domain, index, drawn.data());
  drawn.store(out);
}

/// `count` polynomials of n words each, side by side on the device.
struct Polynomials {
  Polynomials(size_t count, size_t n) : words(count * n) {
    for (size_t l = 0; l < count; ++l) out.at[l] = words.data() + l * n;
  }
  Polynomials(const uint64_t *const *from, size_t count, size_t n) : Polynomials(count, n) {
    for (size_t l = 0; l < count; ++l) {
      upload(out.at[l], from[l], n * sizeof(uint64_t));
      in.at[l] = out.at[l];
    }
  }
  void store(size_t count, size_t n, uint64_t *const *to) const {
    std::vector<Span> spans;
    for (size_t l = 0; l < count; ++l) spans.push_back(words.span(to[l], l * n, n));
    download(spans);
  }

  Words words;
  Inputs in{};
  Outputs out{};
};

void lift_and_round_limbs(const lineal_basis *from, const uint64_t *const *in, size_t n,
                          lineal_factor factor, const lineal_basis *to, uint64_t *const *out) {
  const Polynomials source(in, from->count, n);
  const Polynomials result(to->count, n);
  launch(lift_and_round, points(n), scalar::Lift(*from), scalar::Rounding(factor),
         scalar::BasisReducer(*to), n, source.in, result.out);
  result.store(to->count, n, out);
}

void round_and_reduce_words(const uint64_t *const words[3], const uint64_t offset[3], size_t n,
                            lineal_factor factor, const lineal_basis *to, uint64_t *const *out) {
  const Polynomials source(words, 3, n);
  const Polynomials result(to->count, n);
  launch(round_and_reduce, points(n), scalar::Integer::of(offset), scalar::Rounding(factor),
         scalar::BasisReducer(*to), n, source.in, result.out);
  result.store(to->count, n, out);
}

/// A kernel of the table: `OnDevice`, and where memory does not suffice the host's.
template <auto OnDevice, auto OnHost>
struct Either;
template <class Result, class... Parameters, Result (*OnDevice)(Parameters...),
          Result (*lineal_kernels::*OnHost)(Parameters...)>
struct Either<OnDevice, OnHost> {
  static Result call(Parameters... parameters) {
    return device_or_host([&] { return OnDevice(parameters...); },
                          [&] { return (host().*OnHost)(parameters...); });
  }
};

template <auto Kernel, auto OnDevice>
void use(lineal_kernels *table) {
  table->*Kernel = Either<OnDevice, Kernel>::call;
}

}  // namespace
}  // namespace lineal::device

const char *lineal_device_kernels(const lineal_kernels *host, lineal_kernels *table) {
  namespace device = lineal::device;
  using Table = lineal_kernels;
  static const std::string why = device::unavailable();
  if (!why.empty()) return why.c_str();
  device::set_host(host);
  *table = *host;  // packing, keystream, differences and plain sums stay on the processor
  table->path = LINEAL_DEVICE_PATH;
  device::use<&Table::ntt, device::ntt>(table);
  device::use<&Table::intt, device::intt>(table);
  device::use<&Table::multiply_accumulate, device::multiply_accumulate_rows>(table);
  device::use<&Table::inner_product, device::inner_product_of>(table);
  device::use<&Table::multiply_add, device::multiply_add_arrays>(table);
  device::use<&Table::add, device::add_arrays>(table);
  device::use<&Table::expand_seed, device::expand>(table);
  device::use<&Table::round_and_reduce, device::round_and_reduce_words>(table);
  device::use<&Table::lift_and_round, device::lift_and_round_limbs>(table);
  table->forward = device::forward;
  table->gradient = device::gradient;
  table->forget = device::forget;
  return nullptr;
}
