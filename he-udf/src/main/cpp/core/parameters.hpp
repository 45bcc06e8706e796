// The named parameter sets. Primes are OpenFHE's own choice for the set (the bridge checks that).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace lineal {

/// Limbs of a study's ring (Q = q_0 .. q_3) and of the ceremony's (Q and G = q_4 .. q_7).
constexpr uint32_t kStudyLimbs = 4;
constexpr uint32_t kCeremonyLimbs = 8;

/// log2 of the scale at which columns are encoded, and of refreshed values.
constexpr uint32_t kColumnScaleBits = 42;
constexpr uint32_t kRefreshedScaleBits = 40;

struct ParameterSet {
  uint32_t id;  ///< the number that stands in every wire header
  const char *name;
  uint32_t log_n;
  bool secure;  ///< false: for unit tests only, every job and agent refuses it
  std::array<uint64_t, kCeremonyLimbs> primes;
};

const std::vector<ParameterSet> &parameter_sets();

/// Throws ArgumentError naming the known sets.
const ParameterSet &parameter_set(uint32_t id);

}  // namespace lineal
