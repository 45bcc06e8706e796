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
import java.time.Instant;
import java.util.List;

/** Text of a {@link RunManifest}; its JSON Schema is {@code schemas/run-manifest-1.json}. */
final class RunManifestJson {
  private static final String DOCUMENT = "run manifest";
  private static final String PREDICATE_TYPE = "https://lineal.dev/run/v1";
  private static final String SCHEMA = "lineal.run/1";
  private static final String BUILDER = "https://lineal.dev/jobs/v1";
  private static final String PLAN = "run-plan";
  private static final String ITERATIONS = "iterations";
  private static final String STATE = "cluster-state";

  private RunManifestJson() {}

  static byte[] write(RunManifest run) {
    ObjectNode iterations = descriptor(ITERATIONS, run.iterationRoot());
    iterations
        .putObject("annotations")
        .put("iterations", run.iterations())
        .put("leaves", run.leaves());
    ArrayNode subject = list().add(iterations).add(descriptor(STATE, run.clusterState()));
    ObjectNode predicate = object().put("schema", SCHEMA);
    ObjectNode build = predicate.putObject("buildDefinition");
    build.put("buildType", RunPlanJson.BUILD_TYPE);
    build.putObject("externalParameters").put("trainer", run.trainer().text());
    build
        .putObject("internalParameters")
        .put("cluster_verified", run.clusterVerified().text())
        .put("keep_refreshed", run.keepRefreshed().text());
    build.putArray("resolvedDependencies").add(descriptor(PLAN, run.plan()));
    predicate.set("runDetails", details(run));
    return CanonicalJson.write(Statement.of(PREDICATE_TYPE, subject, predicate), DOCUMENT);
  }

  private static ObjectNode details(RunManifest run) {
    ObjectNode details = object();
    details.putObject("builder").put("id", BUILDER);
    details
        .putObject("metadata")
        .put("invocationId", run.plan().toString())
        .put("startedOn", run.started().toString())
        .put("finishedOn", run.finished().toString())
        .put("auditable", run.auditable() ? "yes" : "no");
    ArrayNode byproducts = details.putArray("byproducts");
    run.owners().forEach(part -> byproducts.add(part(part)));
    return details;
  }

  private static ObjectNode part(OwnerPart part) {
    ObjectNode node = descriptor("transcript/" + part.owner(), part.transcriptHead());
    ObjectNode notes = node.putObject("annotations").put("owner", part.owner().text());
    ArrayNode releases = notes.putArray("releases");
    for (ReleasedShare share : part.releases()) {
      releases.addObject().put("name", share.name()).put("sealed_share", share.sealed().toString());
    }
    return node;
  }

  static RunManifest read(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT)
        .read(
            statement -> {
              Statement.readFrame(statement, PREDICATE_TYPE);
              Subject subject = readSubject(statement.objects("subject", 2));
              return statement.object("predicate").read(predicate -> read(predicate, subject));
            });
  }

  private record Subject(Sha256 root, int iterations, long leaves, Sha256 state) {}

  private static Subject readSubject(List<StrictObject> subject) {
    Sha256 state = subject.get(1).read(second -> readDescriptor(second, STATE));
    return subject
        .get(0)
        .read(
            first -> {
              Sha256 root = readDescriptor(first, ITERATIONS);
              return first
                  .object("annotations")
                  .read(
                      notes ->
                          new Subject(
                              root,
                              (int) notes.integer("iterations", 1, Training.MAX_ITERATIONS),
                              notes.integer("leaves", 2, Require.MAX_JSON_INTEGER),
                              state));
            });
  }

  private record Build(
      Sha256 plan, Address trainer, ClusterCheck clusterVerified, KeepRefreshed keepRefreshed) {}

  private record Details(
      Instant started, Instant finished, List<OwnerPart> owners, String auditable) {}

  private static RunManifest read(StrictObject predicate, Subject subject) {
    predicate.constant("schema", SCHEMA);
    Build build = predicate.object("buildDefinition").read(RunManifestJson::readBuild);
    Details details =
        predicate.object("runDetails").read(object -> readDetails(object, build.plan));
    RunManifest run =
        new RunManifest(
            build.plan,
            build.trainer,
            build.clusterVerified,
            build.keepRefreshed,
            subject.iterations,
            subject.root,
            subject.leaves,
            subject.state,
            details.owners,
            details.started,
            details.finished);
    if (!details.auditable.equals(run.auditable() ? "yes" : "no")) {
      throw new IllegalArgumentException("auditable: contradicts keep_refreshed");
    }
    return run;
  }

  private static Build readBuild(StrictObject build) {
    build.constant("buildType", RunPlanJson.BUILD_TYPE);
    Sha256 plan =
        build.objects("resolvedDependencies", 1).get(0).read(input -> readDescriptor(input, PLAN));
    Address trainer =
        build.object("externalParameters").read(outer -> outer.value("trainer", Address::new));
    return build
        .object("internalParameters")
        .read(
            inner ->
                new Build(
                    plan,
                    trainer,
                    inner.value("cluster_verified", ClusterCheck::parse),
                    inner.value("keep_refreshed", KeepRefreshed::parse)));
  }

  private static Details readDetails(StrictObject details, Sha256 plan) {
    details
        .object("builder")
        .read(
            by -> {
              by.constant("id", BUILDER);
              return by;
            });
    List<OwnerPart> owners = details.objects("byproducts", RunManifestJson::readPart);
    return details
        .object("metadata")
        .read(
            metadata -> {
              metadata.constant("invocationId", plan.toString());
              return new Details(
                  metadata.time("startedOn"),
                  metadata.time("finishedOn"),
                  owners,
                  metadata.text("auditable"));
            });
  }

  private static OwnerPart readPart(StrictObject part) {
    return part.object("annotations")
        .read(
            notes -> {
              Address owner = notes.value("owner", Address::new);
              return new OwnerPart(
                  owner,
                  readDescriptor(part, "transcript/" + owner),
                  notes.objects("releases", RunManifestJson::readShare));
            });
  }

  private static ReleasedShare readShare(StrictObject share) {
    return new ReleasedShare(share.text("name"), share.sha256("sealed_share"));
  }
}
