package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.shard.ShardFile;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.SealingKey;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Shard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/**
 * Everything outside of the owners: finds what they published, trains over HTTP and opens the
 * release. Knows public things, the trainer's wallet and the licensee's key.
 */
final class StudyClient implements AutoCloseable {
  private final List<OwnerClient> clients = new ArrayList<>();
  private final List<ShardFile> shards = new ArrayList<>();
  private final List<PlannedDataset> datasets = new ArrayList<>();
  private final X25519PrivateKeyParameters licensee =
      new X25519PrivateKeyParameters(Plans.hash("licensee").bytes(), 0);
  private final String study;
  private final JointPublicKey key;

  /** Downloads and checks every owner's dataset under the joint key. */
  private StudyClient(String study, JointPublicKey key, JsonNode owners) throws IOException {
    this.study = study;
    this.key = key;
    for (JsonNode owner : owners) {
      IdentityKey identity = new IdentityKey(owner.get("identity").asText());
      OwnerClient client = new OwnerClient(owner.get("url").asText(), identity);
      clients.add(client);
      find(client, Sha256.parse(owner.get("grant").asText()));
    }
  }

  /** A file that {@link #read} understands. */
  static ObjectNode terms(String study, Path jointKey) {
    ObjectNode terms = JsonNodeFactory.instance.objectNode().put("study", study);
    terms.put("joint_key", jointKey.toString()).putArray("owners");
    return terms;
  }

  static StudyClient read(Path file) throws IOException {
    JsonNode terms = new ObjectMapper().readTree(file.toFile());
    byte[] key = Files.readAllBytes(Path.of(terms.get("joint_key").asText()));
    return new StudyClient(
        terms.get("study").asText(), JointPublicKey.parse(key), terms.get("owners"));
  }

  private void find(OwnerClient client, Sha256 grant) throws IOException {
    Sha256 jointKey = Sha256.of(key.fingerprintBytes());
    for (JsonNode listed : OwnerClient.json(client.get("/v1/datasets")).get("datasets")) {
      String base = "/v1/datasets/" + listed.get("id").asText();
      DatasetManifest manifest = DatasetManifest.parse(client.get(base + "/manifest").body());
      if (manifest.jointKey().equals(jointKey)) {
        take(client, base, manifest, grant);
        return;
      }
    }
    throw new AssertionError("no dataset under joint key " + jointKey);
  }

  private void take(OwnerClient client, String base, DatasetManifest manifest, Sha256 grant)
      throws IOException {
    for (Shard shard : manifest.shards()) {
      byte[] bytes = client.get(base + "/shards/" + shard.index()).body();
      shards.add(
          ShardFile.read(new ByteArrayInputStream(bytes), bytes.length)
              .requireSha256(shard.sha256().bytes()));
    }
    datasets.add(
        new PlannedDataset(
            manifest.owner(),
            manifest.contentRoot(),
            manifest.sha256(),
            manifest.rows(),
            manifest.shards().size(),
            grant));
  }

  /** A plan that the owners accept. */
  Plans plans(String nonce) {
    Plans plans = new Plans();
    plans.parameters = key.parameters();
    plans.parameterSet = plans.parameters.name();
    plans.study = study;
    plans.jointKey = Sha256.of(key.fingerprintBytes());
    plans.datasets = List.copyOf(datasets);
    plans.features = RealRows.FEATURES + 1;
    plans.trainer = Owners.TRAINER.address();
    plans.licensee = SealingKey.of(licensee.generatePublicKey().getEncoded());
    plans.nonce = nonce;
    return plans.standard();
  }

  List<OwnerClient> clients() {
    return clients;
  }

  /** The model of a plan, from opening its sessions to its release; repeats give the same bytes. */
  double[] train(Plans plans) throws Exception {
    for (OwnerClient client : clients) {
      var opened = client.open(Owners.signed(plans));
      assertEquals(200, opened.statusCode(), () -> OwnerClient.text(opened));
    }
    try (HttpCluster cluster =
        new HttpCluster(
                key,
                plans.plan(),
                shards.stream().map(ShardFile::block).toList(),
                request ->
                    clients.stream().map(client -> VerifiedStudy.answer(client, request)).toList())
            .with((request, c0, answers) -> VerifiedStudy.tell(clients, request, c0))) {
      for (int t = 0; t < plans.iterations; t++) {
        cluster.iterate(t);
      }
      byte[] again = clients.get(0).refresh(cluster.sent().get(0));
      assertArrayEquals(again, clients.get(0).refresh(cluster.sent().get(0)));
      return Released.model(licensee, clients, plans.plan().sha256(), cluster.shares());
    }
  }

  @Override
  public void close() {
    shards.forEach(ShardFile::close);
    key.close();
  }
}
