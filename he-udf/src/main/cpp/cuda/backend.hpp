// The device's kernels behind the ABI of core/kernels.h.
#pragma once

#include "../core/kernels.h"

extern "C" {

/// Fills `table`: the device's kernels where it has them, else those of `host`, for whose life the
/// table is good. Arrays are the host's; a kernel copies, computes and copies back; rows with an
/// identity stay (residency.hpp). Returns null, or why there is no device (a string of this
/// library's; the table is then untouched). Where the device's memory does not suffice, smaller
/// batches do the work, then the host's kernels. A kernel throws DeviceError when the device failed.
__attribute__((visibility("default"))) const char *lineal_device_kernels(
    const lineal_kernels *host, lineal_kernels *table);
}
