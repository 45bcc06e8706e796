package dev.lineal.owner.ceremony;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Moments;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.keys.ShareChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CeremonyTest extends NoNativeLeaks {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INSECURE_TEST_10", "STUDY_13"})
  void threeAgentsMakeAKeySharesAndMoments(String parameterSet) throws IOException {
    try (Agents agents = new Agents(folder, parameterSet, TestStudy.SCHEMA)) {
      CeremonyResult result = agents.drive(Rounds.ALL);
      assertEquals(Rounds.ALL, result.rounds());
      List<SecretShare> shares = new ArrayList<>();
      for (int owner = 0; owner < 3; owner++) {
        try (OwnerHome home = TestStudy.open(folder, owner);
            JointPublicKey key = home.study(TestStudy.ID).jointKey()) {
          StudyHome study = home.study(TestStudy.ID);
          shares.add(study.share());
          assertEquals(result.keySet().toString(), key.fingerprint());
          assertEquals(7, study.releasedByCeremony());
          Moments moments = Moments.parse(study.moments());
          moments.checkBelongTo(agents.draft.study());
          assertEquals(result.moments().orElseThrow(), moments.sha256());
          assertMoments(moments);
          assertFalse(Files.exists(study.path("ceremony/key-seed.sealed")));
          assertFalse(Files.exists(study.path("ceremony/moment-input.sealed")));
          assertEquals(Rounds.ALL, CeremonyTranscript.verify(study).rounds());
        }
      }
      assertTrue(ShareChecks.squaresAddUp(shares));
      shares.forEach(SecretShare::close);
    }
  }

  private static void assertMoments(Moments moments) {
    List<double[]> rows =
        IntStream.range(0, 3).boxed().flatMap(i -> TestStudy.rows(i).stream()).toList();
    assertEquals(rows.size(), moments.rows());
    assertEquals(List.of("site"), moments.dropped());
    assertEquals(List.of("age", "dose"), names(moments));
    assertColumn(moments.columns().get(0), rows, 0, 60);
    assertColumn(moments.columns().get(1), rows, 2, 1);
  }

  /** To the resolution of the scale: 2^-26 of half the bounds' width. */
  private static void assertColumn(
      ColumnMoments column, List<double[]> rows, int index, double half) {
    double mean = rows.stream().mapToDouble(row -> row[index]).average().orElseThrow();
    double variance =
        rows.stream()
            .mapToDouble(row -> (row[index] - mean) * (row[index] - mean))
            .average()
            .orElseThrow();
    double resolution = Math.scalb(half, -26);
    assertEquals(mean, column.mean().toDouble(), resolution);
    assertEquals(Math.sqrt(variance), column.deviation().toDouble(), resolution);
  }

  private static List<String> names(Moments moments) {
    return moments.columns().stream().map(ColumnMoments::name).toList();
  }

  @Test
  void anAgentThatIsRestartedAfterAnyRoundGivesTheSameBytesAndGoesOn() throws IOException {
    try (Agents agents = new Agents(folder)) {
      MessageList list = MessageList.EMPTY;
      for (int round = 0; round < Rounds.ALL; round++) {
        MessageList next = agents.round(round, list);
        int owner = round % 3;
        agents.agents.get(owner).restart();
        assertArrayEquals(
            next.messages().get(owner).bytes(), agents.ask(owner, round, list).bytes());
        list = next;
      }
      assertEquals(
          list.bytes().length, agents.upTo(Rounds.ALL - 1).bytes().length); // all again, repeated
    }
  }

  /** Killed after the answer was made and before it was on the disk. */
  @Test
  void aRoundThatWasLostBeforeItWasWrittenComesOutTheSame() throws IOException {
    try (Agents agents = new Agents(folder)) {
      MessageList list = MessageList.EMPTY;
      for (int round = 0; round < Rounds.ALL; round++) {
        MessageList next = agents.round(round, list);
        if (round != Rounds.KEYS - 1 && round != Rounds.ALL - 1) {
          int owner = round % 3;
          agents.agents.get(owner).close();
          forgetLastRound(owner, round);
          agents.agents.get(owner).start();
          assertArrayEquals(
              next.messages().get(owner).bytes(),
              agents.ask(owner, round, list).bytes(),
              "round " + round);
        }
        list = next;
      }
    }
  }

  private void forgetLastRound(int owner, int round) throws IOException {
    Path ceremony = TestStudy.home(folder, owner).resolve("studies/heart/ceremony");
    Files.delete(ceremony.resolve("round-%02d".formatted(round)));
    List<String> lines = Files.readAllLines(ceremony.resolve("transcript"));
    String kept =
        String.join("", lines.subList(0, lines.size() - 1).stream().map(l -> l + "\n").toList());
    Files.writeString(ceremony.resolve("transcript"), kept);
  }

  /** Killed between the round and its line in the transcript, in the middle of the line. */
  @Test
  void aTornTranscriptIsMadeWholeAgain() throws IOException {
    try (Agents agents = new Agents(folder)) {
      agents.upTo(3);
      agents.agents.get(0).close();
      Path transcript = TestStudy.home(folder, 0).resolve("studies/heart/ceremony/transcript");
      byte[] whole = Files.readAllBytes(transcript);
      Files.write(transcript, java.util.Arrays.copyOf(whole, whole.length - 20));
      agents.agents.get(0).start();
      agents.upTo(3);
      assertArrayEquals(whole, Files.readAllBytes(transcript));
    }
  }

  @Test
  void allButOneAgentsCannotFinishAndItIsNamed() throws IOException {
    try (Agents agents = new Agents(folder)) {
      agents.upTo(4);
      agents.agents.get(2).close();
      OwnerException refused = assertThrows(OwnerException.class, () -> agents.drive(Rounds.ALL));
      assertEquals("owner.unreachable", refused.rule());
      assertTrue(refused.getMessage().startsWith("Owner gamma does not answer"));
      agents.agents.get(2).start();
      assertEquals(Rounds.ALL, agents.drive(Rounds.ALL).rounds());
    }
  }

  @Test
  void momentsWaitForEveryOwnersRows() throws IOException {
    try (Agents agents = new Agents(folder)) {
      agents.agents.get(1).close();
      Path totals = TestStudy.home(folder, 1).resolve("studies/heart/totals.sealed");
      Files.move(totals, folder.resolve("away"));
      agents.agents.get(1).start();
      OwnerException refused = assertThrows(OwnerException.class, () -> agents.drive(Rounds.ALL));
      assertEquals("moments.no_rows", refused.rule());
      assertTrue(refused.getMessage().contains("owner beta refuses"), refused.getMessage());
      try (OwnerHome home = TestStudy.open(folder, 1)) {
        TestStudy.giveRows(home, TestStudy.SCHEMA, TestStudy.rows(1));
      }
      assertEquals(Rounds.ALL, agents.drive(Rounds.ALL).rounds());
      try (OwnerHome home = TestStudy.open(folder, 1)) {
        OwnerException late =
            assertThrows(
                OwnerException.class,
                () -> TestStudy.giveRows(home, TestStudy.SCHEMA, TestStudy.rows(1)));
        assertEquals("moments.begun", late.rule());
      }
    }
  }
}
