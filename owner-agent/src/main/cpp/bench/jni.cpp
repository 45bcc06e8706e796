#include <jni.h>

#include <exception>
#include <string>

#include "kernel_bench.hpp"

extern "C" JNIEXPORT jstring JNICALL Java_dev_lineal_owner_bench_KernelBench_run(JNIEnv *env,
                                                                                 jclass,
                                                                                 jint repeats) {
  try {
    return env->NewStringUTF(lineal::bench::kernel_results(repeats).c_str());
  } catch (const std::exception &e) {
    env->ThrowNew(env->FindClass("dev/lineal/he/HeException"), e.what());
    return nullptr;
  }
}
