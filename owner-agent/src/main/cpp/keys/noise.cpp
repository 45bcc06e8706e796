#include "noise.hpp"

#include <cstring>

#include "noise_table.hpp"

namespace lineal::owner {
namespace {

/// Two registers of four lanes; the compiler splits them where there is no AVX2.
typedef int64_t Lanes __attribute__((vector_size(32)));
constexpr size_t kLanes = 4;

/// Every entry is compared with every word, so time and addresses do not depend on the words.
__attribute__((always_inline)) inline void count_entries(uint64_t *words) {
  Lanes random[2], below[2], count[2] = {};
  std::memcpy(random, words, sizeof(random));
  for (int i = 0; i < 2; i++) below[i] = random[i] & INT64_MAX;
  for (uint64_t entry : kNoiseTable) {
    const int64_t reached = static_cast<int64_t>(entry) - 1;
    for (int i = 0; i < 2; i++) count[i] -= below[i] > reached;  // true is -1
  }
  for (int i = 0; i < 2; i++) {
    Lanes sign = random[i] < 0;
    count[i] = (count[i] ^ sign) - sign;
  }
  std::memcpy(words, count, sizeof(count));
}

}  // namespace

void words_to_noise(uint64_t *words, size_t n) {
  for (size_t k = 0; k < n; k += 2 * kLanes) count_entries(words + k);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void words_to_noise_avx2(uint64_t *words, size_t n) {
  for (size_t k = 0; k < n; k += 2 * kLanes) count_entries(words + k);
}
#else
void words_to_noise_avx2(uint64_t *words, size_t n) { words_to_noise(words, n); }
#endif

}  // namespace lineal::owner
