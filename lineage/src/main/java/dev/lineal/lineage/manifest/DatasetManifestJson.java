package dev.lineal.lineage.manifest;

import static dev.lineal.lineage.manifest.Statement.descriptor;
import static dev.lineal.lineage.manifest.Statement.list;
import static dev.lineal.lineage.manifest.Statement.object;
import static dev.lineal.lineage.manifest.Statement.readDescriptor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.IdentityKey;
import java.time.Instant;
import java.util.List;

/**
 * Text of a {@link DatasetManifest}; its JSON Schema is {@code schemas/dataset-manifest-1.json}.
 */
final class DatasetManifestJson {
  private static final String DOCUMENT = "dataset manifest";
  private static final String PREDICATE_TYPE = "https://lineal.dev/dataset/v1";
  private static final String SCHEMA = "lineal.dataset/1";
  private static final String BUILD_TYPE = "https://lineal.dev/encrypt/v1";
  private static final String BUILDER = "https://lineal.dev/owner-agent/v1";
  private static final String STUDY_SCHEMA = "study-schema";
  private static final String CONTENT_ROOT = "content-root";
  private static final long MAX_ROWS = Require.MAX_JSON_INTEGER;
  private static final String JOINT_KEY = "joint-public-key";

  private DatasetManifestJson() {}

  static byte[] write(DatasetManifest manifest) {
    ArrayNode subject = list();
    manifest.shards().forEach(shard -> subject.add(shard(shard)));
    ObjectNode predicate = object();
    predicate.put("schema", SCHEMA);
    predicate.set("buildDefinition", buildDefinition(manifest));
    predicate.set("runDetails", runDetails(manifest));
    return CanonicalJson.write(Statement.of(PREDICATE_TYPE, subject, predicate), DOCUMENT);
  }

  private static ObjectNode shard(Shard shard) {
    ObjectNode subject = descriptor("shard-" + shard.index(), shard.sha256());
    subject
        .putObject("annotations")
        .put("index", shard.index())
        .put("bytes", shard.bytes())
        .put("rows", shard.rows())
        .put("columns", shard.columns());
    return subject;
  }

  private static ObjectNode buildDefinition(DatasetManifest manifest) {
    ObjectNode build = object();
    build.put("buildType", BUILD_TYPE);
    build
        .putObject("externalParameters")
        .put("study", manifest.study())
        .put("parameter_set", manifest.parameterSet())
        .put("block_rows", manifest.blockRows());
    build
        .putObject("internalParameters")
        .put("raw_rows_commitment", manifest.rawRowsCommitment().toString());
    build
        .putArray("resolvedDependencies")
        .add(descriptor(STUDY_SCHEMA, manifest.schemaSha256()))
        .add(descriptor(JOINT_KEY, manifest.jointKey()));
    return build;
  }

  private static ObjectNode runDetails(DatasetManifest manifest) {
    ObjectNode details = object();
    details
        .putObject("builder")
        .put("id", BUILDER)
        .put("owner", manifest.owner().text())
        .put("identity_key", manifest.identityKey().text());
    details.putObject("metadata").put("finishedOn", manifest.created().toString());
    ObjectNode content = descriptor(CONTENT_ROOT, manifest.contentRoot());
    content.putObject("annotations").put("rows", manifest.rows());
    details.putArray("byproducts").add(content);
    return details;
  }

  static DatasetManifest read(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT)
        .read(
            statement -> {
              Statement.readFrame(statement, PREDICATE_TYPE);
              List<Shard> shards = statement.objects("subject", DatasetManifestJson::readShard);
              return statement.object("predicate").read(predicate -> read(predicate, shards));
            });
  }

  private static Shard readShard(StrictObject subject) {
    return subject
        .object("annotations")
        .read(
            notes -> {
              int index = (int) notes.integer("index", 0, Shard.MAX_SHARDS - 1L);
              Sha256 sha256 = readDescriptor(subject, "shard-" + index);
              long bytes = notes.integer("bytes", 1, Require.MAX_JSON_INTEGER);
              int rows = (int) notes.integer("rows", 1, Shard.MAX_ROWS);
              int columns = (int) notes.integer("columns", 1, Shard.MAX_COLUMNS);
              return new Shard(index, sha256, bytes, rows, columns);
            });
  }

  private record Build(
      String study,
      String parameterSet,
      int blockRows,
      Sha256 commitment,
      Sha256 schema,
      Sha256 jointKey) {}

  private record Details(
      Address owner, IdentityKey identityKey, Instant created, Sha256 contentRoot, long rows) {}

  private static DatasetManifest read(StrictObject predicate, List<Shard> shards) {
    predicate.constant("schema", SCHEMA);
    Build build = predicate.object("buildDefinition").read(DatasetManifestJson::readBuild);
    Details details = predicate.object("runDetails").read(DatasetManifestJson::readDetails);
    return new DatasetManifest(
        build.study,
        details.owner,
        details.identityKey,
        build.schema,
        details.rows,
        build.blockRows,
        build.parameterSet,
        build.jointKey,
        shards,
        details.contentRoot,
        build.commitment,
        details.created);
  }

  private static Build readBuild(StrictObject build) {
    build.constant("buildType", BUILD_TYPE);
    Sha256 commitment =
        build.object("internalParameters").read(inner -> inner.sha256("raw_rows_commitment"));
    List<StrictObject> inputs = build.objects("resolvedDependencies", 2);
    Sha256 schema = inputs.get(0).read(input -> readDescriptor(input, STUDY_SCHEMA));
    Sha256 jointKey = inputs.get(1).read(input -> readDescriptor(input, JOINT_KEY));
    return build
        .object("externalParameters")
        .read(
            outer ->
                new Build(
                    outer.text("study"),
                    outer.text("parameter_set"),
                    (int) outer.integer("block_rows", 1, Shard.MAX_ROWS),
                    commitment,
                    schema,
                    jointKey));
  }

  private static Details readDetails(StrictObject details) {
    record Builder(Address owner, IdentityKey identityKey) {}

    record Content(Sha256 root, long rows) {}

    Builder builder =
        details
            .object("builder")
            .read(
                by -> {
                  by.constant("id", BUILDER);
                  return new Builder(
                      by.value("owner", Address::new), by.value("identity_key", IdentityKey::new));
                });
    Instant created = details.object("metadata").read(metadata -> metadata.time("finishedOn"));
    Content content =
        details
            .objects("byproducts", 1)
            .get(0)
            .read(
                product -> {
                  Sha256 root = readDescriptor(product, CONTENT_ROOT);
                  return product
                      .object("annotations")
                      .read(notes -> new Content(root, notes.integer("rows", 1, MAX_ROWS)));
                });
    return new Details(builder.owner, builder.identityKey, created, content.root, content.rows);
  }
}
