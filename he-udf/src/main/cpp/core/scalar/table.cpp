#include "kernels.hpp"

const lineal_kernels *lineal_kernels_scalar(void) {
  namespace path = lineal::scalar;
  static const lineal_kernels table = {"scalar",
                                       path::ntt,
                                       path::intt,
                                       path::multiply_accumulate,
                                       path::multiply_accumulate_transposed,
                                       path::column_sums,
                                       path::inner_product,
                                       path::multiply_add,
                                       path::add,
                                       path::subtract,
                                       path::sum,
                                       path::keystream,
                                       path::expand_seed,
                                       path::round_and_reduce,
                                       path::lift_and_round,
                                       path::pack,
                                       path::unpack};
  return &table;
}
