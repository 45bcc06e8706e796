// Lineal's side of `lineal bench peers`, and OpenFHE's, in one process on one thread.
#pragma once

#include <string>

namespace lineal::bench {

/// {"openfhe": VERSION, "primes": [..], "operations": [{operation, lineal_us, openfhe_us}],
///  "iterations": [{data, rows, columns, lineal_bits, openfhe_bits,
///    steps: [{step, lineal_us, openfhe_us}]}]}
/// An operation's time is the median of `repeats` paired runs, null where a side has no such
/// operation; a step's is that of one run. `data` names one shape, or is empty: all.
std::string peer_results(int repeats, const std::string &data);

}  // namespace lineal::bench
