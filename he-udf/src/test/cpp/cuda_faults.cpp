// The emulated device without memory, and failed.
#include <string>

#include "cuda_rows.hpp"
#include "emulator/faults.hpp"
#include "error.hpp"
#include "memory.hpp"
#include "residency.hpp"

namespace lineal::testing {
namespace {

constexpr size_t kPlenty = size_t{8} << 30;  // no more than the emulated device offers

/// Every allocation of a call fails once: the bits stay.
void test_each_allocation(const lineal_kernels &device, const Rows &rows) {
  for (unsigned long number = 1; number <= 40; ++number) {
    rows.forget(device);
    emulator::fail_allocation(number);
    CHECK(rows.forward_agrees(device, 0));
    CHECK(rows.gradient_agrees(device, 1));
  }
  emulator::repair();
}

/// With less and less memory: one launch, several, none.
void test_less_and_less(const lineal_kernels &device, const Rows &rows) {
  rows.forget(device);
  device::finish();
  emulator::set_memory(kPlenty);
  const size_t in_use = kPlenty - device::free_bytes();
  unsigned long fewest = ~0ul, most = 0;
  bool none = false;
  for (size_t limit = size_t{4} << 20; limit >= 1024; limit = limit * 3 / 4) {
    emulator::set_memory(in_use + limit);
    const unsigned long before = emulator::launches();
    CHECK(rows.gradient_agrees(device, 0));
    CHECK(rows.forward_agrees(device, 0));
    rows.forget(device);
    device::finish();
    const unsigned long launches = emulator::launches() - before;
    none = none || launches == 0;
    if (launches > 0) fewest = std::min(fewest, launches);
    most = std::max(most, launches);
  }
  CHECK(fewest <= 2 && most > 8 && none);
  emulator::set_memory(kPlenty);
}

template <class Call>
bool fails(Call call) {
  try {
    call();
    return false;
  } catch (const DeviceError &error) {
    return std::string(error.what()).find("run the task again elsewhere") != std::string::npos;
  }
}

}  // namespace

void test_exhaustion(const lineal_kernels &device, Random *random) {
  const auto ring = Ring::study(10);
  const Rows rows(*ring, 4, 3, random);
  device::set_budget(kPlenty);
  test_each_allocation(device, rows);
  test_less_and_less(device, rows);
  // Residents make room before anything goes to the processor.
  const Rows others(*ring, 4, 3, random);
  CHECK(rows.gradient_agrees(device, 0));
  const size_t in_use = kPlenty - device::free_bytes();
  emulator::set_memory(in_use + (size_t{1} << 19));
  const auto before = device::residency_counts();
  const unsigned long launches = emulator::launches();
  CHECK(others.gradient_agrees(device, 0));
  CHECK(device::residency_counts().dropped > before.dropped);
  CHECK(emulator::launches() == launches + 1);
  emulator::set_memory(kPlenty);
  rows.forget(device);
  others.forget(device);
}

void test_failure(const lineal_kernels &device, Random *random) {
  const auto ring = Ring::study(10);
  const Rows rows(*ring, 2, 3, random);
  for (unsigned long number = 1; number <= 2; ++number) {
    emulator::fail_launch(number);
    CHECK(fails([&] {
      rows.forward_agrees(device, 0);
      rows.gradient_agrees(device, 0);
    }));
    CHECK(fails([&] { rows.forward_agrees(device, 1); }));  // and ever after
    Array values(ring->n());
    CHECK(fails([&] { device.ntt(&ring->limb(0), values.data()); }));
    rows.forget(device);
    emulator::repair();
    CHECK(rows.forward_agrees(device, 1));
    rows.forget(device);
  }
}

}  // namespace lineal::testing
