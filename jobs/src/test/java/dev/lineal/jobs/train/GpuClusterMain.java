package dev.lineal.jobs.train;

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
 * The driver of a training on a cluster, as a process of its own: terms and blocks from a file, the
 * state after the last iteration to another, GPUs to the console. Spark's settings are the JVM's
 * properties.
 */
final class GpuClusterMain {
  static final int ITERATIONS = 2;

  private GpuClusterMain() {}

  static LogisticPlan plan(TestData data) {
    int features = data.features();
    return new LogisticPlan(
        HeParameters.INSECURE_TEST_10,
        LogisticPlan.training(features, ITERATIONS, StepSize.bound(features), new Factor(1, 7)),
        data.rows());
  }

  static byte[] train(JavaSparkContext spark, RunTerms terms, List<PackedBlock> blocks)
      throws Exception {
    LogisticPlan plan = plan(BreastCancerTest.breastCancer());
    TrainingState state = TrainingState.start(terms.key(), terms.features());
    try (LogisticTraining training =
        new LogisticTraining(spark, terms, spark.parallelize(blocks), 1, GradientPlace.SHUFFLED)) {
      while (state.iterations() < ITERATIONS) {
        TrainingEngine.Outcome outcome = training.iterate(state, plan.step(state.iterations()));
        state = outcome.state();
        System.out.println("gpus: " + String.join(" ", outcome.row().gpus()));
      }
    }
    return state.toBytes();
  }

  @SuppressWarnings("unchecked")
  public static void main(String[] files) throws Exception {
    try (InputStream file = Files.newInputStream(Path.of(files[0]));
        ObjectInputStream in = new ObjectInputStream(file);
        JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("gpus"))) {
      RunTerms terms = (RunTerms) in.readObject();
      List<PackedBlock> blocks = (List<PackedBlock>) in.readObject();
      Files.write(Path.of(files[1]), train(spark, terms, blocks));
    }
  }
}
