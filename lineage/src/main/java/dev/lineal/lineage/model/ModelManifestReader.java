package dev.lineal.lineage.model;

import static dev.lineal.lineage.manifest.Statement.readDescriptor;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.contribution.BasisPoints;
import dev.lineal.lineage.contribution.Contributors;
import dev.lineal.lineage.contribution.Method;
import dev.lineal.lineage.contribution.Share;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Statement;
import dev.lineal.lineage.manifest.StrictObject;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.study.Decimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads a {@link ModelManifest}, field by field; the counterpart of {@link ModelManifestJson}. */
final class ModelManifestReader {
  private ModelManifestReader() {}

  static ModelManifest read(byte[] canonical) {
    return CanonicalJson.parse(canonical, ModelManifestJson.DOCUMENT)
        .read(
            statement -> {
              Statement.readFrame(statement, ModelManifestJson.PREDICATE_TYPE);
              List<ModelFile> files = statement.objects("subject", ModelManifestReader::file);
              return statement.object("predicate").read(predicate -> read(predicate, files));
            });
  }

  private static ModelFile file(StrictObject subject) {
    String name = subject.text("name");
    Sha256 sha256 = readDescriptor(subject, name);
    return subject
        .object("annotations")
        .read(
            notes ->
                new ModelFile(name, sha256, notes.integer("bytes", 0, Require.MAX_JSON_INTEGER)));
  }

  private record Details(Instant published, List<Metric> metrics) {}

  private static ModelManifest read(StrictObject predicate, List<ModelFile> files) {
    predicate.constant("schema", ModelManifestJson.SCHEMA);
    Details details = predicate.object("runDetails").read(ModelManifestReader::details);
    Contributors contributors =
        predicate.object("contributors").read(ModelManifestReader::contributors);
    return predicate
        .object("buildDefinition")
        .read(
            build -> {
              build.constant("buildType", ModelManifestJson.BUILD_TYPE);
              ModelSources sources = sources(build);
              return build
                  .object("externalParameters")
                  .read(asked -> model(asked, files, sources, contributors, details));
            });
  }

  private static ModelManifest model(
      StrictObject asked,
      List<ModelFile> files,
      ModelSources sources,
      Contributors contributors,
      Details details) {
    return new ModelManifest(
        new ModelName(asked.text("name"), (int) asked.integer("version", 1, Integer.MAX_VALUE)),
        asked.value("task", Task::parse),
        asked.value("trainer", Address::new),
        asked.text("study"),
        asked.text("purpose"),
        files,
        sources,
        contributors,
        details.metrics,
        details.published);
  }

  private static ModelSources sources(StrictObject build) {
    List<StrictObject> inputs = build.objects("resolvedDependencies", 4, 5);
    return new ModelSources(
        source(inputs, 0, ModelManifestJson.PLAN),
        source(inputs, 1, ModelManifestJson.RUN),
        source(inputs, 2, ModelManifestJson.STUDY_SCHEMA),
        source(inputs, 3, ModelManifestJson.MOMENTS),
        inputs.size() == 4
            ? Optional.empty()
            : Optional.of(source(inputs, 4, ModelManifestJson.PARENT)));
  }

  private static Sha256 source(List<StrictObject> inputs, int index, String name) {
    return inputs.get(index).read(input -> readDescriptor(input, name));
  }

  private static Details details(StrictObject details) {
    details
        .object("builder")
        .read(
            by -> {
              by.constant("id", ModelManifestJson.BUILDER);
              return by;
            });
    Instant published = details.object("metadata").read(metadata -> metadata.time("finishedOn"));
    return new Details(published, details.objects("byproducts", ModelManifestReader::metric));
  }

  private static Metric metric(StrictObject product) {
    return product
        .object("annotations")
        .read(
            notes -> {
              String name = notes.text("metric");
              return new Metric(
                  name,
                  notes.value("value", Decimal::new),
                  readDescriptor(product, "metric/" + name),
                  notes.integer("rows", 1, Require.MAX_JSON_INTEGER),
                  notes.value("computed_by", Address::new));
            });
  }

  private static Contributors contributors(StrictObject contributors) {
    contributors.integer("version", Method.VERSION, Method.VERSION);
    List<StrictObject> inputs = contributors.objects("inputs", 0, 1);
    Optional<Sha256> losses =
        inputs.isEmpty()
            ? Optional.empty()
            : Optional.of(source(inputs, 0, ModelManifestJson.LOSSES));
    return new Contributors(
        contributors.value("method", Method::parse),
        losses,
        contributors.objects(
            "shares",
            share ->
                new Share(
                    share.value("owner", Address::new),
                    (int) share.integer("share_bp", 0, BasisPoints.WHOLE))));
  }
}
