// How much of the device's memory rows may keep.
#pragma once

#include <cstddef>

namespace lineal::device {

/// LINEAL_DEVICE_MEMORY, or 7 tenths of what the device has free now. A value that is no amount of
/// bytes is named on standard error and ignored.
size_t budget_of_this_process();

}  // namespace lineal::device
