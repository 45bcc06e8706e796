#include <jni.h>

#include <exception>
#include <string>

#include "kernel_bench.hpp"
#include "peer_bench.hpp"

namespace {

template <typename Measure>
jstring results(JNIEnv *env, const Measure &measure) {
  try {
    return env->NewStringUTF(measure().c_str());
  } catch (const std::exception &e) {
    env->ThrowNew(env->FindClass("dev/lineal/he/HeException"), e.what());
    return nullptr;
  }
}

}  // namespace

extern "C" JNIEXPORT jstring JNICALL Java_dev_lineal_owner_bench_KernelBench_run(JNIEnv *env,
                                                                                 jclass,
                                                                                 jint repeats) {
  return results(env, [&] { return lineal::bench::kernel_results(repeats); });
}

extern "C" JNIEXPORT jstring JNICALL Java_dev_lineal_owner_bench_NativePeers_run(JNIEnv *env,
                                                                                 jclass,
                                                                                 jint repeats,
                                                                                 jstring data) {
  return results(env, [&] {
    const char *text = env->GetStringUTFChars(data, nullptr);
    std::string name = text ? text : "";
    if (text) env->ReleaseStringUTFChars(data, text);
    return lineal::bench::peer_results(repeats, name);
  });
}
