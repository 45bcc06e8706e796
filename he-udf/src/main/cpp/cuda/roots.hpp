// Tables of roots that stay on the device, one per prime and length.
#pragma once

#include "../core/kernels.h"

namespace lineal::device {

/// One prime and its roots, in the device's memory.
struct Roots {
  uint64_t modulus;
  uint64_t n_inverse;
  uint64_t n_inverse_shoup;
  uint32_t log_n;
  const uint64_t *forward;
  const uint64_t *forward_shoup;
  const uint64_t *inverse;
  const uint64_t *inverse_shoup;
};

/// Uploaded at first use and kept for the life of the process.
Roots roots_of(const lineal_limb &limb);

}  // namespace lineal::device
