package dev.lineal.owner.shard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.SignedPurpose;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.owner.http.AgentServer;
import dev.lineal.owner.http.Bodies;
import dev.lineal.owner.http.RouteGroup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an owner publishes: its datasets, their manifests and their shards (docs/shards.md). */
public final class DatasetRoutes implements RouteGroup {
  private static final String LIST = "/v1/datasets";
  private static final String MANIFEST = LIST + "/{id}/manifest";
  private static final String SHARD = LIST + "/{id}/shards/{n}";
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,6}");

  private static final SignedPurpose PURPOSE = new SignedPurpose("dataset-manifest-1");

  private final PublishedDatasets datasets;
  private final IdentityKeyPair identity;

  /**
   * @param identity signs manifests
   */
  public DatasetRoutes(PublishedDatasets datasets, IdentityKeyPair identity) {
    this.datasets = datasets;
    this.identity = identity;
  }

  @Override
  public void add(RoutesConfig routes, Bodies bodies) {
    Handler manifest = context -> manifest(context, bodies);
    Handler shard = context -> shard(context, bodies);
    routes.get(LIST, this::list);
    routes.get(MANIFEST, manifest).head(MANIFEST, manifest);
    routes.get(SHARD, shard).head(SHARD, shard);
  }

  private void list(Context request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("datasets");
    datasets.list().forEach(dataset -> list.add(entry(dataset)));
    request.contentType("application/json").result(answer.toString());
  }

  private static ObjectNode entry(PublishedDataset dataset) {
    DatasetManifest manifest = dataset.manifest();
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", dataset.id())
        .put("dataset", manifest.datasetId())
        .put("study", manifest.study())
        .put("owner", manifest.owner().text())
        .put("rows", manifest.rows())
        .put("columns", manifest.shards().get(0).columns())
        .put("shards", manifest.shards().size())
        .put("bytes", dataset.bytes())
        .put("manifest_sha256", dataset.manifestSha256().toString())
        .put("created", manifest.created().toString());
  }

  private void manifest(Context request, Bodies bodies) throws IOException {
    Optional<PublishedDataset> found = datasets.find(request.pathParam("id"));
    found.ifPresent(dataset -> sign(request, dataset));
    send(
        request,
        bodies,
        found
            .map(dataset -> manifest(dataset).answer(conditions(request)))
            .orElseGet(Problem::noSuchDataset));
  }

  /** Detached, over the whole manifest, whatever part of it is asked for. */
  private void sign(Context request, PublishedDataset dataset) {
    byte[] manifest = dataset.manifest().canonicalBytes();
    request.header(AgentServer.SIGNATURE, identity.sign(PURPOSE, manifest).hex());
  }

  private static Representation manifest(PublishedDataset dataset) {
    byte[] bytes = dataset.manifest().canonicalBytes();
    return Representation.ofBytes("application/json", dataset.manifestSha256(), bytes);
  }

  private void shard(Context request, Bodies bodies) throws IOException {
    Optional<PublishedDataset> dataset = datasets.find(request.pathParam("id"));
    send(
        request,
        bodies,
        dataset.isPresent() ? shard(dataset.get(), request) : Problem.noSuchDataset());
  }

  private static Answer shard(PublishedDataset dataset, Context request) throws IOException {
    String index = request.pathParam("n");
    Optional<Shard> found =
        INDEX.matcher(index).matches() ? dataset.shard(Integer.parseInt(index)) : Optional.empty();
    if (found.isEmpty()) {
      return Problem.noSuchShard(dataset.manifest().shards().size());
    }
    Shard shard = found.get();
    Path file = dataset.file(shard);
    return Representation.isWhole(file, shard.bytes())
        ? Representation.ofFile("application/octet-stream", shard.sha256(), shard.bytes(), file)
            .answer(conditions(request))
        : Problem.damaged();
  }

  private static Conditions conditions(Context request) {
    boolean get = request.method() == HandlerType.GET;
    return new Conditions(
        Optional.ofNullable(request.header("If-Match")),
        Optional.ofNullable(request.header("If-None-Match")),
        Optional.ofNullable(request.header("If-Range")),
        Optional.ofNullable(get ? request.header("Range") : null));
  }

  private static void send(Context request, Bodies bodies, Answer answer) throws IOException {
    request.status(answer.status()).disableCompression();
    answer.headers().forEach(request.res()::setHeader);
    if (answer.length() < 0) {
      return;
    }
    request.res().setContentLengthLong(answer.length());
    if (request.method() == HandlerType.GET) {
      try (OutputStream out = bodies.output(request, answer.length())) {
        answer.body().writeTo(out);
      }
    }
  }
}
