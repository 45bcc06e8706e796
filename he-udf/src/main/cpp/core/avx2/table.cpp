#include "kernels.hpp"

namespace lineal::avx2 {

extern const lineal_kernels kTable;

const lineal_kernels kTable = {"avx2_fma",
                               ntt,
                               intt,
                               multiply_accumulate,
                               multiply_accumulate_transposed,
                               column_sums,
                               inner_product,
                               multiply_add,
                               add,
                               subtract,
                               sum,
                               keystream,
                               expand_seed,
                               round_and_reduce,
                               lift_and_round,
                               pack,
                               unpack};

}  // namespace lineal::avx2
