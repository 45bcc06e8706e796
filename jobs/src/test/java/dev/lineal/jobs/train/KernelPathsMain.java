package dev.lineal.jobs.train;

import dev.lineal.he.HeContext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.testing.LocalStudy;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.jobs.testing.TestKeys;
import dev.lineal.jobs.train.LogisticTraining.GradientPlace;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.owner.keys.SecretAccess;
import dev.lineal.owner.keys.SecretShare;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A whole training, its three owners and their cluster in one process: keys and encrypted rows from
 * a file; prints the kernels' path and the hashes of the weights' ciphertexts, iteration by
 * iteration.
 */
final class KernelPathsMain {
  static final int OWNERS = 3;
  static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  private static final int ITERATIONS = 3;
  private static final int FEATURES = 6;

  private KernelPathsMain() {}

  /** What trainings share. */
  record Input(byte[] publicKey, List<byte[]> shares, List<PackedBlock> blocks)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static Input of(LocalStudy study) {
      SecretAccess access = SecretAccess.forStorageAtRest();
      return new Input(
          study.publicKey().toBytes(),
          new ArrayList<>(study.shares().stream().map(s -> s.exportBytes(access)).toList()),
          new ArrayList<>(study.blocks()));
    }

    void write(Path file) throws IOException {
      try (OutputStream out = Files.newOutputStream(file);
          ObjectOutputStream objects = new ObjectOutputStream(out)) {
        objects.writeObject(this);
      }
    }

    static Input read(Path file) throws IOException, ClassNotFoundException {
      try (InputStream in = Files.newInputStream(file);
          ObjectInputStream objects = new ObjectInputStream(in)) {
        return (Input) objects.readObject();
      }
    }

    TestKeys keys() {
      SecretAccess access = SecretAccess.forStorageAtRest();
      return new TestKeys(
          JointPublicKey.parse(publicKey),
          shares.stream().map(bytes -> SecretShare.importBytes(access, bytes)).toList());
    }
  }

  static TestData data() {
    return TestData.clouds(900, FEATURES - 1, 11);
  }

  static LogisticPlan plan(TestData data) {
    return new LogisticPlan(
        SET,
        LogisticPlan.training(FEATURES, ITERATIONS, StepSize.bound(FEATURES), new Factor(1, 7)),
        data.rows());
  }

  public static void main(String[] file) throws Exception {
    Input input = Input.read(Path.of(file[0]));
    TestData data = data();
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("kernel-paths")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    try (LocalStudy study = new LocalStudy(input.keys(), data, input.blocks(), plan(data));
        JavaSparkContext spark = new JavaSparkContext(conf)) {
      System.out.println("kernels: " + HeContext.kernelPath());
      train(spark, study).forEach(System.out::println);
    }
  }

  /** Hashes of the state after every iteration. */
  static List<String> train(JavaSparkContext spark, LocalStudy study) {
    LogisticPlan plan = plan(data());
    List<String> states = new ArrayList<>();
    Patience patience =
        new Patience(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(5));
    RunTerms terms = study.run(1, 4, patience);
    TrainingState state = TrainingState.start(terms.key(), terms.features());
    try (LogisticTraining training =
        new LogisticTraining(
            spark, terms, spark.parallelize(study.blocks()), 2, GradientPlace.SHUFFLED)) {
      while (state.iterations() < ITERATIONS) {
        state = training.iterate(state, plan.step(state.iterations())).state();
        states.add("state: " + Sha256.hash(state.toBytes()));
      }
    }
    return states;
  }
}
