#include "parameters.hpp"

#include "error.hpp"

namespace lineal {

// q_0 .. q_3: what OpenFHE chooses for CKKSRNS, depth 3, 42-bit limbs, FIXEDMANUAL, at this n.
// q_4 .. q_7: the four largest primes below 2^42 that are 1 mod 2n and not among them.
const std::vector<ParameterSet> &parameter_sets() {
  static const std::vector<ParameterSet> sets = {
      {13, "STUDY_13", 13, true,
       {4398047543297, 4398047232001, 4398046150657, 4398047051777,
        4398045708289, 4398045511681, 4398045380609, 4398045315073}},
      {10, "INSECURE_TEST_10", 10, false,
       {4398046529537, 4398046525441, 4398046504961, 4398046523393,
        4398046486529, 4398046482433, 4398046369793, 4398046341121}},
      {11, "INSECURE_TEST_11", 11, false,
       {4398046556161, 4398046547969, 4398046486529, 4398046523393,
        4398046482433, 4398046334977, 4398046240769, 4398046236673}},
      {12, "INSECURE_TEST_12", 12, false,
       {4398046781441, 4398046666753, 4398046486529, 4398046568449,
        4398046240769, 4398046150657, 4398045847553, 4398045708289}},
  };
  return sets;
}

const ParameterSet &parameter_set(uint32_t id) {
  for (const ParameterSet &set : parameter_sets()) {
    if (set.id == id) return set;
  }
  throw ArgumentError("unknown parameter set " + std::to_string(id) +
                      "; known: 13 (STUDY_13), 10, 11, 12 (INSECURE_TEST_10..12)");
}

}  // namespace lineal
