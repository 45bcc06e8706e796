#include "faults.hpp"

#include <atomic>
#include <cstdint>
#include <cstdlib>

namespace lineal::emulator {
namespace {

unsigned long number_of(const char *variable, unsigned long otherwise) {
  const char *given = std::getenv(variable);
  return given == nullptr ? otherwise : std::strtoul(given, nullptr, 10);
}

struct Faults {
  std::atomic<size_t> memory{number_of("LINEAL_EMULATED_MEMORY", SIZE_MAX)};
  std::atomic<unsigned long> allocation{number_of("LINEAL_EMULATED_FAIL_ALLOCATION", 0)};
  std::atomic<unsigned long> launch{number_of("LINEAL_EMULATED_FAIL_LAUNCH", 0)};
  std::atomic<unsigned long> launches{0};
  std::atomic<bool> failed{false};
};

Faults &faults() {
  static Faults *all = new Faults;  // streams may outlive static destruction
  return *all;
}

/// Counts down to 0, which means never.
bool arrived(std::atomic<unsigned long> *left) {
  unsigned long now = *left;
  while (now > 0 && !left->compare_exchange_weak(now, now - 1)) {
  }
  return now == 1;
}

}  // namespace

void set_memory(size_t bytes) { faults().memory = bytes; }
size_t memory() { return faults().memory; }
void fail_allocation(unsigned long number) { faults().allocation = number; }
void fail_launch(unsigned long number) { faults().launch = number; }

void repair() {
  faults().allocation = 0;
  faults().launch = 0;
  faults().failed = false;
}

bool allocation_fails() { return arrived(&faults().allocation); }

unsigned long launches() { return faults().launches; }

bool launch_fails() {
  ++faults().launches;
  if (arrived(&faults().launch)) faults().failed = true;
  return faults().failed;
}

bool failed() { return faults().failed; }

}  // namespace lineal::emulator
