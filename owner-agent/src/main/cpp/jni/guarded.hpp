// he-udf's error boundary, for this bridge too.
#pragma once

#include "error_boundary.hpp"

namespace lineal::owner {

using jni::guarded;
using jni::PendingException;

}  // namespace lineal::owner
