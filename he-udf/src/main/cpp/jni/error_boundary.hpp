// The one place where C++ errors become Java exceptions; owner-agent's bridge includes it too.
#pragma once

#include <jni.h>

#include <new>

#include "error.hpp"

namespace lineal::jni {

/// Marks that a Java exception is already pending.
struct PendingException {};

inline void throw_java(JNIEnv *env, const char *class_name, const char *message) {
  if (env->ExceptionCheck()) return;
  jclass type = env->FindClass(class_name);
  if (type) env->ThrowNew(type, message);
}

/// Runs body; any C++ exception becomes one Java exception and the result is 0.
template <class Body>
auto guarded(JNIEnv *env, Body body) -> decltype(body()) {
  using Result = decltype(body());
  try {
    return body();
  } catch (const PendingException &) {
  } catch (const ArgumentError &e) {
    throw_java(env, "java/lang/IllegalArgumentException", e.what());
  } catch (const FormatError &e) {
    throw_java(env, "dev/lineal/he/HeFormatException", e.what());
  } catch (const DeviceError &e) {
    throw_java(env, "dev/lineal/he/HeDeviceException", e.what());
  } catch (const std::bad_alloc &) {
    throw_java(env, "dev/lineal/he/HeOutOfMemoryException",
               "Native memory is exhausted; close handles or give the process more memory.");
  } catch (const std::exception &e) {
    throw_java(env, "dev/lineal/he/HeException", e.what());
  } catch (...) {
    throw_java(env, "dev/lineal/he/HeException", "unknown native error; report this defect");
  }
  return Result();
}

}  // namespace lineal::jni
