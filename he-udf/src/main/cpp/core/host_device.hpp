// Arithmetic that is compiled for processors and, by nvcc, for GPUs: one definition of every bit.
#pragma once

#ifdef __CUDACC__
#define LINEAL_HOST_DEVICE __host__ __device__
#else
#define LINEAL_HOST_DEVICE
#endif

#if defined(__CUDA_ARCH__)
#define LINEAL_UNROLL _Pragma("unroll")
#elif defined(__CUDACC__)  // nvcc's pass over the host's half knows neither pragma
#define LINEAL_UNROLL
#else
#define LINEAL_UNROLL _Pragma("GCC unroll 16")
#endif
