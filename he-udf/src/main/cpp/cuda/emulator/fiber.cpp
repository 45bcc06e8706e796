// x86-64, System V: a switch saves the registers that a call preserves and exchanges stacks.
#include "fiber.hpp"

#include <sys/mman.h>

#include <cstdint>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

#if !defined(__x86_64__)
#error "the emulated device needs x86-64; build without LINEAL_EMULATED elsewhere"
#endif

extern "C" void lineal_fiber_switch(void **stopped, void *next);

asm(R"(
.text
.hidden lineal_fiber_switch
.globl lineal_fiber_switch
.type lineal_fiber_switch,@function
lineal_fiber_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size lineal_fiber_switch, .-lineal_fiber_switch
)");

namespace lineal::emulator {
namespace {

constexpr int kSavedRegisters = 6;

}  // namespace

Fiber::Fiber()
    : memory_(mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) {
  if (memory_ == MAP_FAILED) throw std::bad_alloc();
}

Fiber::~Fiber() { munmap(memory_, kStackBytes); }

void Fiber::reset(void (*entry)()) {
#if defined(__SANITIZE_ADDRESS__)
  __asan_unpoison_memory_region(memory_, kStackBytes);  // frames that never returned lie there
#endif
  auto **top = reinterpret_cast<void **>(static_cast<char *>(memory_) + kStackBytes);
  *--top = nullptr;  // where entry would return to; its stack is aligned as after a call
  *--top = reinterpret_cast<void *>(entry);
  for (int i = 0; i < kSavedRegisters; ++i) *--top = nullptr;
  stopped_ = top;
}

void Fiber::resume() { lineal_fiber_switch(&caller_, stopped_); }

void Fiber::suspend() { lineal_fiber_switch(&stopped_, caller_); }

}  // namespace lineal::emulator
