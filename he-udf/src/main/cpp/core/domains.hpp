// First nonce word of every ChaCha20 stream: one purpose, one domain, so that no two streams of one
// key overlap. Public streams (everybody expands them) and secret ones never share a key either.
#pragma once

#include <cstdint>

namespace lineal {

enum Domain : uint32_t {
  // public
  kJointKeyUniform = 1,     ///< `a` of the joint public key
  kCeremonyUniform = 2,     ///< a' of the ceremony's ring, even (index = limb) and
  kCeremonyUniformOdd = 3,  ///< odd coefficients
  kRefreshUniform = 4,      ///< `a` of a refreshed ciphertext
  // secret
  kTernary = 16,
  kNoise = 17,
  kMask = 18,
  kFlood = 19,
  kUniformShare = 20,
};

}  // namespace lineal
