// What goes wrong with the emulated device, for tests. At first it has memory without end and never
// fails, unless the environment says otherwise: LINEAL_EMULATED_MEMORY (bytes),
// LINEAL_EMULATED_FAIL_ALLOCATION and LINEAL_EMULATED_FAIL_LAUNCH (numbers, from 1).
#pragma once

#include <cstddef>

namespace lineal::emulator {

/// Bytes of memory that the device has in all.
void set_memory(size_t bytes);
size_t memory();

/// The allocation of this number from now on finds no memory; those after it do.
void fail_allocation(unsigned long number);

/// The kernel of this number from now on fails, and every call after it until repair().
void fail_launch(unsigned long number);
void repair();

/// Kernels started so far.
unsigned long launches();

/// For the device: whether this allocation or kernel is the one, and whether the device failed.
bool allocation_fails();
bool launch_fails();
bool failed();

}  // namespace lineal::emulator
