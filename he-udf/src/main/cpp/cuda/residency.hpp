// Rows that stay on the device: a limb's words per row, by the row's identity, the least recently
// used ones dropped beyond a budget. Several threads may use one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace lineal::device {

struct Resident;

/// Words on the device for as long as this lives. Whoever started a kernel on them waits for it
/// first: the memory may be another's afterwards.
class Lease {
 public:
  explicit Lease(std::shared_ptr<Resident> resident) : resident_(std::move(resident)) {}
  const uint64_t *data() const;

 private:
  std::shared_ptr<Resident> resident_;
};

/// One limb of a row: copied at first use, then found. Where the budget has no room even after
/// dropping what nobody uses, the copy lives as long as the lease.
Lease borrow(uint64_t identity, uint32_t limb, const uint64_t *words, size_t count);

/// Drops a row.
void forget(uint64_t identity) noexcept;

/// What happened since the start.
struct ResidencyCounts {
  uint64_t copied;   ///< limbs of rows copied to the device
  uint64_t found;    ///< limbs that were there
  uint64_t dropped;  ///< limbs that made room for others
  size_t bytes;      ///< that are resident now
};
ResidencyCounts residency_counts();

/// Most bytes to keep. At first LINEAL_DEVICE_MEMORY (bytes, or with k, m or g), else 7 tenths of
/// what the device has free at first use.
void set_budget(size_t bytes);

}  // namespace lineal::device
