# Compiler settings shared by he-udf's and owner-agent's native builds.

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

option(LINEAL_TESTS "Build the C++ tests" OFF)
option(LINEAL_CORE_ONLY "Build only the static core (owner-agent's build)" OFF)
option(LINEAL_SANITIZE "Address and undefined-behaviour sanitizers" OFF)

# Exact floating-point arithmetic: the compiler may not fuse or reorder what the kernels spell out.
add_compile_options(-Wall -Wextra -Wno-missing-field-initializers -ffp-contract=off)
# Two builds of one commit give the same bytes, wherever they are built.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -g0)
if(LINEAL_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -g)
  add_link_options(-fsanitize=address,undefined)
endif()

# A library of ours lies beside one copy of libopenfhe.so and exports its JNI functions only.
function(lineal_bundle target)
  set_target_properties(${target} PROPERTIES
    BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "$ORIGIN;${OpenFHE_LIBDIR}"
    LINK_OPTIONS "-Wl,--exclude-libs,ALL;-Wl,-z,noexecstack;-Wl,-z,relro,-z,now")
  if(NOT LINEAL_SANITIZE)  # the sanitizers' run time is resolved when the program starts
    target_link_options(${target} PRIVATE -Wl,-z,defs)
  endif()
endfunction()

# jni.h of the JDK that runs the build (-DJAVA_HOME=..., which Maven passes).
function(lineal_jni target)
  if(NOT EXISTS ${JAVA_HOME}/include/jni.h)
    message(FATAL_ERROR "${JAVA_HOME}/include/jni.h is missing; build with a full JDK 17.")
  endif()
  target_include_directories(${target} SYSTEM PRIVATE ${JAVA_HOME}/include ${JAVA_HOME}/include/linux)
endfunction()
