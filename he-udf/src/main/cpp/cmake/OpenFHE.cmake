# Target openfhe: an installed OpenFHE (-DOpenFHE_DIR=...) or the pinned wheel of openfhe.lock.
# Sets LINEAL_OPENFHE_LIBRARY, the file that is bundled beside our libraries.

if(OpenFHE_DIR)
  find_package(OpenFHE REQUIRED CONFIG)
  add_library(openfhe INTERFACE)
  target_include_directories(openfhe SYSTEM INTERFACE
    ${OpenFHE_INCLUDE} ${OpenFHE_INCLUDE}/core ${OpenFHE_INCLUDE}/pke ${OpenFHE_INCLUDE}/binfhe
    ${OpenFHE_INCLUDE}/third-party/include)
  target_link_directories(openfhe INTERFACE ${OpenFHE_LIBDIR})
  target_link_libraries(openfhe INTERFACE ${OpenFHE_SHARED_LIBRARIES})
  # It is found where it is installed (OpenFHE_LIBDIR is in our RUNPATH); nothing of it is bundled.
  return()
endif()

set(lock ${CMAKE_CURRENT_LIST_DIR}/../openfhe.lock)
file(SHA256 ${lock} lock_hash)
string(SUBSTRING ${lock_hash} 0 12 lock_hash)
if(DEFINED ENV{LINEAL_CACHE})
  set(cache $ENV{LINEAL_CACHE})
else()
  set(cache $ENV{HOME}/.cache/lineal)
endif()
set(wheel_dir ${cache}/openfhe-${lock_hash})

if(NOT EXISTS ${wheel_dir}/complete)
  message(STATUS "Fetching OpenFHE's pinned wheel into ${wheel_dir}")
  file(REMOVE_RECURSE ${wheel_dir})
  file(MAKE_DIRECTORY ${wheel_dir})
  # pip checks the hash; --platform allows any Python 3 to fetch it.
  execute_process(
    COMMAND python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes
            --only-binary=:all: --platform manylinux_2_28_x86_64 --python-version 3.11
            --implementation cp --abi abi3 -r ${lock} -d ${wheel_dir}
    RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "OpenFHE's wheel could not be fetched (openfhe.lock). Check that python3 "
            "has pip and reaches a package index, or pass -DOpenFHE_DIR=<installed OpenFHE>.")
  endif()
  file(GLOB wheel ${wheel_dir}/*.whl)
  file(ARCHIVE_EXTRACT INPUT ${wheel} DESTINATION ${wheel_dir}
       PATTERNS heir/libopenfhe.so heir/openfhe+/src/* heir/cereal+/include/*)
  file(REMOVE ${wheel})
  file(WRITE ${wheel_dir}/complete "")
endif()

set(LINEAL_OPENFHE_LIBRARY ${wheel_dir}/heir/libopenfhe.so)
add_library(openfhe SHARED IMPORTED)
set_target_properties(openfhe PROPERTIES
  IMPORTED_LOCATION ${LINEAL_OPENFHE_LIBRARY}
  IMPORTED_NO_SONAME ON)
target_include_directories(openfhe SYSTEM INTERFACE
  ${wheel_dir}/heir/openfhe+/src/core/include
  ${wheel_dir}/heir/openfhe+/src/pke/include
  ${wheel_dir}/heir/openfhe+/src/binfhe/include
  ${wheel_dir}/heir/cereal+/include)
