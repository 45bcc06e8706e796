#include "staging.hpp"

#include <algorithm>
#include <cstring>

#include "barriers.hpp"
#include "memory.hpp"

namespace lineal::device {
namespace {

/// Pinned memory, and what it waits for.
class Slot {
 public:
  Slot() : memory_(static_cast<char *>(allocate_pinned(kSlotBytes))) {}
  ~Slot() { release_pinned(memory_); }

  void send(char *to, const char *from, size_t bytes) {
    LINEAL_WAIT(kSlotFree, mark_.wait());
    std::memcpy(memory_, from, bytes);
    copy_in(to, memory_, bytes);
    mark_.set();
  }

  void fetch(const Span &span) {
    mark_.wait();
    copy_out(memory_, span.from, span.bytes);
    mark_.set();
    fetched_ = span;
  }

  void deliver() {
    LINEAL_WAIT(kSlotArrived, mark_.wait());
    if (fetched_.bytes > 0) std::memcpy(fetched_.to, memory_, fetched_.bytes);
    fetched_ = {};
  }

  /// Of a download that failed: its host memory may be gone.
  void abandon() { fetched_ = {}; }

 private:
  Mark mark_;
  char *memory_;
  Span fetched_{};
};

struct Staging {
  Slot slots[kSlots];
  unsigned turn = 0;
  Slot &next() { return slots[turn++ % kSlots]; }
};

Staging &staging() {
  thread_local Staging staging;
  return staging;
}

Span piece(const Span &whole, size_t first) {
  return {static_cast<char *>(whole.to) + first, static_cast<const char *>(whole.from) + first,
          std::min(kSlotBytes, whole.bytes - first)};
}

}  // namespace

void upload(void *to, const void *from, size_t bytes) {
  const Span whole{to, from, bytes};
  for (size_t first = 0; first < bytes; first += kSlotBytes) {
    const Span part = piece(whole, first);
    staging().next().send(static_cast<char *>(part.to), static_cast<const char *>(part.from),
                          part.bytes);
  }
}

void download(const std::vector<Span> &spans) {
  Staging &all = staging();
  for (Slot &slot : all.slots) slot.abandon();
  for (const Span &whole : spans) {
    for (size_t first = 0; first < whole.bytes; first += kSlotBytes) {
      Slot &slot = all.next();
      slot.deliver();
      slot.fetch(piece(whole, first));
    }
  }
  for (unsigned i = 0; i < kSlots; ++i) all.next().deliver();
}

}  // namespace lineal::device
