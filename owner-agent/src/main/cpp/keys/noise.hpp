// Discrete Gaussian noise from uniform words, without a secret-dependent branch or address.
#pragma once

#include <cstddef>
#include <cstdint>

namespace lineal::owner {

/// In place: 64 uniform bits (63 for |X|, the highest for the sign) -> X as a signed integer.
/// n is a multiple of 8. The two give the same values; the second needs AVX2.
void words_to_noise(uint64_t *words, size_t n);
void words_to_noise_avx2(uint64_t *words, size_t n);

}  // namespace lineal::owner
