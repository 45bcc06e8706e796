package dev.lineal.jobs.pipeline;

import dev.lineal.jobs.JobErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** A released model as a stage: MLlib's own on raw features. */
public final class EncryptedLogisticRegressionModel extends Model<EncryptedLogisticRegressionModel>
    implements MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String MLLIB = "/mllib";

  private final String uid;
  private final LogisticRegressionModel inner;

  EncryptedLogisticRegressionModel(String uid, LogisticRegressionModel inner) {
    this.uid = uid;
    this.inner = inner;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** MLlib's model: coefficients and intercept on raw features. */
  public LogisticRegressionModel mllib() {
    return inner;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    return inner.transform(rows);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return withPredictions(schema, inner.getFeaturesCol());
  }

  static StructType withPredictions(StructType schema, String featuresCol) {
    if (!Arrays.asList(schema.fieldNames()).contains(featuresCol)) {
      throw JobErrors.usage(
          "There is no column '" + featuresCol + "'.", "Assemble the features into it first.");
    }
    return schema
        .add("rawPrediction", SQLDataTypes.VectorType(), false)
        .add("probability", SQLDataTypes.VectorType(), false)
        .add("prediction", DataTypes.DoubleType, false);
  }

  @Override
  public EncryptedLogisticRegressionModel copy(ParamMap extra) {
    return new EncryptedLogisticRegressionModel(uid, inner.copy(extra)).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** For {@code PipelineModel.load}. */
  public static MLReader<EncryptedLogisticRegressionModel> read() {
    return new Reader();
  }

  public static EncryptedLogisticRegressionModel load(String path) {
    return read().load(path);
  }

  private static final class Writer extends MLWriter {
    private final EncryptedLogisticRegressionModel model;

    Writer(EncryptedLogisticRegressionModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter$.MODULE$.saveMetadata(
          model, path, sparkSession(), Option.empty(), Option.empty());
      try {
        model.inner.write().session(sparkSession()).save(path + MLLIB);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Reader extends MLReader<EncryptedLogisticRegressionModel> {
    @Override
    public EncryptedLogisticRegressionModel load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader$.MODULE$.loadMetadata(
              path, sparkSession(), EncryptedLogisticRegressionModel.class.getName());
      return new EncryptedLogisticRegressionModel(
          metadata.uid(), LogisticRegressionModel.load(path + MLLIB));
    }
  }
}
