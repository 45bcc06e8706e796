// Copies between the host's ordinary memory and the device, through a few pinned slots per thread:
// while one slot travels, the next is filled or emptied.
#pragma once

#include <cstddef>
#include <vector>

namespace lineal::device {

constexpr size_t kSlotBytes = size_t{1} << 20;
constexpr unsigned kSlots = 4;

/// Bytes on the device and where they go on the host.
struct Span {
  void *to;
  const void *from;
  size_t bytes;
};

/// Returns when `from` was read; the bytes arrive in the order of this thread's stream.
void upload(void *to, const void *from, size_t bytes);

/// Returns when all bytes have arrived, and with them everything asked for before.
void download(const std::vector<Span> &spans);

}  // namespace lineal::device
