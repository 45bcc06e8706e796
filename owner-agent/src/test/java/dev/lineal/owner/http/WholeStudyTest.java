package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.shard.ShardFile;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.SealingKey;
import dev.lineal.lineage.licence.FileLedger;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.LedgerSigner;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that owners do, by the commands that they type: three agents as processes, the
 * ceremony, breast cancer encrypted at STUDY_13, a training over HTTP in which every owner checks
 * the cluster by the shards that it fetched from the others, and the release.
 */
class WholeStudyTest extends NoNativeLeaks {
  private static final int OWNERS = 3;
  private static final String STUDY = "tumours";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final double[][] values = RealRows.breastCancer();
  private final X25519PrivateKeyParameters licensee =
      new X25519PrivateKeyParameters(Plans.hash("licensee").bytes(), 0);
  private final List<OwnerClient> clients = new ArrayList<>();
  private final List<ShardFile> shards = new ArrayList<>();
  private final List<PlannedDataset> datasets = new ArrayList<>();

  @Test
  void threeProcessesHoldTheCeremonyEncryptTrainAndRelease() throws Exception {
    try (RealAgents agents = new RealAgents(folder)) {
      List<String> urls = study(agents);
      moments(agents);
      for (int i = 0; i < OWNERS; i++) {
        agents.owner(i, "encrypt", "--study", STUDY, "--data", rows(i).toString());
        publish(agents, i, urls.get(i));
      }
      train(agents);
    } finally {
      shards.forEach(ShardFile::close);
    }
  }

  private Path ledger() {
    return folder.resolve("ledger");
  }

  private Path rows(int owner) {
    return folder.resolve("rows-" + owner + ".csv");
  }

  /** Homes, the study's file, running agents, and the ceremony. */
  private List<String> study(RealAgents agents) throws Exception {
    Path schema = Files.writeString(folder.resolve("schema.json"), RealRows.schema(values));
    String study = folder.resolve("study.json").toString();
    agents.run(
        List.of(
            "study",
            "create",
            "--id",
            STUDY,
            "--purpose",
            Plans.PURPOSE,
            "--schema",
            schema.toString(),
            "--out",
            study));
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < OWNERS; i++) {
      agents.owner(i, "init");
      urls.add(agents.serve(i, ledger()));
      agents.owner(i, "join", "--study", study, "--name", "owner" + i, "--url", urls.get(i));
      Files.writeString(rows(i), RealRows.csv(RealRows.part(values, i, OWNERS)));
    }
    for (int i = 0; i < OWNERS; i++) {
      agents.owner(i, "join", "--study", study, "--data", rows(i).toString());
    }
    agents.run(List.of("study", "keys", "--study", study));
    return urls;
  }

  private OwnerHome home(RealAgents agents, int owner) {
    try (Passphrase passphrase = Passphrase.find(agents.passphraseFile())) {
      return OwnerHome.open(agents.home(owner), passphrase);
    }
  }

  /** The collective release of the sums gives what all rows together give. */
  private void moments(RealAgents agents) throws Exception {
    try (OwnerHome home = home(agents, 0)) {
      JsonNode moments = JSON.readTree(home.study(STUDY).moments());
      assertEquals(values.length, moments.get("rows").asLong());
      for (int j = 0; j < RealRows.FEATURES; j++) {
        JsonNode column = moments.get("columns").get(j);
        double width = RealRows.bound(values, j);
        assertEquals(RealRows.mean(values, j), column.get("mean").asDouble(), width * 0x1p-24);
        assertEquals(
            RealRows.deviation(values, j), column.get("deviation").asDouble(), width * 0x1p-20);
      }
    }
  }

  /** Downloads and checks what an owner published, and grants it to the trainer. */
  private void publish(RealAgents agents, int owner, String url) throws Exception {
    try (OwnerHome home = home(agents, owner)) {
      IdentityKey identity = home.binding().identityKey();
      OwnerClient client = new OwnerClient(url, identity);
      clients.add(client);
      JsonNode listed = OwnerClient.json(client.get("/v1/datasets")).get("datasets").get(0);
      String base = "/v1/datasets/" + listed.get("id").asText();
      DatasetManifest manifest = DatasetManifest.parse(client.get(base + "/manifest").body());
      assertEquals(RealRows.part(values, owner, OWNERS).length, manifest.rows());
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
              grant(home)));
    }
  }

  private Sha256 grant(OwnerHome home) {
    Grant grant =
        new Grant(
            STUDY,
            home.binding().wallet(),
            Optional.empty(),
            Owners.TRAINER.address(),
            Plans.PURPOSE,
            List.of(Task.LOGISTIC),
            Owners.EXPIRES,
            100,
            List.of("weights"),
            100,
            BigInteger.ONE,
            Plans.hash("grant"));
    return FileLedger.at(ledger(), SigningDomain.OFFLINE)
        .append(grant, new LedgerSigner(home.identity(), home.binding()));
  }

  private void train(RealAgents agents) throws Exception {
    try (OwnerHome home = home(agents, 0);
        JointPublicKey key = home.study(STUDY).jointKey()) {
      Plans plans = plans(key);
      RunPlan plan = plans.plan();
      for (OwnerClient client : clients) {
        var opened = client.open(Owners.signed(plans));
        assertEquals(200, opened.statusCode(), () -> OwnerClient.text(opened));
      }
      try (HttpCluster cluster =
          new HttpCluster(
                  key,
                  plan,
                  shards.stream().map(ShardFile::block).toList(),
                  request ->
                      clients.stream()
                          .map(client -> VerifiedStudy.answer(client, request))
                          .toList())
              .with((request, c0, answers) -> VerifiedStudy.tell(clients, request, c0))) {
        for (int t = 0; t < plans.iterations; t++) {
          cluster.iterate(t);
        }
        byte[] again = clients.get(0).refresh(cluster.sent().get(0));
        assertArrayEquals(again, clients.get(0).refresh(cluster.sent().get(0)));
        double[] model = Released.model(licensee, clients, plan.sha256(), cluster.shares());
        double bits = Released.agreement(twin(plans), model);
        System.out.printf("three processes, breast cancer: %.1f bits of agreement%n", bits);
        assertTrue(bits >= 15, bits + " bits of agreement");
      }
    }
  }

  private Plans plans(JointPublicKey key) {
    Plans plans = new Plans();
    plans.parameters = HeParameters.STUDY_13;
    plans.parameterSet = plans.parameters.name();
    plans.study = STUDY;
    plans.jointKey = Sha256.of(key.fingerprintBytes());
    plans.datasets = List.copyOf(datasets);
    plans.features = RealRows.FEATURES + 1;
    plans.trainer = Owners.TRAINER.address();
    plans.licensee = SealingKey.of(licensee.generatePublicKey().getEncoded());
    return plans.standard();
  }

  /** The same training in doubles, over all owners' standardised rows. */
  private double[] twin(Plans plans) {
    double[][][] parts =
        IntStream.range(0, OWNERS)
            .mapToObj(i -> RealRows.folded(values, RealRows.part(values, i, OWNERS)))
            .toArray(double[][][]::new);
    return new Blobs(parts).train(plans.rate(), plans.l2(), plans.etas());
  }

  /** Real rows, as owners keep them. */
  private static final class RealRows {
    static final int FEATURES = 30;

    private RealRows() {}

    static double[][] breastCancer() {
      try (var in = RealRows.class.getResourceAsStream("/data/breast_cancer.csv")) {
        return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
            .lines()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    static double[][] part(double[][] rows, int owner, int owners) {
      return Arrays.copyOfRange(
          rows, rows.length * owner / owners, rows.length * (owner + 1) / owners);
    }

    static String csv(double[][] rows) {
      StringBuilder text = new StringBuilder();
      IntStream.range(0, FEATURES).forEach(j -> text.append("feature ").append(j).append(','));
      text.append("benign\n");
      for (double[] row : rows) {
        for (int j = 0; j < FEATURES; j++) {
          text.append(row[j]).append(',');
        }
        text.append((int) row[FEATURES]).append('\n');
      }
      return text.toString();
    }

    /** The next power of ten. */
    static double bound(double[][] rows, int j) {
      double most = Arrays.stream(rows).mapToDouble(row -> row[j]).max().orElseThrow();
      return Math.max(1, Math.pow(10, Math.ceil(Math.log10(most))));
    }

    static String schema(double[][] rows) {
      ObjectNode schema = JSON.createObjectNode().put("schema", "lineal.study-schema/1");
      var columns = schema.putArray("columns");
      for (int j = 0; j < FEATURES; j++) {
        columns
            .addObject()
            .put("name", "feature " + j)
            .put("type", "number")
            .put("min", "0")
            .put("max", Long.toString((long) bound(rows, j)));
      }
      schema
          .putObject("label")
          .put("name", "benign")
          .put("task", "classification")
          .put("negative", "0")
          .put("positive", "1");
      return schema.toString();
    }

    static double mean(double[][] rows, int j) {
      return Arrays.stream(rows).mapToDouble(row -> row[j]).average().orElseThrow();
    }

    static double deviation(double[][] rows, int j) {
      double mean = mean(rows, j);
      return Math.sqrt(
          Arrays.stream(rows)
              .mapToDouble(row -> Math.pow(row[j] - mean, 2))
              .average()
              .orElseThrow());
    }

    static double[][] folded(double[][] all, double[][] rows) {
      double[][] folded = new double[rows.length][FEATURES + 1];
      for (int j = 0; j < FEATURES; j++) {
        double mean = mean(all, j);
        double deviation = deviation(all, j);
        for (int i = 0; i < rows.length; i++) {
          double z = Math.max(-4, Math.min(4, (rows[i][j] - mean) / deviation));
          folded[i][j] = z * (2 * rows[i][FEATURES] - 1);
        }
      }
      for (int i = 0; i < rows.length; i++) {
        folded[i][FEATURES] = 2 * rows[i][FEATURES] - 1;
      }
      return folded;
    }
  }
}
