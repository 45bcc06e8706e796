// Which GPU this process may see.
#pragma once

#include <jni.h>

namespace lineal::jni {

/// The system property lineal.device (dev.lineal.he.Device) as CUDA_VISIBLE_DEVICES: before CUDA
/// starts in this process, or it has no effect. Nothing where there is no such property.
void see_only_named_device(JavaVM *vm);

}  // namespace lineal::jni
