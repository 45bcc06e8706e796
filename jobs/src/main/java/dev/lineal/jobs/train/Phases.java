package dev.lineal.jobs.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where an iteration's wall time went, nanoseconds on the critical path; docs/json.md, bench train.
 *
 * @param forward round 1's products, blocks' unpacking included
 * @param products rounds 2 to 4
 * @param gradient of all features
 * @param reduce sums over partitions
 * @param combine the owners' answers put together
 * @param owners their own work
 * @param http the rest of the wait for them
 * @param hash of requests, refreshed values and states
 * @param broadcast of the weights
 * @param other Spark's scheduling, collecting, and everything else
 */
public record Phases(
    long forward,
    long products,
    long gradient,
    long reduce,
    long combine,
    long owners,
    long http,
    long hash,
    long broadcast,
    long other) {
  static final Phases NONE = new Phases(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** What arithmetic is for. */
  enum Work {
    FORWARD,
    PRODUCTS,
    GRADIENT
  }

  static Phases hash(long nanos) {
    return new Phases(0, 0, 0, 0, 0, 0, 0, nanos, 0, 0);
  }

  static Phases broadcast(long nanos) {
    return new Phases(0, 0, 0, 0, 0, 0, 0, 0, nanos, 0);
  }

  static Phases other(long nanos) {
    return new Phases(0, 0, 0, 0, 0, 0, 0, 0, 0, nanos);
  }

  Phases plus(Phases that) {
    return new Phases(
        forward + that.forward,
        products + that.products,
        gradient + that.gradient,
        reduce + that.reduce,
        combine + that.combine,
        owners + that.owners,
        http + that.http,
        hash + that.hash,
        broadcast + that.broadcast,
        other + that.other);
  }

  public long total() {
    return byName().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Their columns in table {@code iterations}, in seconds. */
  public static List<String> columns() {
    return NONE.byName().keySet().stream().map(phase -> phase + "_s").toList();
  }

  /** By name, in the order of the record. */
  public Map<String, Long> byName() {
    Map<String, Long> all = new LinkedHashMap<>();
    all.put("forward", forward);
    all.put("products", products);
    all.put("gradient", gradient);
    all.put("reduce", reduce);
    all.put("combine", combine);
    all.put("owners", owners);
    all.put("http", http);
    all.put("hash", hash);
    all.put("broadcast", broadcast);
    all.put("other", other);
    return all;
  }
}
