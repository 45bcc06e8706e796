#include "tiled_row.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <string>

#include "error.hpp"
#include "modulus.hpp"

namespace lineal {
namespace {

uint64_t next_identity() {
  static std::atomic<uint64_t> last{0};
  return ++last;
}

}  // namespace

TiledRow::TiledRow(std::shared_ptr<const Ring> ring, size_t terms, uint32_t scale_bits)
    : ring_(std::move(ring)), terms_(terms), scale_bits_(scale_bits), identity_(next_identity()) {
  if (terms == 0 || terms > (size_t{1} << 24)) {
    throw ArgumentError("a row has 1 to 2^24 ciphertexts, not " + std::to_string(terms));
  }
  residues_ = Buffer::zeroed(ring_->words() * 2 * terms);
}

TiledRow::~TiledRow() { forget(); }

void TiledRow::forget() const {
  if (ring_->kernels().forget != nullptr) ring_->kernels().forget(identity_);
}

size_t TiledRow::offset(uint32_t limb, size_t tile, size_t j) const {
  size_t tiles = ring_->n() / LINEAL_TILE;
  return ((limb * tiles + tile) * terms_ + j) * 2 * LINEAL_TILE;
}

void TiledRow::require_place(size_t j) const {
  if (j < terms_) return;
  throw ArgumentError("the row has no place " + std::to_string(static_cast<int64_t>(j)));
}

void TiledRow::set(size_t j, const Ciphertext &term) {
  require_place(j);
  if (&term.ring() != ring_.get() || term.degree() != 1 || term.scale_bits() != scale_bits_) {
    throw ArgumentError(std::string("this row takes ciphertexts of ") + ring_->set().name +
                        ", degree 1, scale 2^" + std::to_string(scale_bits_) + ", not " +
                        term.ring().set().name + ", degree " + std::to_string(term.degree()) +
                        ", scale 2^" + std::to_string(term.scale_bits()));
  }
  forget();
  identity_ = next_identity();
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    const uint64_t *c0 = term.limb(0, l), *c1 = term.limb(1, l);
    uint64_t *tile = residues_.data() + offset(l, 0, j);
    for (size_t k = 0; k < ring_->n(); k += LINEAL_TILE, tile += 2 * LINEAL_TILE * terms_) {
      std::memcpy(tile, c0 + k, LINEAL_TILE * 8);
      std::memcpy(tile + LINEAL_TILE, c1 + k, LINEAL_TILE * 8);
    }
  }
}

CiphertextPtr TiledRow::term(size_t j) const {
  require_place(j);
  auto term = std::make_unique<Ciphertext>(ring_, 1, scale_bits_);
  for (uint32_t l = 0; l < ring_->limbs(); l++) {
    const uint64_t *tile = residues_.data() + offset(l, 0, j);
    for (size_t k = 0; k < ring_->n(); k += LINEAL_TILE, tile += 2 * LINEAL_TILE * terms_) {
      std::memcpy(term->limb(0, l) + k, tile, LINEAL_TILE * 8);
      std::memcpy(term->limb(1, l) + k, tile + LINEAL_TILE, LINEAL_TILE * 8);
    }
  }
  return term;
}

lineal_row TiledRow::row(uint32_t limb, size_t first) const {
  return {residues_.data() + offset(limb, 0, first), 2 * LINEAL_TILE, LINEAL_TILE,
          2 * LINEAL_TILE * terms_};
}

CiphertextPtr forward(const TiledRow &x, const TiledRow &w) {
  if (&x.ring() != &w.ring() || x.terms() != w.terms()) {
    throw ArgumentError("a block of " + std::to_string(x.terms()) + " columns of " +
                        x.ring().set().name + " does not go with " + std::to_string(w.terms()) +
                        " weights of " + w.ring().set().name);
  }
  auto product =
      std::make_unique<Ciphertext>(x.shared_ring(), 2, x.scale_bits() + w.scale_bits());
  if (x.ring().kernels().forward != nullptr) {
    const lineal_tiles xs = x.tiles(), ws = w.tiles();
    x.ring().kernels().forward(&x.ring().limb(0), x.ring().limbs(), &xs, &ws, product->limb(0, 0));
    return product;
  }
  for (uint32_t l = 0; l < x.ring().limbs(); l++) {
    lineal_row xs = x.row(l), ws = w.row(l);
    x.ring().kernels().multiply_accumulate(&x.ring().limb(l), &xs, &ws, x.terms(),
                                           product->limb(0, l), product->limb(1, l),
                                           product->limb(2, l));
  }
  return product;
}

void wipe(uint64_t *words, size_t count) {
  volatile uint64_t *wiped = words;
  for (size_t k = 0; k < count; k++) wiped[k] = 0;
}

CiphertextPtr forward_constants(const TiledRow &x, const std::vector<uint64_t> &constants,
                                uint32_t scale_bits) {
  const Ring &ring = x.ring();
  const uint32_t limbs = ring.limbs();
  if (constants.size() != x.terms() * limbs) {
    throw ArgumentError("a block of " + std::to_string(x.terms()) + " columns takes " +
                        std::to_string(x.terms() * limbs) + " residues of constants, not " +
                        std::to_string(constants.size()));
  }
  for (size_t k = 0; k < constants.size(); k++) {
    if (constants[k] >= ring.modulus(k % limbs)) {
      throw ArgumentError("a constant is not below its prime");
    }
  }
  auto product = std::make_unique<Ciphertext>(x.shared_ring(), 1, x.scale_bits() + scale_bits);
  // (k_j, 0) for one tile, which every tile's product reads again.
  Buffer weights = Buffer::zeroed(x.terms() * 2 * LINEAL_TILE);
  Buffer nothing(ring.n());
  const lineal_row ws{weights.data(), 2 * LINEAL_TILE, LINEAL_TILE, 0};
  for (uint32_t l = 0; l < limbs; l++) {
    for (size_t j = 0; j < x.terms(); j++) {
      std::fill_n(weights.data() + j * 2 * LINEAL_TILE, LINEAL_TILE, constants[j * limbs + l]);
    }
    const lineal_row xs = x.row(l);
    ring.kernels().multiply_accumulate(&ring.limb(l), &xs, &ws, x.terms(), product->limb(0, l),
                                       product->limb(1, l), nothing.data());
  }
  wipe(weights.data(), x.terms() * 2 * LINEAL_TILE);
  return product;
}

}  // namespace lineal
