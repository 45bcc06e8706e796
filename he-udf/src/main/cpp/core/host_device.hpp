// Arithmetic that is compiled for processors and, by nvcc, for GPUs: one definition of every bit.
#pragma once

#ifdef __CUDACC__
#define LINEAL_HOST_DEVICE __host__ __device__
#else
#define LINEAL_HOST_DEVICE
#endif

#ifdef __CUDA_ARCH__  // the GPU's half of nvcc's work
#define LINEAL_UNROLL _Pragma("unroll")
#else
#define LINEAL_UNROLL _Pragma("GCC unroll 16")
#endif
