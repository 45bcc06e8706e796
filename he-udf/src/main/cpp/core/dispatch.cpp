// Which kernels this processor runs. Compiled without instruction-set flags: nothing of the AVX2
// path may execute before the processor was asked.
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "kernels.h"

#if defined(__x86_64__)

namespace lineal::avx2 {
extern const lineal_kernels kTable;
}

const lineal_kernels *lineal_kernels_avx2_fma(void) {
  static const bool supported = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return supported ? &lineal::avx2::kTable : nullptr;
}

#else

const lineal_kernels *lineal_kernels_avx2_fma(void) { return nullptr; }

#endif

static std::atomic<const lineal_kernels *> chosen{nullptr};

void lineal_kernels_use(const lineal_kernels *table) { chosen = table; }

// All paths give the same bits, so a name that is unknown or that this processor lacks is no error:
// the fastest path runs.
const lineal_kernels *lineal_kernels_best(void) {
  if (const lineal_kernels *table = chosen) return table;
  const char *wanted = std::getenv("LINEAL_KERNELS");
  const lineal_kernels *vectorised = lineal_kernels_avx2_fma();
  if (vectorised == nullptr) return lineal_kernels_scalar();
  return wanted != nullptr && std::strcmp(wanted, "scalar") == 0 ? lineal_kernels_scalar()
                                                                 : vectorised;
}
