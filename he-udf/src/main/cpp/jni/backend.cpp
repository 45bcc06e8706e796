#include "backend.hpp"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "kernels.h"

namespace lineal::jni {
namespace {

using FillTable = const char *(const lineal_kernels *host, lineal_kernels *table);
constexpr const char *kEntry = "lineal_device_kernels";  // cuda/backend.hpp

std::string library_of(const std::string &backend) {
  if (const char *given = std::getenv("LINEAL_BACKEND_LIBRARY")) return given;
  Dl_info self;
  if (dladdr(reinterpret_cast<const void *>(&choose_backend), &self) == 0) return "";
  const std::string path = self.dli_fname;
  return path.substr(0, path.rfind('/') + 1) + "liblineal_" + backend + ".so";
}

/// Empty, or why the backend cannot be used. The library stays loaded.
std::string use_library(const std::string &path) {
  void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return dlerror();
  auto *fill = reinterpret_cast<FillTable *>(dlsym(library, kEntry));
  if (fill == nullptr) return path + " is no backend of Lineal";
  static lineal_kernels table;
  if (const char *why = fill(lineal_kernels_best(), &table)) return why;
  lineal_kernels_use(&table);
  return "";
}

}  // namespace

void choose_backend() {
  const char *wanted = std::getenv("LINEAL_BACKEND");
  const std::string backend = wanted == nullptr ? "cpu" : wanted;
  if (backend == "cpu" || backend.empty()) return;
  const std::string why = backend == "cuda" || backend == "emulated"
                              ? use_library(library_of(backend))
                              : "it is none of cpu, cuda, emulated";
  if (why.empty()) return;
  std::fprintf(stderr, "lineal: LINEAL_BACKEND=%s is not used (%s); the CPU computes\n",
               backend.c_str(), why.c_str());
}

}  // namespace lineal::jni
