package dev.lineal.lineage.model;

import static dev.lineal.lineage.manifest.Statement.descriptor;
import static dev.lineal.lineage.manifest.Statement.list;
import static dev.lineal.lineage.manifest.Statement.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.contribution.Contributors;
import dev.lineal.lineage.contribution.Method;
import dev.lineal.lineage.contribution.Share;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Statement;

/** Writes a {@link ModelManifest}; its JSON Schema is {@code schemas/model-manifest-1.json}. */
final class ModelManifestJson {
  static final String DOCUMENT = "model manifest";
  static final String PREDICATE_TYPE = "https://lineal.dev/model/v1";
  static final String SCHEMA = "lineal.model/1";
  static final String BUILD_TYPE = "https://lineal.dev/publish/v1";
  static final String BUILDER = "https://lineal.dev/jobs/v1";
  static final String PLAN = "run-plan";
  static final String RUN = "run-manifest";
  static final String STUDY_SCHEMA = "study-schema";
  static final String MOMENTS = "moments";
  static final String PARENT = "parent-model";
  static final String LOSSES = "losses";

  private ModelManifestJson() {}

  static byte[] write(ModelManifest model) {
    ArrayNode subject = list();
    for (ModelFile file : model.files()) {
      ObjectNode node = descriptor(file.name(), file.sha256());
      node.putObject("annotations").put("bytes", file.bytes());
      subject.add(node);
    }
    ObjectNode predicate = object().put("schema", SCHEMA);
    predicate.set("buildDefinition", build(model));
    ObjectNode details = predicate.putObject("runDetails");
    details.putObject("builder").put("id", BUILDER);
    details.putObject("metadata").put("finishedOn", model.published().toString());
    ArrayNode byproducts = details.putArray("byproducts");
    model.metrics().forEach(metric -> byproducts.add(metric(metric)));
    predicate.set("contributors", contributors(model.contributors()));
    return CanonicalJson.write(Statement.of(PREDICATE_TYPE, subject, predicate), DOCUMENT);
  }

  private static ObjectNode build(ModelManifest model) {
    ObjectNode build = object().put("buildType", BUILD_TYPE);
    build
        .putObject("externalParameters")
        .put("name", model.name().name())
        .put("version", model.name().version())
        .put("task", model.task().text())
        .put("trainer", model.trainer().text())
        .put("study", model.study())
        .put("purpose", model.purpose());
    ModelSources sources = model.sources();
    ArrayNode inputs =
        build
            .putArray("resolvedDependencies")
            .add(descriptor(PLAN, sources.plan()))
            .add(descriptor(RUN, sources.run()))
            .add(descriptor(STUDY_SCHEMA, sources.studySchema()))
            .add(descriptor(MOMENTS, sources.moments()));
    sources.parent().ifPresent(parent -> inputs.add(descriptor(PARENT, parent)));
    return build;
  }

  private static ObjectNode metric(Metric metric) {
    ObjectNode node = descriptor("metric/" + metric.name(), metric.data());
    node.putObject("annotations")
        .put("metric", metric.name())
        .put("value", metric.value().text())
        .put("rows", metric.rows())
        .put("computed_by", metric.computedBy().text());
    return node;
  }

  private static ObjectNode contributors(Contributors contributors) {
    ObjectNode node = object().put("method", contributors.method().text());
    node.put("version", Method.VERSION);
    ArrayNode inputs = node.putArray("inputs");
    contributors.losses().ifPresent(losses -> inputs.add(descriptor(LOSSES, losses)));
    ArrayNode shares = node.putArray("shares");
    for (Share share : contributors.shares()) {
      shares.addObject().put("owner", share.owner().text()).put("share_bp", share.basisPoints());
    }
    return node;
  }
}
