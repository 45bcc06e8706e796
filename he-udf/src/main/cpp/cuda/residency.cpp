#include "residency.hpp"

#include <list>
#include <map>
#include <mutex>
#include <new>
#include <optional>

#include "array.hpp"
#include "barriers.hpp"
#include "budget.hpp"

namespace lineal::device {

struct Resident {
  std::mutex mutex;
  std::optional<Words> words;
};

const uint64_t *Lease::data() const { return resident_->words->data(); }

namespace {

using Key = std::pair<uint64_t, uint32_t>;  // identity, limb

class Residents {
 public:
  std::shared_ptr<Resident> find_or_add(const Key &key, size_t bytes) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = entries_.find(key);
    if (found != entries_.end()) {
      ages_.splice(ages_.end(), ages_, found->second.age);
      return found->second.resident;
    }
    auto resident = std::make_shared<Resident>();
    if (bytes > budget()) return resident;
    if (counts_.bytes + bytes > budget()) drop(counts_.bytes + bytes - budget());
    if (counts_.bytes + bytes > budget()) return resident;
    entries_[key] = {resident, bytes, ages_.insert(ages_.end(), key)};
    counts_.bytes += bytes;
    return resident;
  }

  /// Whether anything was dropped.
  bool make_room(size_t bytes) {
    std::lock_guard<std::mutex> lock(mutex_);
    return drop(bytes);
  }

  void forget(uint64_t identity) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto at = entries_.lower_bound({identity, 0});
    while (at != entries_.end() && at->first.first == identity) at = erase(at);
  }

  void set_budget(size_t bytes) {
    std::lock_guard<std::mutex> lock(mutex_);
    budget_ = bytes;
    if (counts_.bytes > bytes) drop(counts_.bytes - bytes);
  }

  void count(uint64_t ResidencyCounts::*what) {
    std::lock_guard<std::mutex> lock(mutex_);
    ++(counts_.*what);
  }

  ResidencyCounts counts() {
    std::lock_guard<std::mutex> lock(mutex_);
    return counts_;
  }

 private:
  struct Entry {
    std::shared_ptr<Resident> resident;
    size_t bytes;
    std::list<Key>::iterator age;
  };
  using Entries = std::map<Key, Entry>;

  size_t budget() {
    if (!budget_) budget_ = budget_of_this_process();
    return *budget_;
  }

  Entries::iterator erase(Entries::iterator at) {
    counts_.bytes -= at->second.bytes;
    ages_.erase(at->second.age);
    return entries_.erase(at);
  }

  /// The oldest that no lease holds, until so many bytes are free. Leases are made under the lock.
  bool drop(size_t bytes) {
    size_t dropped = 0;
    for (auto age = ages_.begin(); age != ages_.end() && dropped < bytes;) {
      auto at = entries_.find(*age++);
      if (at->second.resident.use_count() > 1) continue;
      dropped += at->second.bytes;
      ++counts_.dropped;
      erase(at);
    }
    return dropped > 0;
  }

  std::mutex mutex_;
  Entries entries_;
  std::list<Key> ages_;  // the least recently used first
  std::optional<size_t> budget_;
  ResidencyCounts counts_{};
};

Residents &residents() {
  static Residents *all = new Residents;  // handles may outlive static destruction
  return *all;
}

}  // namespace

void *obtain(size_t bytes) {
  for (;;) {
    try {
      return allocate(bytes);
    } catch (const std::bad_alloc &) {
      if (!residents().make_room(bytes)) throw;
    }
  }
}

Lease borrow(uint64_t identity, uint32_t limb, const uint64_t *words, size_t count) {
  auto resident = residents().find_or_add({identity, limb}, count * sizeof(uint64_t));
  std::lock_guard<std::mutex> lock(resident->mutex);
  if (resident->words) {
    residents().count(&ResidencyCounts::found);
    return Lease(resident);
  }
  Words copy(words, count);
  LINEAL_WAIT(kResidentLoaded, finish());  // other threads' streams read it too
  resident->words.emplace(std::move(copy));
  residents().count(&ResidencyCounts::copied);
  return Lease(resident);
}

void forget(uint64_t identity) noexcept { residents().forget(identity); }

ResidencyCounts residency_counts() { return residents().counts(); }

void set_budget(size_t bytes) { residents().set_budget(bytes); }

}  // namespace lineal::device
