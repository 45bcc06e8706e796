#include "stream.hpp"

#include <deque>
#include <utility>

#include "../memory.hpp"
#include "faults.hpp"

namespace lineal::emulator {
namespace {

struct Stream {
  std::deque<std::function<void()>> pending;
  ~Stream() { run(); }
  void run() noexcept {
    while (!pending.empty()) {
      const auto work = std::move(pending.front());
      pending.pop_front();
      work();
    }
  }
};

thread_local Stream stream;

void require_working() {
  if (failed()) device::fail("emulated failure");
}

}  // namespace

void enqueue(std::function<void()> work) {
  require_working();
  stream.pending.push_back([work = std::move(work)] {
    if (!failed()) work();
  });
}

void enqueue_kernel(std::function<void()> kernel) {
  enqueue([kernel = std::move(kernel)] {
    if (!launch_fails()) kernel();
  });
}

void enqueue_release(std::function<void()> work) noexcept {
  stream.pending.push_back(std::move(work));
}

void wait() {
  drain();
  require_working();
}

void drain() noexcept { stream.run(); }

}  // namespace lineal::emulator
