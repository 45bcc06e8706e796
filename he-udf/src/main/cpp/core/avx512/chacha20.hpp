// ChaCha20 on processors that also have AVX-512: the same bits as the other paths, in half the time.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace lineal::avx512 {

constexpr size_t kBlocks = 16;

/// Whether this processor can run sixteen_blocks; LINEAL_AVX512=off in the environment says no, so
/// that the AVX2 code can be tested on such a processor too.
bool available();

/// Blocks counter .. counter + 15 of the ChaCha20 state whose word 12 is replaced by the counter.
void sixteen_blocks(const uint32_t state[16], uint32_t counter, uint8_t *out);

}  // namespace lineal::avx512
