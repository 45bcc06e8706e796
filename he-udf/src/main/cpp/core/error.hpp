// What the core throws; the JNI boundary maps each to one Java exception.
#pragma once

#include <stdexcept>

namespace lineal {

/// The caller broke a documented precondition (IllegalArgumentException).
struct ArgumentError : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// Bytes that are no valid object (HeFormatException).
struct FormatError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The device that computes failed; what it holds is lost and every further call on it fails
/// (HeDeviceException).
struct DeviceError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace lineal
