// Every barrier of every kernel by name. A build with LINEAL_DROPPED_BARRIER=number leaves that one
// out, and the tests must notice (emulated build only).
#pragma once

namespace lineal::device {

enum BarrierSite {
  kInverseLoaded = 1,   ///< the polynomial lies in shared memory
  kForwardPass = 2,     ///< three layers of the forward transform are done
  kForwardRest = 3,     ///< its last one or two
  kInversePass = 4,     ///< three layers of the inverse transform
  kSlicesSummed = 5,    ///< a dot product's slices lie in shared memory
  kBlockSumLoaded = 6,  ///< every thread's part of a sum lies in shared memory
  kBlockSumHalved = 7,  ///< half as many parts
  kBarrierSites = 7,
};

}  // namespace lineal::device
