#include <jni.h>

#include <exception>
#include <string>

#include "kernel_bench.hpp"
#include "peer_bench.hpp"

namespace {

jstring results(JNIEnv *env, std::string (*measure)(int), jint repeats) {
  try {
    return env->NewStringUTF(measure(repeats).c_str());
  } catch (const std::exception &e) {
    env->ThrowNew(env->FindClass("dev/lineal/he/HeException"), e.what());
    return nullptr;
  }
}

}  // namespace

extern "C" JNIEXPORT jstring JNICALL Java_dev_lineal_owner_bench_KernelBench_run(JNIEnv *env,
                                                                                 jclass,
                                                                                 jint repeats) {
  return results(env, lineal::bench::kernel_results, repeats);
}

extern "C" JNIEXPORT jstring JNICALL Java_dev_lineal_owner_bench_NativePeers_run(JNIEnv *env,
                                                                                 jclass,
                                                                                 jint repeats) {
  return results(env, lineal::bench::peer_results, repeats);
}
