#include "peer_bench.hpp"

#include <cstdio>

#include "iteration.hpp"
#include "openfhe_study.hpp"
#include "peer_operations.hpp"
#include "timing.hpp"

namespace lineal::bench {
namespace {

struct Shape {
  const char *data;
  size_t rows;  // of a block
  size_t columns;
};

constexpr Shape kShapes[] = {{"breast-cancer", 142, 31}, {"mnist-3v8", 3994, 174}};

struct Step {
  const char *name;
  void (Iteration::*run)();
};

constexpr Step kSteps[] = {{"forward", &Iteration::forward},
                           {"activation", &Iteration::activation},
                           {"gradient", &Iteration::gradient},
                           {"traces", &Iteration::traces},
                           {"weights", &Iteration::weights}};
constexpr size_t kStepCount = std::size(kSteps);

/// Of every step, and last of the whole.
using Laps = std::vector<double>;

Laps laps(Iteration &iteration) {
  Laps spent;
  double whole = 0;
  for (const Step &step : kSteps) {
    double start = thread_cpu_us();
    (iteration.*step.run)();
    spent.push_back(thread_cpu_us() - start);
    whole += spent.back();
  }
  spent.push_back(whole);
  return spent;
}

std::string measured(const Shape &shape) {
  auto context = openfhe_study();
  Study study(shape.rows, shape.columns, [&](const std::vector<double> &values) {
    return openfhe_encode(context, values);
  });
  std::unique_ptr<Iteration> sides[] = {lineal_iteration(study), openfhe_iteration(study)};
  laps(*sides[0]);  // warm; OpenFHE's seconds do not need it
  Laps times[] = {laps(*sides[0]), laps(*sides[1])};
  char text[256];
  std::snprintf(text, sizeof text,
                "{\"data\":\"%s\",\"rows\":%zu,\"columns\":%zu,"
                "\"lineal_bits\":%.1f,\"openfhe_bits\":%.1f,\"steps\":[",
                shape.data, kBlocks * shape.rows, shape.columns, sides[0]->agreement_bits(),
                sides[1]->agreement_bits());
  std::string json = text;
  for (size_t k = 0; k <= kStepCount; k++) {
    std::snprintf(text, sizeof text, "%s{\"step\":\"%s\",\"lineal_us\":%.1f,\"openfhe_us\":%.1f}",
                  k ? "," : "", k < kStepCount ? kSteps[k].name : "whole", times[0][k],
                  times[1][k]);
    json += text;
  }
  return json + "]}";
}

}  // namespace

std::string peer_results(int repeats, const std::string &data) {
  std::string json = "{\"openfhe\":\"" LINEAL_OPENFHE_VERSION "\",\"primes\":[";
  auto ring = Ring::study(13);
  for (uint32_t l = 0; l < ring->limbs(); l++) {
    json += (l ? "," : "") + std::to_string(ring->modulus(l));
  }
  json += "],\"operations\":" + operation_results(repeats) + ",\"iterations\":[";
  const char *separator = "";
  for (const Shape &shape : kShapes) {
    if (!data.empty() && data != shape.data) continue;
    json += separator + measured(shape);
    separator = ",";
  }
  return json + "]}";
}

}  // namespace lineal::bench
