package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.policy.FailureBundle;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cluster that asks for something else than the agreed computation, against real agents: nothing
 * is answered, the share is not touched, the run ends, and the evidence is there.
 */
class HostileClusterTest extends NoNativeLeaks {
  private static final BigInteger LARGE = BigInteger.ONE.shiftLeft(120);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  private static VerifiedStudy study;
  private static int runs;
  private static int studies;

  /** c_0 parts of the evidence of every place, by the request's digest. */
  private final Map<Sha256, byte[]> parts = new ConcurrentHashMap<>();

  private Sha256 run;

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

  /** Ends an honest cluster's work at a place. */
  private static final class Reached extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RefreshRequest request;

    Reached(RefreshRequest request) {
      super(null, null, false, false);
      this.request = request;
    }
  }

  /** The honest request of a place, all before it being answered by all owners. */
  private RefreshRequest reach(int iteration, int round, int slice) {
    return reach(study.open("run " + runs++), iteration, round, slice);
  }

  private RefreshRequest reach(Plans plans, int iteration, int round, int slice) {
    run = plans.plan().sha256();
    try (HttpCluster cluster =
        new HttpCluster(
                study.owners.key,
                plans.plan(),
                study.owners.blocks,
                request -> {
                  if (request.iteration() == iteration
                      && request.round() == round
                      && request.slice() == slice) {
                    throw new Reached(request);
                  }
                  return study.ask(request);
                })
            .with(
                (request, c0, answers) -> {
                  parts.put(Sha256.of(request.digest()), c0);
                  study.tell(request, c0);
                })) {
      for (int t = 0; t <= iteration; t++) {
        int of = t;
        if (t == iteration) {
          return assertThrows(Reached.class, () -> cluster.iterate(of)).request;
        }
        cluster.iterate(t);
      }
    }
    throw new AssertionError("the place was not reached");
  }

  private void refused(String identity, byte[] forged, RefreshRequest honest) {
    OwnerClient client = study.clients.get(0);
    int uses = study.agents.get(0).keys.uses.get();
    HttpResponse<byte[]> response = client.refreshRaw(run, forged);
    ended(identity, response, uses, honest);
  }

  /** The run is over for this owner, and it can show why. */
  private void ended(
      String identity, HttpResponse<byte[]> response, int uses, RefreshRequest honest) {
    OwnerClient client = study.clients.get(0);
    assertEquals("cluster-verified", OwnerClient.rule(response));
    assertEquals(403, response.statusCode());
    String detail = OwnerClient.json(response).get("detail").asText();
    assertTrue(detail.contains("'" + identity + "'"), detail);
    assertTrue(detail.contains("iteration " + honest.iteration()), detail);
    HttpResponse<byte[]> after = client.refreshRaw(run, honest.toBytes());
    assertEquals("cluster-verified", OwnerClient.rule(after));
    assertEquals("cluster-verified", OwnerClient.rule(client.release(run, "weights")));
    assertEquals(uses, study.agents.get(0).keys.uses.get(), "the share was used");
    assertShown(identity);
  }

  /** The transcript names the bundle, the bundle its files, and the owner signed it. */
  private void assertShown(String identity) {
    try {
      JsonNode entry = null;
      for (String line : study.clients.get(0).transcript(run)) {
        JsonNode one = JSON.readTree(line);
        entry = one.get("event").asText().equals("failed-check") ? one : entry;
      }
      assertEquals(identity, entry.get("subject").asText());
      Path folder =
          study.owners.home(0).resolve("sessions/" + run).resolve(FailureBundle.DIRECTORY);
      byte[] document = Files.readAllBytes(folder.resolve(FailureBundle.DOCUMENT));
      assertEquals(Sha256.hash(document).toString(), entry.get("answer").asText());
      String signature = Files.readString(folder.resolve(FailureBundle.SIGNATURE)).strip();
      assertTrue(
          FailureBundle.verifies(
              study.owners.identities.get(0), document, new IdentitySignature(signature)));
      JsonNode failure = JSON.readTree(document);
      assertTrue(failure.get("files").size() >= 2, failure::toString);
      for (var file : failure.get("files").properties()) {
        byte[] content = Files.readAllBytes(folder.resolve(file.getKey()));
        assertEquals(Sha256.hash(content).toString(), file.getValue().asText());
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, forward-product",
    "1, 1, forward-product",
    "0, 2, refreshed-c0",
    "0, 3, refreshed-c0",
    "0, 4, refreshed-c0",
    "0, 5, gradient",
    "1, 5, gradient"
  })
  void theRequestThatReadsAKey_isRefusedInEveryRound(int iteration, int round, String identity) {
    RefreshRequest honest = reach(iteration, round, 0);
    refused(identity, Forgeries.keyRecovery(honest), honest);
  }

  /** Where a higher degree has rounds that degree 5 has not, or other operands in them. */
  @ParameterizedTest
  @CsvSource({
    "9, 4, refreshed-c0",
    "9, 5, refreshed-c0",
    "9, 6, gradient",
    "13, 4, refreshed-c0",
    "13, 5, refreshed-c0",
    "13, 6, refreshed-c0",
    "13, 7, gradient"
  })
  void oneAlteredResidueOfAHigherDegree_isRefused(int degree, int round, String identity) {
    Plans plans = study.owners.plans();
    plans.nonce = "run " + runs++;
    plans.standard().of(ActivationRounds.ofDegree(degree));
    RefreshRequest honest = reach(study.open(plans), 1, round, 0);
    refused(identity, Forgeries.residue(honest, 0, 0, 2, 5), honest);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void aC0ShiftedByAConstant_isRefused(int round) {
    RefreshRequest honest = reach(0, round, 1);
    byte[] one = Forgeries.constant(study.owners.parameters, BigInteger.ONE);
    refused("refreshed-c0", Forgeries.plus(honest, BigInteger.ONE, one), honest);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 3, 17, forward-product",
    "1, 1, 0, 1023, forward-product",
    "2, 0, 2, 5, refreshed-c0",
    "3, 0, 1, 700, refreshed-c0",
    "4, 0, 0, 0, refreshed-c0",
    "5, 0, 3, 1, gradient",
    "5, 1, 1, 512, gradient"
  })
  void oneAlteredResidue_isRefused(
      int round, int polynomial, int limb, int position, String identity) {
    RefreshRequest honest = reach(1, round, 0);
    refused(identity, Forgeries.residue(honest, 0, polynomial, limb, position), honest);
  }

  @ParameterizedTest
  @CsvSource({"1, forward-product", "2, refreshed-c0", "4, refreshed-c0", "5, gradient"})
  void swappedBlocksOrFeatures_areRefused(int round, String identity) {
    RefreshRequest honest = reach(1, round, 0);
    refused(identity, Forgeries.swapped(honest), honest);
  }

  @Test
  void aWeightThatIsAnother_isRefused() {
    RefreshRequest honest = reach(1, 1, 0);
    byte[] column = new byte[2 * study.owners.parameters.packedBytes()];
    try (Ciphertext x = study.owners.blocks.get(0).column(2)) {
      x.pack(0, 2, column, 0);
    }
    byte[] c1 =
        java.util.Arrays.copyOfRange(column, study.owners.parameters.packedBytes(), column.length);
    refused("forward-product", Forgeries.plus(honest, LARGE, c1), honest);
  }

  @Test
  void weightsOfTheStart_areRefusedLater() {
    RefreshRequest honest = reach(1, 1, 1);
    byte[] forged = honest.toBytes();
    for (int i = 0; i < honest.items(); i++) {
      int at = Forgeries.at(honest, i);
      java.util.Arrays.fill(forged, at, at + honest.packed(i).length, (byte) 0);
    }
    refused("forward-product", forged, honest);
  }

  @Test
  void aBlockUnderAnotherA_isRefused() {
    RefreshRequest honest = reach(1, 1, 0);
    HeParameters set = study.owners.parameters;
    byte[] none = new byte[set.packedBytes()];
    byte[] packed = new byte[2 * set.packedBytes()];
    try (Ciphertext other = Ciphertext.ofSeed(set, 40, 0, new byte[32], none, 0)) {
      other.pack(1, 1, packed, 0);
      other.pack(1, 1, packed, set.packedBytes());
    }
    refused("forward-product", Forgeries.with(honest, packed), honest);
  }

  @ParameterizedTest
  @CsvSource({"1, forward-product", "3, refreshed-c0", "5, gradient"})
  void anotherRunsRequest_isRefused(int round, String identity) {
    RefreshRequest other = reach(1, round, 0);
    RefreshRequest honest = reach(1, round, 0);
    refused(identity, Forgeries.replayed(other, run.bytes()), honest);
  }

  @Test
  void anEarlierIterationsRequest_isRefused() {
    RefreshRequest honest = reach(2, 1, 0);
    byte[] forged = honest.toBytes();
    // The same residues as in another iteration would be; only the place is this one's.
    RefreshRequest earlier = reach(1, 1, 0);
    System.arraycopy(earlier.toBytes(), 88, forged, 88, forged.length - 88);
    RefreshRequest mine = reach(2, 1, 0);
    refused("forward-product", Forgeries.replayed(RefreshRequest.parse(forged), run.bytes()), mine);
  }

  @Test
  void theBundle_isExportedAndCheckedByAnybody() throws Exception {
    RefreshRequest honest = reach(0, 3, 0);
    refused("refreshed-c0", Forgeries.keyRecovery(honest), honest);
    Path home = Files.createDirectories(directory.resolve("exported " + run));
    Path sessions = home.resolve("studies/blobs/sessions");
    Files.createDirectories(sessions.getParent());
    Files.createSymbolicLink(sessions, study.owners.home(0).resolve("sessions"));
    Path bundle = directory.resolve("bundle " + run);
    Path json = directory.resolve("report " + run);
    List<String> export =
        List.of("evidence", "--home", home.toString(), "--study", "blobs", "--run", run.toString());
    assertEquals(0, owner(json, export, "--out", bundle.toString()));
    JsonNode report = dev.lineal.owner.Reports.read(json);
    assertEquals("refreshed-c0", report.get("identity").asText());
    assertTrue(report.get("files").has("request.bin"), report::toString);
    assertTrue(report.get("files").has("evidence.bin"), report::toString);
    assertEquals(0, owner(json, List.of("evidence", "--bundle", bundle.toString())));
    byte[] request = Files.readAllBytes(bundle.resolve("request.bin"));
    request[200] ^= 1;
    Files.write(bundle.resolve("request.bin"), request);
    assertEquals(1, owner(json, List.of("evidence", "--bundle", bundle.toString())));
    report = dev.lineal.owner.Reports.read(json);
    assertEquals("evidence.damaged", report.get("error").get("code").asText());
    assertTrue(report.get("error").get("message").asText().contains("request.bin"));
  }

  private static int owner(Path json, List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    all.addAll(List.of("--json", json.toString()));
    List<String> command = all.subList(1, all.size());
    return new picocli.CommandLine(new dev.lineal.owner.cli.EvidenceCommand())
        .execute(command.toArray(String[]::new));
  }

  private RefreshRequest answered(int round, int slice) {
    List<RefreshRequest> asked = new ArrayList<>();
    Plans plans = study.open("run " + runs++);
    run = plans.plan().sha256();
    Function<RefreshRequest, List<byte[]>> owners =
        request -> {
          asked.add(request);
          return study.ask(request);
        };
    try (HttpCluster cluster =
        new HttpCluster(study.owners.key, plans.plan(), study.owners.blocks, owners)
            .with(
                (request, c0, answers) -> {
                  parts.put(Sha256.of(request.digest()), c0);
                  if (request.round() == round && request.slice() == slice) {
                    throw new Reached(request);
                  }
                  study.tell(request, c0);
                })) {
      return assertThrows(Reached.class, () -> cluster.iterate(0)).request;
    }
  }

  private RefreshEvidence evidence(RefreshRequest request) {
    return study.evidence(request, parts.get(Sha256.of(request.digest())), 0);
  }

  @ParameterizedTest
  @CsvSource({"1, forward-product-c0", "5, gradient-c0"})
  void evidence_ofAnotherC0EndsTheRun(int round, String identity) {
    RefreshRequest request = answered(round, 0);
    RefreshEvidence honest = evidence(request);
    byte[] c0 = honest.c0().clone();
    c0[3] ^= 1;
    int uses = study.agents.get(0).keys.uses.get();
    HttpResponse<byte[]> response =
        study.clients.get(0).evidence(RefreshEvidence.of(request, c0, honest.answers()));
    ended(identity, response, uses, request);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void evidence_withAnAlteredAnswerIsRefused(int round) {
    RefreshRequest request = answered(round, 0);
    RefreshEvidence honest = evidence(request);
    byte[] answer = honest.answers().get(1).answer().clone();
    answer[answer.length - 9] ^= 1;
    List<RefreshEvidence.Signed> answers =
        List.of(
            honest.answers().get(0),
            new RefreshEvidence.Signed(honest.answers().get(1).signature(), answer));
    refusedEvidence("evidence-signed", RefreshEvidence.of(request, honest.c0(), answers));
    assertEquals(204, study.clients.get(0).evidence(honest).statusCode(), "the run goes on");
    assertEquals(204, study.clients.get(0).evidence(honest).statusCode(), "again");
  }

  @Test
  void evidence_thatIsIncompleteIsRefused() {
    RefreshRequest request = answered(2, 0);
    RefreshEvidence honest = evidence(request);
    List<RefreshEvidence.Signed> all = honest.answers();
    refusedEvidence("evidence-format", RefreshEvidence.of(request, honest.c0(), all.subList(0, 1)));
    refusedEvidence(
        "evidence-signed",
        RefreshEvidence.of(request, honest.c0(), List.of(all.get(1), all.get(0))));
    refusedEvidence(
        "evidence-signed",
        RefreshEvidence.of(
            request, honest.c0(), List.of(all.get(0), study.clients.get(0).signed(request))));
    refusedEvidence("evidence-format", RefreshEvidence.of(request, new byte[8], all));
  }

  private void refusedEvidence(String rule, RefreshEvidence evidence) {
    HttpResponse<byte[]> response = study.clients.get(0).evidence(evidence);
    assertEquals(rule, OwnerClient.rule(response));
    assertEquals(422, response.statusCode());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void nothing_isAnsweredWithoutEvidenceOfTheRoundBefore(int round) {
    Plans plans = study.open("run " + runs++);
    run = plans.plan().sha256();
    try (HttpCluster cluster =
        new HttpCluster(
                study.owners.key,
                plans.plan(),
                study.owners.blocks,
                request -> {
                  if (follows(request, round)) {
                    throw new Reached(request);
                  }
                  return study.ask(request);
                })
            .with(
                (request, c0, answers) -> {
                  if (request.round() != round) {
                    study.tell(request, c0);
                  }
                })) {
      Reached next =
          assertThrows(
              Reached.class,
              () -> {
                cluster.iterate(0);
                cluster.iterate(1);
              });
      int uses = study.agents.get(0).keys.uses.get();
      HttpResponse<byte[]> response = study.clients.get(0).refreshRaw(run, next.request.toBytes());
      assertEquals("evidence-at-hand", OwnerClient.rule(response));
      assertEquals(409, response.statusCode());
      assertEquals(uses, study.agents.get(0).keys.uses.get(), "the share was used");
    }
  }

  private static boolean follows(RefreshRequest request, int round) {
    return round == 5
        ? request.iteration() == 1 && request.round() == 1
        : request.round() == round + 1;
  }
}
