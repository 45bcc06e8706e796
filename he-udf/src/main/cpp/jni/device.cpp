#include "device.hpp"

#include <cstdlib>
#include <string>

namespace lineal::jni {
namespace {

std::string property(JNIEnv *env, const char *name) {
  jclass system = env->FindClass("java/lang/System");
  if (system == nullptr) return "";
  jmethodID get = env->GetStaticMethodID(system, "getProperty",
                                         "(Ljava/lang/String;)Ljava/lang/String;");
  if (get == nullptr) return "";
  auto value = static_cast<jstring>(
      env->CallStaticObjectMethod(system, get, env->NewStringUTF(name)));
  if (value == nullptr || env->ExceptionCheck()) return "";
  const char *characters = env->GetStringUTFChars(value, nullptr);
  if (characters == nullptr) return "";
  std::string copy = characters;
  env->ReleaseStringUTFChars(value, characters);
  return copy;
}

}  // namespace

void see_only_named_device(JavaVM *vm) {
  JNIEnv *env = nullptr;
  if (vm->GetEnv(reinterpret_cast<void **>(&env), JNI_VERSION_1_8) != JNI_OK) return;
  const std::string device = property(env, "lineal.device");
  if (device.empty()) return;
  // nvidia-smi counts in this order, CUDA by default from the fastest.
  setenv("CUDA_DEVICE_ORDER", "PCI_BUS_ID", 1);
  setenv("CUDA_VISIBLE_DEVICES", device.c_str(), 1);
}

}  // namespace lineal::jni
