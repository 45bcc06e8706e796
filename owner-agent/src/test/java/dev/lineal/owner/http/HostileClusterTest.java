package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cluster that asks for something else than the agreed computation, against real agents: nothing
 * is answered, the share is not touched, the run ends, and the evidence is there.
 */
class HostileClusterTest extends HostileRuns {
  private static final BigInteger LARGE = BigInteger.ONE.shiftLeft(120);

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
    Plans plans = planned();
    plans.of(ActivationRounds.ofDegree(degree));
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

  @ParameterizedTest
  @CsvSource({"1, forward-product-c0", "5, gradient-c0"})
  void evidence_ofAnotherC0EndsTheRun(int round, String identity) {
    RefreshRequest request = answered(0, round, 0);
    RefreshEvidence honest = evidence(request, 0);
    byte[] c0 = honest.c0().clone();
    c0[3] ^= 1;
    int uses = uses(0);
    HttpResponse<byte[]> response =
        study.clients.get(0).evidence(RefreshEvidence.of(request, c0, honest.answers()));
    ended(0, identity, response, uses, request);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void evidence_withAnAlteredAnswerIsRefused(int round) {
    RefreshRequest request = answered(0, round, 0);
    RefreshEvidence honest = evidence(request, 0);
    byte[] answer = honest.answers().get(1).answer().clone();
    answer[answer.length - 9] ^= 1;
    List<RefreshEvidence.Signed> answers =
        List.of(
            honest.answers().get(0),
            new RefreshEvidence.Signed(honest.answers().get(1).signature(), answer));
    refusedEvidence(0, "evidence-signed", RefreshEvidence.of(request, honest.c0(), answers));
    assertEquals(204, study.clients.get(0).evidence(honest).statusCode(), "the run goes on");
    assertEquals(204, study.clients.get(0).evidence(honest).statusCode(), "again");
  }

  @Test
  void evidence_thatIsIncompleteIsRefused() {
    RefreshRequest request = answered(0, 2, 0);
    RefreshEvidence honest = evidence(request, 0);
    List<RefreshEvidence.Signed> all = honest.answers();
    refusedEvidence(
        0, "evidence-format", RefreshEvidence.of(request, honest.c0(), all.subList(0, 1)));
    refusedEvidence(
        0,
        "evidence-signed",
        RefreshEvidence.of(request, honest.c0(), List.of(all.get(1), all.get(0))));
    refusedEvidence(
        0,
        "evidence-signed",
        RefreshEvidence.of(
            request, honest.c0(), List.of(all.get(0), study.clients.get(0).signed(request))));
    refusedEvidence(0, "evidence-format", RefreshEvidence.of(request, new byte[8], all));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void nothing_isAnsweredWithoutEvidenceOfTheRoundBefore(int round) {
    Plans plans = study.open(planned());
    run = plans.plan().sha256();
    try (HttpCluster cluster =
        study
            .cluster(
                plans,
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
      int uses = uses(0);
      HttpResponse<byte[]> response = study.clients.get(0).refreshRaw(run, next.request.toBytes());
      assertEquals("evidence-at-hand", OwnerClient.rule(response));
      assertEquals(409, response.statusCode());
      assertEquals(uses, uses(0), "the share was used");
    }
  }

  private static boolean follows(RefreshRequest request, int round) {
    return round == 5
        ? request.iteration() == 1 && request.round() == 1
        : request.round() == round + 1;
  }
}
