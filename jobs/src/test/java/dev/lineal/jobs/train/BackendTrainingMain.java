package dev.lineal.jobs.train;

import dev.lineal.he.HeContext;
import dev.lineal.he.HeParameters;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.jobs.train.LogisticTraining.GradientPlace;
import dev.lineal.lineage.manifest.Factor;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The cluster of a training as a process of its own: reads terms and blocks from a file, trains on
 * this process's backend, writes the state after the last iteration, prints the kernels' path.
 */
final class BackendTrainingMain {
  static final int ITERATIONS = 3;
  private static final int FEATURES = 6;

  private BackendTrainingMain() {}

  static LogisticPlan plan(TestData data) {
    return new LogisticPlan(
        HeParameters.INSECURE_TEST_10,
        LogisticPlan.training(FEATURES, ITERATIONS, StepSize.bound(FEATURES), new Factor(1, 7)),
        data.rows());
  }

  static TestData data() {
    return TestData.clouds(900, FEATURES - 1, 7);
  }

  static byte[] train(JavaSparkContext spark, RunTerms terms, List<PackedBlock> blocks) {
    LogisticPlan plan = plan(data());
    TrainingState state = TrainingState.start(terms.key(), terms.features());
    try (LogisticTraining training =
        new LogisticTraining(spark, terms, spark.parallelize(blocks), 2, GradientPlace.SHUFFLED)) {
      while (state.iterations() < ITERATIONS) {
        state = training.iterate(state, plan.step(state.iterations())).state();
      }
    }
    return state.toBytes();
  }

  @SuppressWarnings("unchecked")
  public static void main(String[] files) throws Exception {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("backend")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    try (InputStream file = Files.newInputStream(Path.of(files[0]));
        ObjectInputStream in = new ObjectInputStream(file);
        JavaSparkContext spark = new JavaSparkContext(conf)) {
      RunTerms terms = (RunTerms) in.readObject();
      List<PackedBlock> blocks = (List<PackedBlock>) in.readObject();
      Files.write(Path.of(files[1]), train(spark, terms, blocks));
    }
    System.out.println("kernels: " + HeContext.kernelPath());
  }
}
