// `lineal bench kernels`: every kernel at STUDY_13 beside OpenFHE, in one process, one thread.
#pragma once

#include <string>

namespace lineal::bench {

/// The array "results" of docs/json.md, lineal.bench.kernels/1.
std::string kernel_results(int repeats);

}  // namespace lineal::bench
