#include "peer_operations.hpp"

#include <cstdio>

#include "column.hpp"
#include "domains.hpp"
#include "iteration.hpp"
#include "openfhe_refresh.hpp"
#include "packing.hpp"
#include "refresh.hpp"
#include "slot_refresh.hpp"
#include "tiled_row.hpp"
#include "timing.hpp"

namespace lineal::bench {

using namespace lbcrypto;

namespace {

constexpr size_t kColumns = 174;
const uint8_t kSeed[LINEAL_SEED_BYTES] = {1, 2, 3};  // a benchmark's keys protect nothing

/// Both sides' operands: the same bits, from a study's first block and its weights.
struct Operands {
  OpenFheContext context = openfhe_study();
  Study study;
  std::shared_ptr<const Ring> ring = study.ring();
  TiledRow x{ring, kColumns, kColumnScaleBits}, w{ring, kColumns, kRefreshedScaleBits};
  CiphertextPtr product;
  Buffer scratch{2 * ring->words()};
  KeyPair<DCRTPoly> keys = context->KeyGen();
  Plaintext plain = context->MakeCKKSPackedPlaintext(std::vector<double>(4096, 0.5));
  std::vector<lbcrypto::Ciphertext<DCRTPoly>> left, right;

  Operands()
      : study(4096, kColumns,
              [this](const std::vector<double> &v) { return openfhe_encode(context, v); }) {
    for (size_t j = 0; j < kColumns; j++) {
      x.set(j, study.column(0, j));
      w.set(j, study.weight(j));
      left.push_back(context->Encrypt(keys.publicKey, plain));
      right.push_back(context->Encrypt(keys.publicKey, plain));
    }
    product = forward(x, w);
  }
};

class Table {
 public:
  explicit Table(int repeats) : repeats_(repeats) {}

  void add(const char *operation, const std::function<void()> &lineal,
           const std::function<void()> &openfhe) {
    std::vector<Candidate> candidates;
    if (lineal) candidates.push_back({"lineal", lineal});
    candidates.push_back({"openfhe", openfhe});
    std::vector<Timing> timings = paired(candidates, repeats_);
    char text[64] = "null", row[192];
    if (lineal) std::snprintf(text, sizeof text, "%.2f", timings[0].median_us);
    std::snprintf(row, sizeof row, "%s{\"operation\":\"%s\",\"lineal_us\":%s,\"openfhe_us\":%.2f}",
                  rows_.empty() ? "" : ",", operation, text, timings.back().median_us);
    rows_ += row;
  }

  std::string json() const { return "[" + rows_ + "]"; }

 private:
  int repeats_;
  std::string rows_;
};

void transforms(Table &table, Operands &o) {
  const lineal_limb &limb = o.ring->limb(0);
  const lineal_kernels &kernels = o.ring->kernels();
  NativePoly evaluated = openfhe_polynomial(o.context, o.study.column(0, 0).limb(0, 0))
                             .GetElementAtIndex(0);
  NativePoly coefficients = evaluated, work;
  coefficients.SwitchFormat();
  uint64_t *values = o.scratch.data();  // any canonical residues do, again and again
  kernels.expand_seed(&limb, kSeed, kRefreshUniform, 0, values);
  auto transformed = [&](const NativePoly &from) {
    return [&work, &from] {
      work = from;  // a copy of 64 KB, a hundredth of the transform
      work.SwitchFormat();
    };
  };
  table.add("ntt", [&] { kernels.ntt(&limb, values); }, transformed(coefficients));
  table.add("intt", [&] { kernels.intt(&limb, values); }, transformed(evaluated));
}

void arithmetic(Table &table, Operands &o) {
  const lineal::Ciphertext &a = o.study.column(0, 0), &b = o.study.column(0, 1);
  auto encrypt = [&] {
    owner::encrypt_column(*o.ring, o.study.public_key().data(), a.limb(0, 0), kSeed,
                          o.scratch.data());
  };
  auto multiply_plaintext = [&] {
    for (uint32_t p = 0; p < 2; p++) {
      for (uint32_t l = 0; l < o.ring->limbs(); l++) {
        uint64_t *out = o.scratch.data() + (p * o.ring->limbs() + l) * o.ring->n();
        o.ring->kernels().multiply_add(&o.ring->limb(l), a.limb(p, l), b.limb(0, l), nullptr,
                                       nullptr, nullptr, out);
      }
    }
  };
  auto dot = [&] {
    auto sum = o.context->EvalMultNoRelin(o.left[0], o.right[0]);
    for (size_t j = 1; j < kColumns; j++) {
      o.context->EvalAddInPlace(sum, o.context->EvalMultNoRelin(o.left[j], o.right[j]));
    }
  };
  auto product = o.context->EvalMultNoRelin(o.left[0], o.right[0]);
  table.add("encrypt", encrypt, [&] { o.context->Encrypt(o.keys.publicKey, o.plain); });
  table.add("add", [&] { lineal::add(a, b); }, [&] { o.context->EvalAdd(o.left[0], o.right[0]); });
  table.add("multiply_plaintext", multiply_plaintext,
            [&] { o.context->EvalMult(o.left[0], o.plain); });
  table.add("multiply", [&] { lineal::dot({&a}, {&b}); },
            [&] { o.context->EvalMultNoRelin(o.left[0], o.right[0]); });
  table.add("dot", [&] { forward(o.x, o.w); }, dot);
  table.add("rescale", nullptr, [&] { o.context->Rescale(product); });
}

void refreshes(Table &table, Operands &o) {
  owner::UniformRange masks = owner::UniformRange::of_power(kMaskBits);
  const owner::Share &share = o.study.share(0);
  const lineal::Ciphertext &c = *o.product;
  owner::SlotRequest request{kSeed, kSeed, masks, {1, 42}, c.limb(1, 0), c.limb(2, 0)};
  std::vector<uint8_t> h(o.ring->packed_bytes()), b(h.size());
  auto answer = [&] {
    owner::SlotAnswer one = owner::answer_slots(share, request);
    pack_polynomials(*o.ring, one.masked.data(), 1, h.data());
    pack_polynomials(*o.ring, one.encrypted.data(), 1, b.data());
  };
  auto combine = [&] {
    SlotRefresh refresh(c);
    for (size_t i = 0; i < kOwners; i++) refresh.absorb(h.data(), b.data());
    refresh.finish(kSeed, {1, 42}, kRefreshedScaleBits);
  };
  OpenFheRefresh theirs(o.context, kMaskBits);
  std::vector<DCRTPoly> polynomials;
  for (uint32_t p = 0; p < 3; p++) {
    polynomials.push_back(openfhe_polynomial(o.context, c.limb(p, 0)));
  }
  DCRTPoly secret = openfhe_polynomial(o.context, share.secret(0));
  DCRTPoly square = openfhe_polynomial(o.context, share.square(0)), a = theirs.uniform();
  auto one = theirs.answer(polynomials, secret, square, a, {1, 42});
  std::vector<OpenFheRefresh::Answer> answers(kOwners, one);
  table.add("slot_refresh", answer,
            [&] { theirs.answer(polynomials, secret, square, a, {1, 42}); });
  table.add("combine", combine, [&] { theirs.combine(polynomials[0], answers, a, {1, 42}); });
}

}  // namespace

std::string operation_results(int repeats) {
  Operands operands;
  Table table(repeats);
  transforms(table, operands);
  arithmetic(table, operands);
  refreshes(table, operands);
  return table.json();
}

}  // namespace lineal::bench
