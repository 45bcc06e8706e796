// Every barrier of every kernel, and every wait of the host that a result hangs on, by name. A build
// with LINEAL_DROPPED_BARRIER=number leaves that one out, and the tests must notice (emulated build
// only).
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
  kSlotFree = 8,        ///< host: a pinned slot's last copy to the device has left it
  kSlotArrived = 9,     ///< host: a copy from the device has reached its slot
  kResidentLoaded = 10,  ///< host: a row is there for other threads' streams
  kRootsLoaded = 11,     ///< host: so are a prime's roots
  kBarrierSites = 7,    ///< built without, one by one; of the host's waits none is yet
};

}  // namespace lineal::device

#ifdef LINEAL_DROPPED_BARRIER
#define LINEAL_WAIT(site, wait) \
  do {                          \
    if ((site) != LINEAL_DROPPED_BARRIER) wait; \
  } while (false)
#else
#define LINEAL_WAIT(site, wait) wait
#endif
