// Lineal's side of `lineal bench peers`, and OpenFHE's, in one process on one thread.
#pragma once

#include <string>

namespace lineal::bench {

/// {"openfhe": VERSION, "primes": [..], "operations": [{operation, lineal_us, openfhe_us}],
///  "iterations": [{data, rows, columns, agreement_bits, steps: [{step, lineal_us, openfhe_us}]}]}
/// A time is the median of `repeats` paired runs, or null where a side has no such operation.
std::string peer_results(int repeats);

}  // namespace lineal::bench
