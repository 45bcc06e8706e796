// Natives of dev.lineal.he.linalg.GradientAccumulator.
#include "accumulator.hpp"

#include "bridge.hpp"
#include "packing.hpp"

using namespace lineal;
using namespace lineal::jni;

namespace {

using Accumulator = DegreeTwoAccumulator;

void require_column(const Accumulator &self, jint column) {
  if (column < 0 || static_cast<size_t>(column) >= self.columns()) {
    throw ArgumentError("the accumulator has no column " + std::to_string(column));
  }
}

}  // namespace

extern "C" {

JNIEXPORT jlong JNICALL Java_dev_lineal_he_linalg_GradientAccumulator_create(
    JNIEnv *env, jclass, jint set, jint columns, jint scale_bits) {
  return guarded(env, [&] {
    return handle(std::make_unique<Accumulator>(Ring::study(set), columns, scale_bits));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_linalg_GradientAccumulator_addProducts(
    JNIEnv *env, jclass, jlong self, jlongArray blocks, jlongArray factors, jint first) {
  guarded(env, [&] {
    object<Accumulator>(self).add(objects<TiledRow>(env, blocks),
                                  objects<Ciphertext>(env, factors), first);
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_linalg_GradientAccumulator_addAccumulator(
    JNIEnv *env, jclass, jlong self, jlong other) {
  guarded(env, [&] { object<Accumulator>(self).add(object<Accumulator>(other)); });
}

/// c_1 and c_2 of a column, packed.
JNIEXPORT void JNICALL Java_dev_lineal_he_linalg_GradientAccumulator_packColumn(
    JNIEnv *env, jclass, jlong self, jint column, jbyteArray bytes, jint offset) {
  guarded(env, [&] {
    const auto &a = object<Accumulator>(self);
    require_column(a, column);
    CriticalBytes out(env, bytes, offset, 2 * a.ring().packed_bytes(), CriticalBytes::kWrite);
    pack_polynomials(a.ring(), a.polynomials(column), 2, out.data());
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_linalg_GradientAccumulator_unpackColumn(
    JNIEnv *env, jclass, jlong self, jint column, jbyteArray bytes, jint offset, jlongArray sums) {
  guarded(env, [&] {
    auto &a = object<Accumulator>(self);
    require_column(a, column);
    a.set_sums(column, words(env, sums));
    CriticalBytes in(env, bytes, offset, 2 * a.ring().packed_bytes(), CriticalBytes::kRead);
    unpack_polynomials(a.ring(), in.data(), 2, a.polynomials(column));
  });
}

/// Per limb the sum of c_0 over all positions.
JNIEXPORT void JNICALL Java_dev_lineal_he_linalg_GradientAccumulator_sums(JNIEnv *env, jclass,
                                                                          jlong self, jint column,
                                                                          jlongArray out) {
  guarded(env, [&] {
    const auto &a = object<Accumulator>(self);
    require_column(a, column);
    env->SetLongArrayRegion(out, 0, static_cast<jsize>(a.ring().limbs()),
                            reinterpret_cast<const jlong *>(a.sums(column)));
  });
}

/// c_1 and c_2 of a column where they lie.
JNIEXPORT jobject JNICALL Java_dev_lineal_he_linalg_GradientAccumulator_viewColumn(
    JNIEnv *env, jclass, jlong self, jint column) {
  return guarded(env, [&] {
    auto &a = object<Accumulator>(self);
    require_column(a, column);
    return env->NewDirectByteBuffer(a.polynomials(column),
                                    static_cast<jlong>(2 * a.ring().words() * 8));
  });
}

JNIEXPORT void JNICALL Java_dev_lineal_he_linalg_GradientAccumulator_free(JNIEnv *, jclass,
                                                                          jlong self) {
  delete &object<Accumulator>(self);
}

}  // extern "C"
