// What happens when the device's memory does not suffice: smaller batches, then the processor.
#pragma once

#include <algorithm>
#include <cstddef>
#include <new>
#include <utility>

#include "../core/kernels.h"

namespace lineal::device {

/// The processor's kernels, set once before the first call.
const lineal_kernels &host();
void set_host(const lineal_kernels *kernels);

/// Says once per process, on standard error, that the processor computes what did not fit.
void report_exhaustion();

/// How much one launch takes on.
struct Batch {
  size_t limbs;
  size_t blocks;

  /// Half as much; whether there was anything to halve.
  bool halve() {
    size_t &larger = limbs > 1 ? limbs : blocks;
    if (larger <= 1) return false;
    larger = (larger + 1) / 2;
    return true;
  }
};

/// What `on_device` gives, or where its memory does not suffice `on_host`, which does all of it anew.
template <class OnDevice, class OnHost>
auto device_or_host(OnDevice on_device, OnHost on_host) -> decltype(on_host()) {
  try {
    return on_device();
  } catch (const std::bad_alloc &) {
    report_exhaustion();
  }
  return on_host();
}

/// Runs `on_device(batch)` with the largest batch that fits.
template <class OnDevice>
void in_batches(Batch batch, OnDevice on_device) {
  for (;;) {
    try {
      return on_device(batch);
    } catch (const std::bad_alloc &) {
      if (!batch.halve()) throw;
    }
  }
}

}  // namespace lineal::device
