#pragma once

#include <string>

namespace lineal::bench {

/// [{operation, lineal_us, openfhe_us}]: single operations at STUDY_13.
std::string operation_results(int repeats);

}  // namespace lineal::bench
