package dev.lineal.lineage.manifest;

import static dev.lineal.lineage.Require.MAX_JSON_INTEGER;
import static dev.lineal.lineage.manifest.Statement.readDescriptor;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.SealingKey;
import java.util.List;
import java.util.Optional;

/** Reads a {@link RunPlan}, field by field; the counterpart of {@link RunPlanJson}. */
final class RunPlanReader {
  private RunPlanReader() {}

  static RunPlan read(StrictObject statement) {
    Statement.readFrame(statement, RunPlanJson.PREDICATE_TYPE);
    List<PlannedDataset> datasets = statement.objects("subject", RunPlanReader::dataset);
    return statement
        .object("predicate")
        .read(
            predicate -> {
              predicate.constant("schema", RunPlanJson.SCHEMA);
              return predicate.object("buildDefinition").read(build -> plan(build, datasets));
            });
  }

  private static PlannedDataset dataset(StrictObject subject) {
    return subject
        .object("annotations")
        .read(
            notes -> {
              Address owner = notes.value("owner", Address::new);
              Sha256 contentRoot = readDescriptor(subject, "dataset/" + owner);
              return new PlannedDataset(
                  owner,
                  contentRoot,
                  notes.sha256("manifest"),
                  notes.integer("rows", 1, MAX_JSON_INTEGER),
                  (int) notes.integer("blocks", 1, Shard.MAX_SHARDS),
                  notes.sha256("grant"));
            });
  }

  private record Inputs(Code code, Sha256 jointKey) {}

  private record Terms(EncryptionTerms encryption, Batches batches) {}

  private static RunPlan plan(StrictObject build, List<PlannedDataset> datasets) {
    build.constant("buildType", RunPlanJson.BUILD_TYPE);
    Inputs inputs = inputs(build);
    Terms terms = build.object("internalParameters").read(t -> terms(t, inputs.jointKey));
    return build
        .object("externalParameters")
        .read(
            asked ->
                new RunPlan(
                    asked.text("study"),
                    asked.text("purpose"),
                    datasets,
                    inputs.code,
                    asked.object("training").read(RunPlanReader::training),
                    terms.encryption,
                    new Floor(
                        (int) asked.integer("min_owners", 1, 10_000),
                        asked.integer("min_rows", 1, MAX_JSON_INTEGER)),
                    terms.batches,
                    asked.objects("releases", RunPlanReader::release),
                    asked.value("keep_refreshed", KeepRefreshed::parse),
                    asked.value("trainer", Address::new),
                    asked.value("licensee", SealingKey::new),
                    asked
                        .nullableObject("parent_model")
                        .map(node -> node.read(RunPlanReader::parent)),
                    asked
                        .optionalObject("contributions")
                        .map(node -> node.read(ValidationFormJson::read)),
                    asked.sha256("nonce")));
  }

  private static ParentModel parent(StrictObject parent) {
    return new ParentModel(
        parent.sha256("manifest"), parent.integers("weights", -MAX_JSON_INTEGER, MAX_JSON_INTEGER));
  }

  private static Inputs inputs(StrictObject build) {
    List<StrictObject> list = build.objects("resolvedDependencies", 3);
    String commit =
        list.get(0)
            .read(
                source ->
                    readDescriptor(
                        source,
                        RunPlanJson.SOURCE,
                        digest -> digest.value("gitCommit", Code::requireCommit)));
    Sha256 jar = list.get(1).read(element -> readDescriptor(element, RunPlanJson.JAR));
    Sha256 key = list.get(2).read(element -> readDescriptor(element, RunPlanJson.JOINT_KEY));
    return new Inputs(new Code(commit, jar), key);
  }

  private static Training training(StrictObject training) {
    Momentum eta =
        training
            .object("eta")
            .read(
                sequence ->
                    new Momentum(
                        (int) sequence.integer("shift", 0, Factor.MAX_SHIFT),
                        sequence.integers("numerators", -MAX_JSON_INTEGER, MAX_JSON_INTEGER)));
    return new Training(
        training.value("task", Task::parse),
        (int) training.integer("features", 1, Shard.MAX_COLUMNS),
        (int) training.integer("iterations", 1, Training.MAX_ITERATIONS),
        training.nullableObject("sigmoid").map(sigmoid -> sigmoid.read(RunPlanReader::sigmoid)),
        factor(training, "step"),
        factor(training, "l2"),
        eta);
  }

  private static Sigmoid sigmoid(StrictObject sigmoid) {
    return new Sigmoid(
        (int) sigmoid.integer("degree", 1, 63), (int) sigmoid.integer("interval", 1, 1024));
  }

  private static Release release(StrictObject release) {
    return new Release(release.text("name"), (int) release.integer("scalars", 1, 1 << 20));
  }

  private static Terms terms(StrictObject terms, Sha256 jointKey) {
    EncryptionTerms encryption =
        new EncryptionTerms(
            terms.text("parameter_set"),
            jointKey,
            (int) terms.integer("weight_scale_bits", 1, Round.MAX_BITS),
            terms.objects("rounds", RunPlanReader::round));
    Batches batches =
        terms
            .object("batches")
            .read(
                cut ->
                    new Batches(
                        (int) cut.integer("blocks_per_request", 1, Shard.MAX_SHARDS),
                        (int) cut.integer("features_per_request", 1, Shard.MAX_COLUMNS)));
    return new Terms(encryption, batches);
  }

  private static Round round(StrictObject round) {
    Optional<Factor> linear =
        round.nullableObject("linear").map(object -> object.read(RunPlanReader::factor));
    return new Round(
        round.text("name"),
        round.value("refresh", Round.Refresh::parse),
        (int) round.integer("input_scale_bits", 1, Round.MAX_BITS),
        (int) round.integer("bound_bits", 1, Round.MAX_BITS),
        linear,
        factor(round, "factor"),
        factor(round, "addend"),
        (int) round.integer("output_scale_bits", 1, Round.MAX_BITS));
  }

  private static Factor factor(StrictObject parent, String field) {
    return parent.object(field).read(RunPlanReader::factor);
  }

  private static Factor factor(StrictObject factor) {
    return new Factor(
        factor.integer("numerator", -MAX_JSON_INTEGER, MAX_JSON_INTEGER),
        (int) factor.integer("shift", 0, Factor.MAX_SHIFT));
  }
}
