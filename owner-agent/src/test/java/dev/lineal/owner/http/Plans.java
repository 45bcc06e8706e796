package dev.lineal.owner.http;

import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.SealingKey;
import dev.lineal.lineage.manifest.Batches;
import dev.lineal.lineage.manifest.Code;
import dev.lineal.lineage.manifest.EncryptionTerms;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Floor;
import dev.lineal.lineage.manifest.KeepRefreshed;
import dev.lineal.lineage.manifest.Momentum;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Sigmoid;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan put together by hand, so that one part at a time can be made wrong. */
final class Plans {
  static final String PURPOSE = "tests of refreshes";
  static final double L2 = 0.01;

  HeParameters parameters = HeParameters.INSECURE_TEST_10;
  String study = TestKeySet.STUDY;
  String parameterSet = parameters.name();
  Sha256 jointKey;
  List<PlannedDataset> datasets = List.of();
  int features;
  int iterations = 3;
  Sigmoid sigmoid = new Sigmoid(5, 12);
  private ActivationRounds activation = ActivationRounds.DEGREE_5;
  Factor step;
  Momentum eta;
  Floor floor = new Floor(3, 100);
  Batches batches = new Batches(2, 3);
  List<Round> rounds;
  List<Release> releases;
  Address trainer;
  SealingKey licensee;
  String nonce = "nonce";

  static Sha256 hash(String text) {
    return Sha256.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Fills in all that follows from datasets, features and iterations. */
  Plans standard() {
    step = new Factor(4L * (1L << 30) / features, 30);
    eta = momentum(iterations);
    rounds = rounds();
    releases = List.of(new Release("weights", features));
    return this;
  }

  /** All that follows from another degree. */
  Plans of(ActivationRounds other) {
    activation = other;
    sigmoid = new Sigmoid(other.degree(), other.interval());
    rounds = new ArrayList<>(List.of(rounds().get(0)));
    for (ActivationRounds.Product product : other.products()) {
      rounds.add(of(product));
    }
    rounds.add(trace());
    return this;
  }

  private static Round of(ActivationRounds.Product product) {
    Factor factor = new Factor(product.factor().numerator(), product.factor().shift() + 40);
    return slots(
        product.name(),
        80,
        (int) Math.ceil(80 + log2(product.largest().training())),
        product.linear() == 0 ? Optional.empty() : Optional.of(new Factor(product.linear(), 40)),
        factor,
        product.addend() == 0 ? Factor.ZERO : new Factor(product.addend(), 40));
  }

  RunPlan plan() {
    return new RunPlan(
        study,
        PURPOSE,
        datasets,
        new Code("0123456789abcdef0123456789abcdef01234567", hash("jar")),
        new Training(
            Task.LOGISTIC,
            features,
            iterations,
            Optional.of(sigmoid),
            step,
            new Factor(Math.round(L2 * (1 << 20)), 20),
            eta),
        new EncryptionTerms(parameterSet, jointKey, 40, rounds),
        floor,
        batches,
        releases,
        KeepRefreshed.ALL,
        trainer,
        licensee,
        Optional.empty(),
        hash(nonce));
  }

  double rate() {
    return Math.scalb((double) step.numerator(), -step.shift());
  }

  double l2() {
    return Math.scalb((double) Math.round(L2 * (1 << 20)), -20);
  }

  double[] etas() {
    return eta.numerators().stream()
        .mapToDouble(n -> Math.scalb((double) n, -eta.shift()))
        .toArray();
  }

  private static Momentum momentum(int iterations) {
    List<Long> numerators = new ArrayList<>();
    double l = 1;
    for (int t = 0; t < iterations; t++) {
      double next = (1 + Math.sqrt(1 + 4 * l * l)) / 2;
      numerators.add(Math.round(Math.scalb((1 - l) / next, 40)));
      l = next;
    }
    return new Momentum(40, numerators);
  }

  private List<Round> rounds() {
    return List.of(
        slots("y", 82, 83, Optional.empty(), new Factor(1, 42), Factor.ZERO),
        slots("u", 80, 82, Optional.empty(), new Factor(1, 40), Factor.ZERO),
        slots(
            "v",
            80,
            82,
            Optional.of(new Factor(activation.of(3).linear(), 40)),
            new Factor(activation.gamma(3).numerator(), 80),
            new Factor(activation.of(3).addend(), 40)),
        slots("r", 80, 84, Optional.empty(), new Factor(1, 40), new Factor(1L << 39, 40)),
        trace());
  }

  /** (step / rows) (N / 2) / R from scale 2^82 to 2^60, to 41 significant bits. */
  private Round trace() {
    long rows = datasets.stream().mapToLong(PlannedDataset::rows).sum();
    BigDecimal gamma =
        new BigDecimal(step.numerator())
            .multiply(new BigDecimal(parameters.slots()))
            .divide(new BigDecimal(2).pow(step.shift() + 22), MathContext.UNLIMITED)
            .divide(new BigDecimal(rows * activation.interval()), new MathContext(60));
    int shift = 0;
    while (scaled(gamma, shift) < 1L << 40) {
      shift++;
    }
    double residual = 0.5 + activation.of(activation.rounds()).largest().training();
    double sum = log2(rows) + log2(4 * residual);
    int bound = (int) Math.ceil(83 - log2(parameters.ringDegree()) + sum);
    return new Round(
        "w",
        Round.Refresh.TRACE,
        82,
        bound,
        Optional.empty(),
        new Factor(scaled(gamma, shift), shift),
        Factor.ZERO,
        60);
  }

  private static long scaled(BigDecimal value, int shift) {
    return value
        .multiply(new BigDecimal(2).pow(shift))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  private static Round slots(
      String name, int scale, int bound, Optional<Factor> linear, Factor factor, Factor addend) {
    return new Round(name, Round.Refresh.SLOTS, scale, bound, linear, factor, addend, 40);
  }
}
