#include "roots.hpp"

#include <map>
#include <mutex>

#include "array.hpp"
#include "barriers.hpp"

namespace lineal::device {
namespace {

Roots uploaded(const lineal_limb &limb) {
  const size_t n = size_t{1} << limb.log_n;
  const uint64_t *tables[] = {limb.roots, limb.roots_shoup, limb.inverse_roots,
                              limb.inverse_roots_shoup};
  Words words(4 * n);
  for (size_t t = 0; t < 4; ++t) upload(words.data() + t * n, tables[t], n * sizeof(uint64_t));
  LINEAL_WAIT(kRootsLoaded, finish());  // other threads' streams read the tables too
  const uint64_t *at = (new Words(std::move(words)))->data();  // for the life of the process
  return {limb.modulus, limb.n_inverse, limb.n_inverse_shoup, limb.log_n,
          at,           at + n,         at + 2 * n,           at + 3 * n};
}

}  // namespace

Roots roots_of(const lineal_limb &limb) {
  // By prime and length, not by address: those say which root the tables hold (kernels.h).
  static std::mutex mutex;
  static std::map<std::pair<uint64_t, uint32_t>, Roots> tables;
  std::lock_guard<std::mutex> lock(mutex);
  const auto key = std::make_pair(limb.modulus, limb.log_n);
  auto found = tables.find(key);
  if (found == tables.end()) found = tables.emplace(key, uploaded(limb)).first;
  return found->second;
}

}  // namespace lineal::device
