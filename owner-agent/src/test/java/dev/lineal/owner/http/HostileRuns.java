package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.policy.FailureBundle;
import dev.lineal.owner.policy.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of real agents that an honest cluster leads to a place, and how a failed check ends one. */
abstract class HostileRuns extends NoNativeLeaks {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  static VerifiedStudy study;
  private static int runs;
  private static int studies;

  /** Of the run at work: what every place's owners answered, and the c_0 of its evidence. */
  final Map<Place, List<byte[]>> answers = new ConcurrentHashMap<>();

  private final Map<Place, byte[]> parts = new ConcurrentHashMap<>();

  Sha256 run;

  /** A key set releases 128 scalars at most, four a run. */
  @BeforeEach
  void startWhereTheBudgetIsSpent() {
    if (study == null || runs > 28) {
      stop();
      runs = 0;
      Path homes = directory.resolve("study " + studies++);
      study = new VerifiedStudy(homes, HeParameters.INSECURE_TEST_10, Blobs.of(3, 700, 4));
    }
  }

  @AfterAll
  static void stop() {
    if (study != null) {
      study.close();
      study = null;
    }
  }

  /** The plans of the next run. */
  Plans planned() {
    Plans plans = study.owners.plans();
    plans.nonce = "run " + runs++;
    return plans;
  }

  /** Ends an honest cluster's work at a place. */
  static final class Reached extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient RefreshRequest request;

    Reached(RefreshRequest request) {
      super(null, null, false, false);
      this.request = request;
    }
  }

  /** The honest request of a place, all before it being answered by all owners. */
  final RefreshRequest reach(int iteration, int round, int slice) {
    return reach(study.open(planned()), iteration, round, slice);
  }

  final RefreshRequest reach(Plans plans, int iteration, int round, int slice) {
    Place place = new Place(iteration, round, slice);
    return until(
        plans,
        iteration,
        request -> {
          if (Place.of(request).equals(place)) {
            throw new Reached(request);
          }
        },
        request -> {});
  }

  /** The request of a place that all owners answered without being told of the others' answers. */
  final RefreshRequest answered(int iteration, int round, int slice) {
    Place place = new Place(iteration, round, slice);
    return until(
        study.open(planned()),
        iteration,
        request -> {},
        request -> {
          if (Place.of(request).equals(place)) {
            throw new Reached(request);
          }
        });
  }

  private interface Stop {
    void at(RefreshRequest request);
  }

  private RefreshRequest until(Plans plans, int iteration, Stop asked, Stop told) {
    run = plans.plan().sha256();
    try (HttpCluster cluster =
        study
            .cluster(
                plans,
                request -> {
                  asked.at(request);
                  return study.ask(request);
                })
            .with(
                (request, c0, given) -> {
                  note(request, c0, given);
                  told.at(request);
                  study.tell(request, c0);
                })) {
      for (int t = 0; t < iteration; t++) {
        cluster.iterate(t);
      }
      return assertThrows(Reached.class, () -> cluster.iterate(iteration)).request;
    }
  }

  private void note(RefreshRequest request, byte[] c0, List<byte[]> given) {
    parts.put(Place.of(request), c0);
    answers.put(Place.of(request), given);
  }

  /** Honest evidence of a place that was answered. */
  final RefreshEvidence evidence(RefreshRequest request, int owner) {
    return study.evidence(request, parts.get(Place.of(request)), owner);
  }

  final void refused(String identity, byte[] forged, RefreshRequest honest) {
    refused(0, identity, forged, honest);
  }

  final void refused(int owner, String identity, byte[] forged, RefreshRequest honest) {
    int uses = uses(owner);
    ended(owner, identity, study.clients.get(owner).refreshRaw(run, forged), uses, honest);
  }

  static int uses(int owner) {
    return study.agents.get(owner).keys.uses.get();
  }

  /** How many of the run's requests an owner says that it answered. */
  final long answers(int owner) {
    return study.clients.get(owner).transcript(run).stream()
        .filter(line -> line.contains("\"event\":\"answer\""))
        .count();
  }

  /** The run is over for this owner, and it can show why. */
  final void ended(
      int owner, String identity, HttpResponse<byte[]> response, int uses, RefreshRequest honest) {
    OwnerClient client = study.clients.get(owner);
    assertEquals("cluster-verified", OwnerClient.rule(response));
    assertEquals(403, response.statusCode());
    String detail = OwnerClient.json(response).get("detail").asText();
    assertTrue(detail.contains("'" + identity + "'"), detail);
    assertTrue(detail.contains("iteration " + honest.iteration()), detail);
    HttpResponse<byte[]> after = client.refreshRaw(run, honest.toBytes());
    assertEquals("cluster-verified", OwnerClient.rule(after));
    assertEquals("cluster-verified", OwnerClient.rule(client.release(run, "weights")));
    assertEquals(uses, uses(owner), "the share was used");
    assertShown(owner, identity);
  }

  /** The transcript names the bundle, the bundle its files, and the owner signed it. */
  private void assertShown(int owner, String identity) {
    try {
      JsonNode entry = null;
      for (String line : study.clients.get(owner).transcript(run)) {
        JsonNode one = JSON.readTree(line);
        entry = one.get("event").asText().equals("failed-check") ? one : entry;
      }
      assertEquals(identity, entry.get("subject").asText());
      Path folder =
          study.owners.home(owner).resolve("sessions/" + run).resolve(FailureBundle.DIRECTORY);
      byte[] document = Files.readAllBytes(folder.resolve(FailureBundle.DOCUMENT));
      assertEquals(Sha256.hash(document).toString(), entry.get("answer").asText());
      String signature = Files.readString(folder.resolve(FailureBundle.SIGNATURE)).strip();
      assertTrue(
          FailureBundle.verifies(
              study.owners.identities.get(owner), document, new IdentitySignature(signature)));
      JsonNode failure = JSON.readTree(document);
      assertTrue(failure.get("files").size() >= 2, failure::toString);
      for (var file : failure.get("files").properties()) {
        byte[] content = Files.readAllBytes(folder.resolve(file.getKey()));
        assertEquals(Sha256.hash(content).toString(), file.getValue().asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing of such evidence is taken; the run goes on. */
  static void refusedEvidence(int owner, String rule, RefreshEvidence evidence) {
    refusedEvidence(owner, rule, 422, evidence);
  }

  static void refusedEvidence(int owner, String rule, int status, RefreshEvidence evidence) {
    HttpResponse<byte[]> response = study.clients.get(owner).evidence(evidence);
    assertEquals(rule, OwnerClient.rule(response), () -> OwnerClient.text(response));
    assertEquals(status, response.statusCode());
  }
}
