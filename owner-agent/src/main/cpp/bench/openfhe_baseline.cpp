#include "openfhe_baseline.hpp"

#include "openfhe_study.hpp"

namespace lineal::bench {

using namespace lbcrypto;

namespace {

const uint64_t *words(const Ciphertext<DCRTPoly> &c, size_t p, size_t l) {
  return openfhe_words(c->GetElements()[p], l);
}

}  // namespace

struct OpenFheBaseline::State {
  OpenFheContext context = openfhe_study();
  KeyPair<DCRTPoly> keys = context->KeyGen();
  Plaintext column;
  std::vector<Ciphertext<DCRTPoly>> left, right;
  Ciphertext<DCRTPoly> product;
  NativePoly limb;
};

OpenFheBaseline::OpenFheBaseline(size_t columns) : state_(std::make_unique<State>()) {
  std::vector<double> values(1 << 12);
  for (size_t k = 0; k < values.size(); k++) values[k] = 1.0 / static_cast<double>(k + 1);
  state_->column = state_->context->MakeCKKSPackedPlaintext(values);
  for (size_t j = 0; j < columns; j++) {
    state_->left.push_back(state_->context->Encrypt(state_->keys.publicKey, state_->column));
    state_->right.push_back(state_->context->Encrypt(state_->keys.publicKey, state_->column));
  }
  state_->limb = state_->left[0]->GetElements()[0].GetAllElements()[0];
}

OpenFheBaseline::~OpenFheBaseline() = default;

void OpenFheBaseline::dot() {
  auto &context = state_->context;
  state_->product = context->EvalMultNoRelin(state_->left[0], state_->right[0]);
  for (size_t j = 1; j < state_->left.size(); j++) {
    context->EvalAddInPlace(state_->product,
                            context->EvalMultNoRelin(state_->left[j], state_->right[j]));
  }
}

void OpenFheBaseline::encrypt() {
  auto ciphertext = state_->context->Encrypt(state_->keys.publicKey, state_->column);
}

void OpenFheBaseline::transform_limb() { state_->limb.SwitchFormat(); }

const uint64_t *OpenFheBaseline::left(size_t j, size_t p, size_t l) const {
  return words(state_->left[j], p, l);
}

const uint64_t *OpenFheBaseline::right(size_t j, size_t p, size_t l) const {
  return words(state_->right[j], p, l);
}

const uint64_t *OpenFheBaseline::product(size_t p, size_t l) const {
  return words(state_->product, p, l);
}

const uint64_t *OpenFheBaseline::limb() const { return reinterpret_cast<const uint64_t *>(&state_->limb.GetValues()[0]); }

}  // namespace lineal::bench
