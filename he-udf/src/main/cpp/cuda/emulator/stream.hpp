// The emulated device's streams: one per thread of the program. What is asked for is put off until
// the host waits, so that a wait that was forgotten shows.
#pragma once

#include <functional>

namespace lineal::emulator {

/// Throws DeviceError once the device failed.
void enqueue(std::function<void()> work);
void enqueue_kernel(std::function<void()> kernel);

/// For memory that goes: no error.
void enqueue_release(std::function<void()> work) noexcept;

/// Does everything that this thread asked for. Throws DeviceError once the device failed.
void wait();
void drain() noexcept;

}  // namespace lineal::emulator
