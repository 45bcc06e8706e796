#include "roots.hpp"

#include <map>
#include <mutex>

#include "memory.hpp"

namespace lineal::device {
namespace {

const uint64_t *resident(const uint64_t *table, size_t n) {
  void *memory = allocate(n * sizeof(uint64_t));
  upload(memory, table, n * sizeof(uint64_t));
  return static_cast<uint64_t *>(memory);
}

Roots uploaded(const lineal_limb &limb) {
  const size_t n = size_t{1} << limb.log_n;
  return {limb.modulus,
          limb.n_inverse,
          limb.n_inverse_shoup,
          limb.log_n,
          resident(limb.roots, n),
          resident(limb.roots_shoup, n),
          resident(limb.inverse_roots, n),
          resident(limb.inverse_roots_shoup, n)};
}

}  // namespace

Roots roots_of(const lineal_limb &limb) {
  // By prime and length, not by address: those say which root the tables hold (kernels.h).
  static std::mutex mutex;
  static std::map<std::pair<uint64_t, uint32_t>, Roots> tables;
  std::lock_guard<std::mutex> lock(mutex);
  const auto key = std::make_pair(limb.modulus, limb.log_n);
  auto found = tables.find(key);
  if (found == tables.end()) {
    found = tables.emplace(key, uploaded(limb)).first;
    finish();  // other threads' streams read the tables too
  }
  return found->second;
}

}  // namespace lineal::device
