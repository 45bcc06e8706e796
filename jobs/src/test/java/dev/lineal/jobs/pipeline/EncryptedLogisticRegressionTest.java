package dev.lineal.jobs.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.jobs.JobException;
import dev.lineal.jobs.plan.Agreement;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.PlaintextTwin;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.PolicyStudy;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.manifest.Factor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that trains on three owners' encrypted rows, saved and loaded. */
class EncryptedLogisticRegressionTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ITERATIONS = 3;
  private static final String[] NAMES = {"a", "b", "c"};

  @TempDir Path folder;

  private final TestData data = TestData.clouds(600, 3, 13);
  private final LogisticPlan plan =
      new LogisticPlan(
          HeParameters.INSECURE_TEST_10,
          LogisticPlan.training(4, ITERATIONS, StepSize.bound(4), Factor.ZERO),
          data.rows());

  private Dataset<Row> rows() {
    StructType schema = new StructType();
    for (String name : NAMES) {
      schema = schema.add(name, DataTypes.DoubleType, false);
    }
    List<Row> rows = new ArrayList<>();
    for (double[] folded : Arrays.copyOf(data.folded(), 20)) {
      rows.add(
          RowFactory.create(
              IntStream.range(0, 3).mapToObj(j -> (Object) (folded[j] * folded[3])).toArray()));
    }
    return SPARK.session().createDataFrame(rows, schema);
  }

  @Test
  void aPipelineTrainsOnEncryptedRowsAndIsTheSameAfterSavingAndLoading() throws IOException {
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, plan)) {
      PolicyStudy.Files files = study.files(plan, List.of(NAMES));
      EncryptedLogisticRegression estimator =
          new EncryptedLogisticRegression()
              .setPlan(files.plan())
              .setOwners(files.owners())
              .setStore(folder.resolve("tables").toString())
              .setMoments(files.moments())
              .setLicenseeKey(files.licenseeKey());
      VectorAssembler assembler =
          new VectorAssembler().setInputCols(NAMES).setOutputCol("features");
      Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {assembler, estimator});
      pipeline.write().overwrite().save(folder.resolve("pipeline").toString());
      PipelineModel model = Pipeline.load(folder.resolve("pipeline").toString()).fit(rows());

      var fitted = (EncryptedLogisticRegressionModel) model.stages()[1];
      double[] got = Arrays.copyOf(fitted.mllib().coefficients().toArray(), 4);
      got[3] = fitted.mllib().intercept();
      double[] want = new PlaintextTwin(plan, data.folded()).train(ITERATIONS);
      assertTrue(Agreement.bits(got, want) > 18, Agreement.bits(got, want) + " bits");

      model.write().overwrite().save(folder.resolve("fitted").toString());
      PipelineModel loaded = PipelineModel.load(folder.resolve("fitted").toString());
      assertArrayEquals(predictions(model), predictions(loaded));
      assertEquals(fitted.uid(), loaded.stages()[1].uid());
    }
  }

  private double[] predictions(PipelineModel model) {
    return model.transform(rows()).select("prediction").collectAsList().stream()
        .mapToDouble(row -> row.getDouble(0))
        .toArray();
  }

  @Test
  void whatIsNotSetIsNamed() {
    Dataset<Row> rows =
        new VectorAssembler().setInputCols(NAMES).setOutputCol("features").transform(rows());
    JobException missing =
        assertThrows(JobException.class, () -> new EncryptedLogisticRegression().fit(rows));
    assertTrue(
        missing.getMessage().startsWith("EncryptedLogisticRegression has no owners."),
        missing.getMessage());
    JobException column =
        assertThrows(
            JobException.class,
            () -> new EncryptedLogisticRegression().setFeaturesCol("x").fit(rows));
    assertEquals(
        "There is no column 'x'. Assemble the features into it first.", column.getMessage());
  }
}
