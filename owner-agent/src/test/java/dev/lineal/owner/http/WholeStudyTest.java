package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.owner.Reports;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.keys.SecretSearch;
import dev.lineal.owner.keys.SecretShare;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that owners do, by the commands that they type: three agents as processes, the
 * ceremony, breast cancer encrypted at STUDY_13, a training over HTTP by a process of its own which
 * every owner checks by the shards that it fetched from the others, and the release. No share is in
 * that process' heap, in a log, or in anything that is published.
 */
class WholeStudyTest extends NoNativeLeaks {
  private static final int OWNERS = 3;
  private static final String STUDY = "tumours";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final double[][] values = RealRows.breastCancer();

  @Test
  void threeProcessesHoldTheCeremonyEncryptTrainAndRelease() throws Exception {
    Path terms;
    try (RealAgents agents = new RealAgents(folder)) {
      List<String> urls = study(agents);
      moments(agents);
      for (int i = 0; i < OWNERS; i++) {
        agents.owner(i, "encrypt", "--study", STUDY, "--data", rows(i).toString());
      }
      terms = new StudyTerms(folder, STUDY, ledger()).write(urls, owner -> home(agents, owner));
      Path model = folder.resolve("model.json");
      agents.java(
          ClientProcess.class,
          List.of(terms.toString(), model.toString(), folder.resolve("client.hprof").toString()));
      agreement(terms, JSON.readValue(model.toFile(), double[].class));
      assertNoSecretIsOutside(agents);
    }
    for (int i = 0; i < OWNERS; i++) {
      JsonNode served = Reports.read(folder.resolve("serve-" + i + ".json"));
      assertTrue(served.get("ok").asBoolean(), served::toString);
    }
  }

  private void agreement(Path terms, double[] model) throws Exception {
    try (StudyClient client = StudyClient.read(terms)) {
      Plans plans = client.plans("nonce");
      double[][][] parts =
          IntStream.range(0, OWNERS)
              .mapToObj(i -> RealRows.folded(values, RealRows.part(values, i, OWNERS)))
              .toArray(double[][][]::new);
      double[] twin = new Blobs(parts).train(plans.rate(), plans.l2(), plans.etas());
      double bits = Released.agreement(twin, model);
      System.out.printf("three processes, breast cancer: %.1f bits of agreement%n", bits);
      assertTrue(bits >= 15, bits + " bits of agreement");
    }
  }

  /** The client's heap, all logs, and all files but the homes' own. */
  private void assertNoSecretIsOutside(RealAgents agents) throws Exception {
    SecretSearch search = new SecretSearch();
    byte[] fingerprint = new byte[0];
    for (int i = 0; i < OWNERS; i++) {
      try (OwnerHome home = home(agents, i);
          SecretShare share = home.study(STUDY).share()) {
        search.share("share of owner " + i, share);
        search.secret("identity of owner " + i, home.identity().revealSeed());
        fingerprint = home.study(STUDY).fingerprint().bytes();
        for (Path file : published(home.study(STUDY))) {
          assertEquals(List.of(), search.found(Files.readAllBytes(file)), file::toString);
        }
      }
    }
    Path dump = folder.resolve("client.hprof");
    search.assertAbsent("the client's heap", Files.readAllBytes(dump), fingerprint);
    byte[] logged = "/v1/sessions/{run}/refresh 200".getBytes(StandardCharsets.US_ASCII);
    search.assertAbsent("the logs", logs(), logged);
  }

  /** Transcripts, manifests, shards and rounds: all that leaves a home. */
  private static List<Path> published(StudyHome study) throws Exception {
    try (Stream<Path> files = Files.walk(study.path("study.json").getParent())) {
      List<Path> found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().endsWith(".sealed"))
              .toList();
      assertTrue(found.stream().anyMatch(file -> file.endsWith("manifest.json")), found::toString);
      assertTrue(found.stream().anyMatch(file -> file.endsWith("transcript")), found::toString);
      return found;
    }
  }

  private byte[] logs() throws Exception {
    StringBuilder all = new StringBuilder();
    try (var files = Files.newDirectoryStream(folder, "*.log")) {
      for (Path file : files) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
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
      urls.add(agents.serve(i, ledger(), folder.resolve("serve-" + i + ".json")));
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
}
