#include "arrays.hpp"

#include <string>

#include "guarded.hpp"

namespace lineal::owner {
namespace {

void require_size(const char *what, size_t actual, size_t expected) {
  if (actual != expected) {
    throw ArgumentError(std::string(what) + " has " + std::to_string(actual) + " elements, not " +
                        std::to_string(expected));
  }
}

size_t length(JNIEnv *env, jarray array) {
  if (!array) throw ArgumentError("an array is missing");
  return static_cast<size_t>(env->GetArrayLength(array));
}

/// Public data; the first offending limb is named.
void require_canonical(const Ring &ring, const uint64_t *residues, size_t polynomials) {
  for (size_t i = 0; i < polynomials * ring.limbs(); i++, residues += ring.n()) {
    const uint64_t q = ring.modulus(static_cast<uint32_t>(i % ring.limbs()));
    uint64_t excess = 0;
    for (size_t k = 0; k < ring.n(); k++) excess |= residues[k] | (q - 1 - residues[k]);
    if (excess >> 63) {  // set by a word of 2^63 and more, or by a negative difference
      throw FormatError("operand polynomial " + std::to_string(i / ring.limbs()) + ", limb " +
                        std::to_string(i % ring.limbs()) + " has a residue not below its prime");
    }
  }
}

}  // namespace

SecretBytes::SecretBytes(JNIEnv *env, jbyteArray array)
    : size_(length(env, array)), words_((size_ + 7) / 8) {
  env->GetByteArrayRegion(array, 0, static_cast<jsize>(size_),
                          reinterpret_cast<jbyte *>(words_.data()));
  if (env->ExceptionCheck()) throw PendingException();
}

SecretBytes::SecretBytes(JNIEnv *env, jbyteArray array, size_t expected)
    : SecretBytes(env, array) {
  require_size("a byte array", size_, expected);
}

SecretWords::SecretWords(JNIEnv *env, jlongArray array, size_t expected) : words_(expected) {
  require_size("a long array", length(env, array), expected);
  env->GetLongArrayRegion(array, 0, static_cast<jsize>(expected),
                          reinterpret_cast<jlong *>(words_.data()));
  if (env->ExceptionCheck()) throw PendingException();
}

uint64_t *output(JNIEnv *env, jobject buffer, size_t words) {
  void *address = buffer ? env->GetDirectBufferAddress(buffer) : nullptr;
  if (!address) throw ArgumentError("residues lie in a direct byte buffer");
  require_size("a residue buffer (bytes)",
               static_cast<size_t>(env->GetDirectBufferCapacity(buffer)), words * 8);
  return static_cast<uint64_t *>(address);
}

Residues::Residues(JNIEnv *env, jobject buffer, const Ring &ring, size_t polynomials)
    : data_(output(env, buffer, ring.words() * polynomials)) {
  if (reinterpret_cast<uintptr_t>(data_) % 64 != 0) {
    copy_ = Buffer(ring.words() * polynomials);
    std::memcpy(copy_.data(), data_, copy_.size() * 8);
    data_ = copy_.data();
  }
  require_canonical(ring, data_, polynomials);
}

void store(JNIEnv *env, jbyteArray array, const uint8_t *bytes, size_t size) {
  require_size("a byte array", length(env, array), size);
  env->SetByteArrayRegion(array, 0, static_cast<jsize>(size),
                          reinterpret_cast<const jbyte *>(bytes));
}

void store(JNIEnv *env, jlongArray array, const uint64_t *words, size_t size) {
  require_size("a long array", length(env, array), size);
  env->SetLongArrayRegion(array, 0, static_cast<jsize>(size),
                          reinterpret_cast<const jlong *>(words));
}

PinnedBytes::PinnedBytes(JNIEnv *env, jbyteArray array, size_t size) : env_(env), array_(array) {
  require_size("a byte array", length(env, array), size);
  data_ = env->GetPrimitiveArrayCritical(array, nullptr);
  if (!data_) throw std::bad_alloc();
}

}  // namespace lineal::owner
