package dev.lineal.jobs.pipeline;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.jobs.owners.OwnerOption;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.RunSessions;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.jobs.publish.ReleaseModel;
import dev.lineal.jobs.publish.SealedShare;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.jobs.train.TrainLogistic;
import dev.lineal.jobs.train.Trained;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.study.Moments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Logistic regression on the owners' encrypted rows under a signed plan. The rows given to {@code
 * fit} are not trained on: only their schema counts, so that the stages before and behind fit
 * together; features are assembled in the study's order. The model is released to the plan's
 * licensee, whose secret key this stage reads.
 */
public final class EncryptedLogisticRegression extends Estimator<EncryptedLogisticRegressionModel>
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;
  private static final int EVERY = 8;
  private static final long CACHE_BYTES = 4L << 30;

  private final String uid;
  private final Param<String> plan;
  private final StringArrayParam owners;
  private final Param<String> store;
  private final Param<String> moments;
  private final Param<String> licenseeKey;
  private final Param<String> featuresCol;

  public EncryptedLogisticRegression() {
    this(Identifiable$.MODULE$.randomUID("encryptedLogit"));
  }

  /** With an id, as saved pipelines need it. */
  public EncryptedLogisticRegression(String uid) {
    this.uid = uid;
    this.plan = new Param<>(this, "plan", "file of the signed plan");
    this.owners = new StringArrayParam(this, "owners", "NAME=URL per owner, in the plan's order");
    this.store = new Param<>(this, "store", "folder of the Delta tables");
    this.moments = new Param<>(this, "moments", "file of the study's collective moments");
    this.licenseeKey =
        new Param<>(this, "licenseeKey", "file of the licensee's X25519 secret key, hexadecimal");
    this.featuresCol = new Param<>(this, "featuresCol", "column of the feature vectors");
    setDefault(featuresCol, "features");
  }

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> plan() {
    return plan;
  }

  public StringArrayParam owners() {
    return owners;
  }

  public Param<String> store() {
    return store;
  }

  public Param<String> moments() {
    return moments;
  }

  public Param<String> licenseeKey() {
    return licenseeKey;
  }

  public Param<String> featuresCol() {
    return featuresCol;
  }

  public EncryptedLogisticRegression setPlan(Path file) {
    return (EncryptedLogisticRegression) set(plan, file.toString());
  }

  public EncryptedLogisticRegression setOwners(String... addresses) {
    return (EncryptedLogisticRegression) set(owners, addresses);
  }

  public EncryptedLogisticRegression setStore(String folder) {
    return (EncryptedLogisticRegression) set(store, folder);
  }

  public EncryptedLogisticRegression setMoments(Path file) {
    return (EncryptedLogisticRegression) set(moments, file.toString());
  }

  public EncryptedLogisticRegression setLicenseeKey(Path file) {
    return (EncryptedLogisticRegression) set(licenseeKey, file.toString());
  }

  public EncryptedLogisticRegression setFeaturesCol(String column) {
    return (EncryptedLogisticRegression) set(featuresCol, column);
  }

  /**
   * Trains, or goes on where a killed run was, and has the model released.
   *
   * @throws dev.lineal.jobs.JobException when an owner refuses or stays away
   */
  @Override
  public EncryptedLogisticRegressionModel fit(Dataset<?> rows) {
    transformSchema(rows.schema());
    List<OwnerAddress> addresses = Arrays.stream(required(owners)).map(OwnerOption::parse).toList();
    PlannedRun run =
        new PlannedRun(
            rows.sparkSession(),
            SignedPlanFile.read(Path.of(required(plan))),
            addresses,
            required(store),
            CACHE_BYTES,
            Patience.DEFAULT,
            Optional.empty());
    Trained trained = new TrainLogistic(run, EVERY, line -> {}).execute();
    List<SealedShare> shares = shares(run);
    var model =
        ReleaseModel.sum(
            run.plan(),
            shares,
            trained.state().shares(),
            Moments.parse(bytes(Path.of(required(moments)))));
    LogisticRegressionModel inner =
        new LogisticRegressionModel(uid, Vectors.dense(model.weights()), model.intercept());
    inner.setFeaturesCol($(featuresCol));
    return new EncryptedLogisticRegressionModel(uid, inner).setParent(this);
  }

  private <T> T required(Param<T> param) {
    if (!isSet(param)) {
      throw JobErrors.usage(
          "EncryptedLogisticRegression has no " + param.name() + ".",
          "Set it: " + param.doc() + ".");
    }
    return $(param);
  }

  private List<SealedShare> shares(PlannedRun run) {
    RunPlan planned = run.plan();
    byte[] hex = bytes(Path.of(required(licenseeKey)));
    byte[] secret = HexFormat.of().parseHex(new String(hex, StandardCharsets.US_ASCII).strip());
    byte[] licensee = planned.licensee().bytes();
    byte[] id = planned.sha256().bytes();
    return new RunSessions(run.owners())
        .release(run.open(), "weights").stream()
            .map(share -> SealedShare.open(share, secret, licensee, id))
            .toList();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw JobErrors.usage(file + " cannot be read.", "Name a file that is there.");
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return EncryptedLogisticRegressionModel.withPredictions(schema, $(featuresCol));
  }

  @Override
  public EncryptedLogisticRegression copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** For {@code Pipeline.load}. */
  public static MLReader<EncryptedLogisticRegression> read() {
    return new DefaultParamsReader<>();
  }

  public static EncryptedLogisticRegression load(String path) {
    return read().load(path);
  }
}
