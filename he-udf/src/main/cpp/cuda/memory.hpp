// The device's memory and this thread's stream: two implementations, CUDA's and the emulator's.
// Everything of a stream happens in the order it was asked for, and for the host not before it waits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "../core/error.hpp"

#ifdef __CUDACC__
#include <cuda_runtime.h>
#endif

namespace lineal::device {

/// The one text of a device that failed; `what` names the error.
[[noreturn]] inline void fail(const std::string &what) {
  throw DeviceError("The GPU failed (" + what + "); what it held is lost. End this process and run "
                    "the task again elsewhere, or set LINEAL_BACKEND=cpu.");
}

#ifdef __CUDACC__
/// Throws std::bad_alloc when memory is exhausted, else DeviceError.
void require(cudaError_t status);
#endif

/// Empty, or why there is no device to compute on. Prepares the device where there is one.
std::string unavailable();

/// Bytes of the device's memory that nobody has.
size_t free_bytes();

/// Memory from the stream-ordered pool. Throws std::bad_alloc or DeviceError.
void *allocate(size_t bytes);
void release(void *memory) noexcept;

/// Memory of the host that the device reads and writes by itself.
void *allocate_pinned(size_t bytes);
void release_pinned(void *memory) noexcept;

/// Between pinned and device memory; they return at once.
void copy_in(void *to, const void *pinned, size_t bytes);
void copy_out(void *pinned, const void *from, size_t bytes);

/// A place in this thread's stream.
class Mark {
 public:
  Mark();
  Mark(const Mark &) = delete;
  ~Mark();
  /// Here and now.
  void set();
  /// Returns when everything before the place is done; at once when it was never set.
  void wait();

 private:
  void *event_;
};

/// Returns when everything asked for by this thread is done.
void finish();

}  // namespace lineal::device
