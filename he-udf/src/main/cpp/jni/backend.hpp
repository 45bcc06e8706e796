// Where this library's kernels run. Only this library's: the one that holds shares has its own copy
// of the core, which stays on the processor.
#pragma once

namespace lineal::jni {

/// LINEAL_BACKEND: cpu (the default), cuda or emulated, the last two from liblineal_cuda.so or
/// liblineal_emulated.so beside this library, or from LINEAL_BACKEND_LIBRARY. Where that cannot be,
/// a line on standard error says why, and the processor computes: the bits are the same.
void choose_backend();

}  // namespace lineal::jni
