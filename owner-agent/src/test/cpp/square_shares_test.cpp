// What the ceremony's public messages leave: the floods stand in the remainder modulo G, and one
// owner's masked share is its own flood and mask away from s'_i F_1.
#include <algorithm>
#include <cstdio>
#include <vector>

#include "error.hpp"
#include "joint_key.hpp"
#include "square_shares.hpp"

using namespace lineal;
using namespace lineal::owner;

namespace {

using Step = SquareShares::Step;
int failures = 0;

void check(bool holds, const char *what) {
  std::printf("%s %s\n", holds ? "ok  " : "FAIL", what);
  failures += holds ? 0 : 1;
}

struct Message {
  std::vector<uint8_t> bytes;
};

struct Run {
  std::vector<std::unique_ptr<Share>> shares;
  std::vector<std::unique_ptr<SquareShares>> owners;
  std::vector<Message> messages[4];

  explicit Run(uint32_t count) {
    const uint8_t seed[LINEAL_SEED_BYTES] = {9};
    for (uint8_t i = 0; i < count; i++) {
      uint8_t key[LINEAL_SEED_BYTES] = {i, 1}, other[LINEAL_SEED_BYTES] = {i, 2};
      shares.push_back(Share::generate(Ring::study(10), key, other));
      owners.push_back(std::make_unique<SquareShares>(*shares[i], count, seed, other));
    }
    for (int step = 0; step < 4; step++) hold(static_cast<Step>(step));
  }

  void hold(Step step) {
    auto &sent = messages[static_cast<int>(step)];
    for (auto &owner : owners) {
      sent.push_back({std::vector<uint8_t>(owner->message_bytes(step))});
      owner->produce(step, sent.back().bytes.data());
    }
    for (auto &owner : owners) {
      for (Message &message : sent) owner->absorb(step, message.bytes.data());
    }
  }
};

/// T = even(F_0) + sum of the masked shares, coefficient form, eight limbs.
Buffer remainder_carrier(const Ring &ring, const Run &run) {
  Buffer product = Buffer::zeroed(4 * ring.words()), t = Buffer::zeroed(ring.words());
  for (const Message &m : run.messages[2]) add_packed(ring, m.bytes.data(), 4, product.data());
  for (const Message &m : run.messages[3]) add_packed(ring, m.bytes.data(), 1, t.data());
  for (uint32_t l = 0; l < ring.limbs(); l++) {
    uint64_t *to = t.data() + static_cast<size_t>(l) * ring.n();
    ring.kernels().add(&ring.limb(l), to, product.data() + (to - t.data()), to);
    ring.kernels().intt(&ring.limb(l), to);
  }
  return t;
}

/// [T]_G, centred, in units of 2^130.
std::vector<int64_t> remainders(const Ring &ring, Buffer t) {
  Buffer low(4 * static_cast<size_t>(ring.n()));
  const uint64_t *in[4];
  uint64_t *out[4];
  for (uint32_t l = 0; l < 4; l++) {
    in[l] = t.data() + static_cast<size_t>(4 + l) * ring.n();
    out[l] = low.data() + static_cast<size_t>(l) * ring.n();
  }
  // 2^-127 and then 2^-3: one kernel call shifts by less than 128 bits
  ring.kernels().lift_and_round(&ring.high_basis(), in, ring.n(), {1, 127}, &ring.low_basis(),
                                out);
  std::vector<int64_t> units;
  for (size_t k = 0; k < ring.n(); k++) {
    uint64_t q = ring.modulus(0);
    int64_t v = static_cast<int64_t>(out[0][k]);
    units.push_back((out[0][k] > q / 2 ? v - static_cast<int64_t>(q) : v) / 8);
  }
  return units;
}

void floods_cover_the_noise() {
  Run run(2);
  auto ring = Ring::ceremony(10);
  std::vector<int64_t> units = remainders(*ring, remainder_carrier(*ring, run));
  int64_t high = *std::max_element(units.begin(), units.end());
  int64_t low = *std::min_element(units.begin(), units.end());
  std::printf("     [T]_G from %ld to %ld units of 2^130; a flood has 1024\n", low, high);
  check(high > 1400 && high <= 2048 && low < -1400 && low >= -2048,
        "the sum of two floods of 2^140 stands in the remainder");
}

void steps_are_produced_once_and_in_order() {
  const uint8_t key[LINEAL_SEED_BYTES] = {1};
  auto share = Share::generate(Ring::study(10), key, key);
  SquareShares owner(*share, 2, key, key);
  std::vector<uint8_t> out(owner.message_bytes(Step::kProduct));
  bool refused = false;
  try {
    owner.produce(Step::kMaskedShare, out.data());
  } catch (const ArgumentError &) {
    refused = true;
  }
  check(refused, "the masked share cannot come first");
}

void the_key_draws_nothing_twice() {
  Run one(2), two(2);
  bool equal = true;
  for (int step = 0; step < 4; step++) {
    for (size_t i = 0; i < 2; i++) {
      equal &= one.messages[step][i].bytes == two.messages[step][i].bytes;
    }
    check(one.messages[step][0].bytes != one.messages[step][1].bytes, "owners differ");
  }
  check(equal, "the same seeds give the same ceremony");
}

void too_many_owners_are_refused() {
  const uint8_t key[LINEAL_SEED_BYTES] = {1};
  auto share = Share::generate(Ring::study(10), key, key);
  SquareShares most(*share, (1u << 27) - 1024, key, key);
  bool refused = false;
  try {
    SquareShares more(*share, 1u << 27, key, key);
  } catch (const ArgumentError &) {
    refused = true;
  }
  check(refused, "owners 2^140 + 2^30 < G / 2 is checked");
}

}  // namespace

int main() {
  floods_cover_the_noise();
  steps_are_produced_once_and_in_order();
  the_key_draws_nothing_twice();
  too_many_owners_are_refused();
  return failures == 0 ? 0 : 1;
}
