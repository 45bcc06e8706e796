package dev.lineal.lineage.manifest;

import static dev.lineal.lineage.manifest.Statement.descriptor;
import static dev.lineal.lineage.manifest.Statement.list;
import static dev.lineal.lineage.manifest.Statement.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a {@link RunPlan}; its JSON Schema is {@code schemas/run-plan-1.json}. */
final class RunPlanJson {
  static final String DOCUMENT = "run plan";
  static final String PREDICATE_TYPE = "https://lineal.dev/run-plan/v1";
  static final String SCHEMA = "lineal.run-plan/1";
  static final String BUILD_TYPE = "https://lineal.dev/train/v1";
  static final String SOURCE = "source";
  static final String JAR = "jar";
  static final String JOINT_KEY = "joint-public-key";

  private RunPlanJson() {}

  static RunPlan read(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(RunPlanReader::read);
  }

  static byte[] write(RunPlan plan) {
    ArrayNode subject = list();
    plan.datasets().forEach(dataset -> subject.add(dataset(dataset)));
    ObjectNode predicate = object();
    predicate.put("schema", SCHEMA);
    ObjectNode build = predicate.putObject("buildDefinition");
    build.put("buildType", BUILD_TYPE);
    build.set("externalParameters", asked(plan));
    build.set("internalParameters", terms(plan));
    build
        .putArray("resolvedDependencies")
        .add(descriptor(SOURCE, "gitCommit", plan.code().gitCommit()))
        .add(descriptor(JAR, plan.code().jar()))
        .add(descriptor(JOINT_KEY, plan.encryption().jointKey()));
    return CanonicalJson.write(Statement.of(PREDICATE_TYPE, subject, predicate), DOCUMENT);
  }

  private static ObjectNode dataset(PlannedDataset dataset) {
    ObjectNode subject = descriptor("dataset/" + dataset.owner(), dataset.contentRoot());
    subject
        .putObject("annotations")
        .put("owner", dataset.owner().text())
        .put("manifest", dataset.manifest().toString())
        .put("rows", dataset.rows())
        .put("blocks", dataset.blocks())
        .put("grant", dataset.grant().toString());
    return subject;
  }

  /** What the trainer asks for. */
  private static ObjectNode asked(RunPlan plan) {
    ObjectNode asked = object();
    asked.put("study", plan.study()).put("purpose", plan.purpose());
    asked.put("trainer", plan.trainer().text()).put("licensee", plan.licensee().text());
    asked.putNull("parent_model");
    plan.parent().ifPresent(parent -> asked.set("parent_model", parent(parent)));
    asked.set("training", training(plan.training()));
    ArrayNode releases = asked.putArray("releases");
    for (Release release : plan.releases()) {
      releases.addObject().put("name", release.name()).put("scalars", release.scalars());
    }
    asked.put("min_owners", plan.floor().owners()).put("min_rows", plan.floor().rows());
    plan.validation().ifPresent(form -> asked.set("contributions", ValidationFormJson.write(form)));
    asked.put("keep_refreshed", plan.keepRefreshed().text());
    asked.put("nonce", plan.nonce().toString());
    return asked;
  }

  private static ObjectNode parent(ParentModel parent) {
    ObjectNode node = object().put("manifest", parent.manifest().toString());
    ArrayNode weights = node.putArray("weights");
    parent.weights().forEach(weights::add);
    return node;
  }

  private static ObjectNode training(Training training) {
    ObjectNode node = object();
    node.put("task", training.task().text());
    node.put("features", training.features()).put("iterations", training.iterations());
    node.putNull("sigmoid");
    training
        .sigmoid()
        .ifPresent(
            sigmoid ->
                node.putObject("sigmoid")
                    .put("degree", sigmoid.degree())
                    .put("interval", sigmoid.interval()));
    node.set("step", factor(training.step()));
    node.set("l2", factor(training.l2()));
    ObjectNode eta = node.putObject("eta");
    eta.put("shift", training.eta().shift());
    ArrayNode numerators = eta.putArray("numerators");
    training.eta().numerators().forEach(numerators::add);
    return node;
  }

  /** How it is computed. */
  private static ObjectNode terms(RunPlan plan) {
    ObjectNode terms = object();
    terms.put("parameter_set", plan.encryption().parameterSet());
    terms.put("weight_scale_bits", plan.encryption().weightScaleBits());
    ArrayNode rounds = terms.putArray("rounds");
    plan.encryption().rounds().forEach(round -> rounds.add(round(round)));
    terms
        .putObject("batches")
        .put("blocks_per_request", plan.batches().blocksPerRequest())
        .put("features_per_request", plan.batches().featuresPerRequest());
    return terms;
  }

  private static ObjectNode round(Round round) {
    ObjectNode node = object();
    node.put("name", round.name()).put("refresh", round.refresh().text());
    node.put("input_scale_bits", round.inputScaleBits()).put("bound_bits", round.boundBits());
    node.set("linear", round.linear().map(RunPlanJson::factor).orElse(null));
    node.set("factor", factor(round.factor()));
    node.set("addend", factor(round.addend()));
    node.put("output_scale_bits", round.outputScaleBits());
    return node;
  }

  private static ObjectNode factor(Factor factor) {
    return object().put("numerator", factor.numerator()).put("shift", factor.shift());
  }
}
