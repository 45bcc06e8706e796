package dev.lineal.owner.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.study.Bounds;
import dev.lineal.lineage.study.Decimal;
import dev.lineal.lineage.study.NumberType;
import dev.lineal.lineage.study.StudyColumn;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MomentRefusalTest extends NoNativeLeaks {
  /** Round in which the parts of the decryption are committed to. */
  private static final int DECRYPTION = Rounds.KEYS + 2;

  @TempDir private Path folder;

  private static StudySchema schema(String largestDose, int more) {
    List<StudyColumn> columns = new ArrayList<>(TestStudy.SCHEMA.columns());
    Bounds wide = new Bounds(new Decimal("-1"), new Decimal(largestDose));
    columns.set(2, new StudyColumn("dose", NumberType.NUMBER, wide));
    for (int i = 0; i < more; i++) {
      columns.add(new StudyColumn("more" + i, NumberType.NUMBER, wide));
    }
    return new StudySchema(columns, TestStudy.SCHEMA.label());
  }

  @Test
  void boundsFarTooWideAreRefusedByName() throws IOException {
    try (Agents agents = new Agents(folder, "INSECURE_TEST_10", schema("9000000", 0))) {
      OwnerException refused = assertThrows(OwnerException.class, () -> agents.drive(Rounds.ALL));
      assertEquals("moments.column", refused.rule());
      assertTrue(
          refused.getMessage().contains("column dose has bounds far too wide"),
          refused.getMessage());
      OwnerException again = assertThrows(OwnerException.class, () -> agents.drive(Rounds.ALL));
      assertEquals(refused.rule(), again.rule());
      try (OwnerHome home = TestStudy.open(folder, 0)) {
        assertFalse(home.study(TestStudy.ID).hasMoments());
        assertEquals(7, home.study(TestStudy.ID).releasedByCeremony());
      }
    }
  }

  /** A home that was put back to an older state still answers one total only. */
  @Test
  void aSecondTotalUnderOneKeySetIsRefusedBeforeTheShareIsTouched() throws IOException {
    try (Agents agents = new Agents(folder)) {
      MessageList opened = agents.upTo(DECRYPTION - 1);
      try (OwnerHome home = TestStudy.open(folder, 0)) {
        home.study(TestStudy.ID).fixDecryptedForMoments(new byte[32]);
      }
      OwnerException refused =
          assertThrows(OwnerException.class, () -> agents.ask(0, DECRYPTION, opened));
      assertEquals("moments.second_digest", refused.rule());
    }
  }

  /** An owner that answers with a part of something else: nobody takes the result. */
  @Test
  void aFalsePartOfTheDecryptionIsNotTakenForATotal() throws IOException {
    try (Agents agents = new Agents(folder)) {
      agents.upTo(Rounds.ALL - 1);
    }
    Path other = folder.resolve("other");
    try (Agents agents = new Agents(other)) {
      MessageList list = agents.upTo(DECRYPTION + 1);
      EncryptedTotal total = totalOf(agents);
      List<byte[]> parts = new ArrayList<>(list.payloads());
      assertEquals(7, total.decrypted(parts, 7).size());
      byte[] shifted = parts.get(1).clone();
      shifted[12] ^= 1;
      parts.set(1, shifted);
      assertThrows(
          IllegalArgumentException.class,
          () ->
              dev.lineal.owner.moments.MomentRoom.of(agents.roster.parameters(), 3)
                  .exact(total.decrypted(parts, 7), 3));
      byte[] huge = parts.get(1).clone();
      huge[0] = 0x7f;
      parts.set(1, huge);
      assertEquals(
          1, assertThrows(StepRefusedException.class, () -> total.decrypted(parts, 7)).owner());
    }
  }

  private static EncryptedTotal totalOf(Agents agents) {
    MessageList totals = agents.upTo(Rounds.KEYS + 1);
    return EncryptedTotal.sum(agents.roster.parameters(), 1, totals.payloads());
  }

  @Test
  void moreScalarsThanAKeySetMayReleaseAreRefused() throws IOException {
    Roster roster;
    try (Agents agents = new Agents(folder)) {
      roster = agents.roster;
      Roster wide =
          new Roster(
              roster.study(),
              roster.studySha256(),
              roster.parameters(),
              dev.lineal.owner.moments.MomentColumns.of(schema("1", 100)),
              roster.participants(),
              Roster.FIRST);
      try (OwnerHome home = TestStudy.open(folder, 0)) {
        OwnerException refused =
            assertThrows(
                OwnerException.class, () -> MomentStage.open(home.study(TestStudy.ID), wide, 0));
        assertEquals("budget.released_scalars", refused.rule());
        assertTrue(refused.getMessage().contains("207 scalars"), refused.getMessage());
      }
    }
  }
}
