#include "budget.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "memory.hpp"

namespace lineal::device {
namespace {

constexpr const char *kUnits = "kmg";

/// Whether `text` is digits with at most one unit behind them, and no more than a size holds.
bool parse(const char *text, size_t *bytes) {
  size_t value = 0;
  const char *at = text;
  for (; *at >= '0' && *at <= '9' && value < SIZE_MAX / 10; ++at) value = value * 10 + (*at - '0');
  if (at == text) return false;
  unsigned shift = 0;
  if (*at != '\0') {
    const char *unit = std::strchr(kUnits, *at++);
    if (unit == nullptr || *at != '\0') return false;
    shift = 10 * static_cast<unsigned>(unit - kUnits + 1);
  }
  *bytes = value << shift;
  return *bytes >> shift == value;
}

}  // namespace

size_t budget_of_this_process() {
  size_t bytes = 0;
  const char *given = std::getenv("LINEAL_DEVICE_MEMORY");
  if (given != nullptr && parse(given, &bytes)) return bytes;
  if (given != nullptr) {
    std::fprintf(stderr, "lineal: LINEAL_DEVICE_MEMORY=%s is no amount of bytes such as 512m or "
                 "20g; 7 tenths of the device's free memory are used\n", given);
  }
  return free_bytes() / 10 * 7;
}

}  // namespace lineal::device
