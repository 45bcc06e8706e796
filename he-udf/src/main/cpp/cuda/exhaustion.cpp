#include "exhaustion.hpp"

#include <atomic>
#include <cstdio>

namespace lineal::device {
namespace {

std::atomic<const lineal_kernels *> host_kernels{nullptr};

}  // namespace

const lineal_kernels &host() { return *host_kernels; }

void set_host(const lineal_kernels *kernels) { host_kernels = kernels; }

void report_exhaustion() {
  static std::atomic_flag said = ATOMIC_FLAG_INIT;
  if (said.test_and_set()) return;
  std::fprintf(stderr,
               "lineal: the GPU's memory does not suffice even for the smallest batch; the CPU "
               "computes such calls (said once). Run fewer tasks or processes on this GPU, or lower "
               "LINEAL_DEVICE_MEMORY.\n");
}

}  // namespace lineal::device
