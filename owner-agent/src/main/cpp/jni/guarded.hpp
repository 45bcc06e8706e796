// The one error boundary of the bridge: what the C++ side throws becomes one Java exception.
#pragma once

#include <jni.h>

#include <new>

#include "error.hpp"

namespace lineal::owner {

/// A Java exception is already pending.
struct PendingException {};

inline void raise(JNIEnv *env, const char *type, const char *message) {
  if (env->ExceptionCheck()) return;
  jclass found = env->FindClass(type);
  if (found) env->ThrowNew(found, message);
}

/// Runs `body` and returns its result; on an error raises and returns zero.
template <class Body>
auto guarded(JNIEnv *env, Body body) -> decltype(body()) {
  try {
    return body();
  } catch (const PendingException &) {
  } catch (const ArgumentError &e) {
    raise(env, "java/lang/IllegalArgumentException", e.what());
  } catch (const FormatError &e) {
    raise(env, "dev/lineal/he/HeFormatException", e.what());
  } catch (const std::bad_alloc &) {
    raise(env, "dev/lineal/he/HeOutOfMemoryException",
          "native memory is exhausted; nothing was changed");
  } catch (const std::exception &e) {
    raise(env, "dev/lineal/he/HeException", e.what());
  } catch (...) {
    raise(env, "dev/lineal/he/HeException", "unknown native failure; report this defect");
  }
  return decltype(body())();
}

}  // namespace lineal::owner
