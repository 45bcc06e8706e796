// CPU time of one thread: best and median of warm, paired runs.
#pragma once

#include <time.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace lineal::bench {

inline double thread_cpu_us() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e6 * static_cast<double>(now.tv_sec) + 1e-3 * static_cast<double>(now.tv_nsec);
}

/// One way of doing something; `prepare` runs before each timed run and is not counted.
struct Candidate {
  const char *path;
  std::function<void()> run;
  std::function<void()> prepare = [] {};
};

struct Timing {
  double best_us;
  double median_us;
  int repeats;
};

/// The candidates in turn, A B C A B C .., after one warm-up each; prepare and run alternate. A run
/// that takes less than 200 us is repeated inside one measurement.
inline std::vector<Timing> paired(const std::vector<Candidate> &candidates, int repeats) {
  std::vector<std::vector<double>> samples(candidates.size());
  std::vector<int> inner(candidates.size(), 1);
  for (size_t i = 0; i < candidates.size(); i++) {
    candidates[i].prepare();
    double start = thread_cpu_us();
    candidates[i].run();
    double once = thread_cpu_us() - start;
    inner[i] = std::max(1, static_cast<int>(200.0 / std::max(once, 0.1)));
  }
  for (int r = 0; r < repeats; r++) {
    for (size_t i = 0; i < candidates.size(); i++) {
      double spent = 0;
      for (int k = 0; k < inner[i]; k++) {
        candidates[i].prepare();
        double start = thread_cpu_us();
        candidates[i].run();
        spent += thread_cpu_us() - start;
      }
      samples[i].push_back(spent / inner[i]);
    }
  }
  std::vector<Timing> timings;
  for (auto &s : samples) {
    std::sort(s.begin(), s.end());
    timings.push_back({s.front(), s[s.size() / 2], repeats});
  }
  return timings;
}

}  // namespace lineal::bench
