package dev.lineal.owner.verify;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.owner.shard.PublishedDataset;
import dev.lineal.owner.shard.PublishedDatasets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Shards from the other owners' agents over HTTP, and this owner's own from its disk. */
public final class AgentShards implements ShardSource {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration FIRST_BYTE = Duration.ofMinutes(2);
  private static final int LONGEST_MANIFEST = 256 << 20;

  private final List<URI> agents;
  private final PublishedDatasets own;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param agents of all owners, in the order of their indices
   * @param own what this owner published
   */
  public AgentShards(List<URI> agents, PublishedDatasets own) {
    this.agents = List.copyOf(agents);
    this.own = own;
  }

  @Override
  public DatasetManifest manifest(int owner, PlannedDataset dataset) throws IOException {
    PublishedDataset mine = own.find(dataset.contentRoot().toString()).orElse(null);
    if (mine != null) {
      return mine.manifest();
    }
    try (InputStream in = get(owner, dataset, "/manifest")) {
      byte[] bytes = in.readNBytes(LONGEST_MANIFEST);
      if (!Sha256.hash(bytes).equals(dataset.manifest())) {
        throw new IOException("the agent's manifest is not the one that the plan names");
      }
      return DatasetManifest.parse(bytes);
    }
  }

  @Override
  public InputStream shard(int owner, PlannedDataset dataset, Shard shard) throws IOException {
    PublishedDataset mine = own.find(dataset.contentRoot().toString()).orElse(null);
    return mine != null
        ? Files.newInputStream(mine.file(shard))
        : get(owner, dataset, "/shards/" + shard.index());
  }

  private InputStream get(int owner, PlannedDataset dataset, String what) throws IOException {
    URI url = URI.create(agents.get(owner) + "/v1/datasets/" + dataset.contentRoot() + what);
    HttpRequest request = HttpRequest.newBuilder(url).timeout(FIRST_BYTE).build();
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new IOException(url + " answers " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
