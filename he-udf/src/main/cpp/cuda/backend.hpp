// The device's kernels behind the ABI of core/kernels.h.
#pragma once

#include "../core/kernels.h"

extern "C" {

/// Fills `table`: the device's kernels where it has them, else those of `host`, for whose life the
/// table is good. Arrays are the host's; a kernel copies, computes and copies back. Returns null,
/// or why there is no device (a string of this library's; the table is then untouched).
/// A kernel throws std::bad_alloc when the device's memory is exhausted, std::runtime_error when
/// the device failed.
__attribute__((visibility("default"))) const char *lineal_device_kernels(
    const lineal_kernels *host, lineal_kernels *table);
}
