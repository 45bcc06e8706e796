package dev.lineal.owner.ceremony;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.study.StudyDraft;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver may try: every owner sees it, names the owner and the reason, and goes on. */
class RefusalTest extends NoNativeLeaks {
  private static final int ROUND = 7; // opens CEREMONY_KEY

  @TempDir private Path folder;
  private Agents agents;
  private MessageList right;

  @BeforeEach
  void start() throws IOException {
    agents = new Agents(folder);
    right = agents.upTo(ROUND - 1);
  }

  @AfterEach
  void stop() {
    agents.close();
  }

  /** Refused at owner 0 with this text; afterwards the right list is still answered. */
  private void assertRefused(MessageList list, String text) {
    OwnerException refused = assertThrows(OwnerException.class, () -> agents.ask(0, ROUND, list));
    assertEquals("ceremony.message", refused.rule());
    assertTrue(refused.getMessage().contains(text), refused.getMessage());
    byte[] answered = agents.ask(0, ROUND, right).bytes();
    assertArrayEquals(answered, agents.ask(0, ROUND, right).bytes());
  }

  private MessageList with(int place, CeremonyMessage message) {
    List<CeremonyMessage> changed = new ArrayList<>(right.messages());
    changed.set(place, message);
    return new MessageList(changed);
  }

  private CeremonyMessage resigned(CeremonyMessage message, IdentityKeyPair by) {
    return CeremonyMessage.sign(
        by,
        new CeremonyMessage.Place(
            message.ceremony(), message.round(), message.owner(), message.view()),
        message.payload());
  }

  @Test
  void aForgedSignature() {
    CeremonyMessage forged = resigned(right.messages().get(2), IdentityKeyPair.generate());
    assertRefused(with(2, forged), "Owner gamma, ceremony round 6: its signature does not hold");
  }

  @Test
  void anAlteredMessage() {
    CeremonyMessage message = right.messages().get(1);
    byte[] payload = message.payload().clone();
    payload[3] ^= 1;
    CeremonyMessage altered =
        new CeremonyMessage(
            message.ceremony(),
            message.round(),
            message.owner(),
            message.view(),
            payload,
            message.signature());
    assertRefused(with(1, altered), "Owner beta, ceremony round 6: its signature does not hold");
  }

  @Test
  void aReplayedMessage() {
    CeremonyMessage old = agents.upTo(ROUND - 3).messages().get(1);
    assertRefused(with(1, old), "Owner beta, ceremony round 6: a message of round 4 was replayed");
  }

  @Test
  void aMessageOfAnotherCeremony() throws IOException {
    CeremonyMessage message = right.messages().get(1);
    try (OwnerHome beta = TestStudy.open(folder, 1)) {
      CeremonyMessage foreign =
          CeremonyMessage.sign(
              beta.identity(),
              new CeremonyMessage.Place(
                  new byte[32], message.round(), message.owner(), message.view()),
              message.payload());
      assertRefused(with(1, foreign), "Owner beta, ceremony round 6: the message is of another");
    }
  }

  @Test
  void reorderedMessages() {
    List<CeremonyMessage> all = right.messages();
    assertRefused(
        new MessageList(List.of(all.get(0), all.get(2), all.get(1))),
        "Owner gamma, ceremony round 6: its message stands at place 1");
  }

  @Test
  void aMissingMessage() {
    List<CeremonyMessage> all = right.messages();
    assertRefused(
        new MessageList(List.of(all.get(0), all.get(1))),
        "Owner gamma, ceremony round 6: its message is missing");
  }

  @Test
  void aMessageTwice() {
    List<CeremonyMessage> all = right.messages();
    assertRefused(
        new MessageList(List.of(all.get(0), all.get(1), all.get(1), all.get(2))),
        "Owner beta, ceremony round 6: it stands there twice");
  }

  /** The owner's key signs it, but it saw something else before. */
  @Test
  void anOwnerThatAcceptedOtherMessages() throws IOException {
    CeremonyMessage message = right.messages().get(2);
    try (OwnerHome gamma = TestStudy.open(folder, 2)) {
      CeremonyMessage other =
          CeremonyMessage.sign(
              gamma.identity(),
              new CeremonyMessage.Place(
                  message.ceremony(), message.round(), message.owner(), new byte[32]),
              message.payload());
      assertRefused(
          with(2, other), "Owner gamma, ceremony round 6: it has accepted other messages");
    }
  }

  /** A second version that its own author signed, after the first was accepted. */
  @Test
  void aSecondListForARoundThatIsDone() throws IOException {
    agents.ask(0, ROUND, right);
    CeremonyMessage message = right.messages().get(2);
    byte[] payload = message.payload().clone();
    payload[40] ^= 1;
    try (OwnerHome gamma = TestStudy.open(folder, 2)) {
      CeremonyMessage other =
          CeremonyMessage.sign(
              gamma.identity(),
              new CeremonyMessage.Place(
                  message.ceremony(), message.round(), message.owner(), message.view()),
              payload);
      assertRefused(
          with(2, other), "Owner gamma, ceremony round 6: another message than the one accepted");
    }
  }

  @Test
  void aMessageThatWasNotCommittedTo() throws IOException {
    MessageList opened = agents.round(ROUND, right);
    CeremonyMessage message = opened.messages().get(1);
    byte[] payload = message.payload().clone();
    payload[5] ^= 1;
    try (OwnerHome beta = TestStudy.open(folder, 1)) {
      List<CeremonyMessage> all = new ArrayList<>(opened.messages());
      all.set(
          1,
          CeremonyMessage.sign(
              beta.identity(),
              new CeremonyMessage.Place(
                  message.ceremony(), message.round(), message.owner(), message.view()),
              payload));
      OwnerException refused =
          assertThrows(OwnerException.class, () -> agents.ask(0, ROUND + 1, new MessageList(all)));
      assertTrue(
          refused.getMessage().contains("Owner beta, ceremony round 7: the message is not the one"),
          refused.getMessage());
    }
    agents.round(ROUND + 1, opened); // the stage was dropped and replayed
  }

  @Test
  void aRoundLeftOut() {
    OwnerException refused =
        assertThrows(OwnerException.class, () -> agents.ask(0, ROUND + 1, right));
    assertEquals("ceremony.order", refused.rule());
    assertTrue(refused.getMessage().contains("Round 8 was asked for, but round 7 comes next"));
  }

  @Test
  void whatIsNoListOfMessages() {
    OwnerException refused =
        assertThrows(
            OwnerException.class,
            () -> new AgentClient(agents.roster).ask(0, ROUND, new byte[] {0, 3, 1, 2}));
    assertEquals("ceremony.body", refused.rule());
  }

  @Test
  void refusalsAreInTheTranscript() throws IOException {
    aMissingMessage();
    Path transcript = TestStudy.home(folder, 0).resolve("studies/heart/ceremony/transcript");
    assertEquals(
        1,
        Files.readAllLines(transcript).stream()
            .filter(line -> line.contains("\"rule\":\"ceremony.message\""))
            .count());
  }

  @Test
  void otherOwnersThanThoseAgreedTo() throws IOException {
    StudyDraft fewer = agents.draft;
    StudyDraft other =
        new StudyDraft(
            fewer.id(),
            "another purpose",
            fewer.schema(),
            fewer.parameterSet(),
            fewer.minOwners(),
            fewer.owners());
    Roster roster = Rosters.INSECURE_TEST.of(other.study());
    try (OwnerHome gamma = TestStudy.open(folder, 2)) {
      OwnerException refused =
          assertThrows(
              OwnerException.class, () -> Membership.agree(other, gamma, Rosters.INSECURE_TEST));
      assertEquals("study.other", refused.rule());
      CeremonyMessage message = right.messages().get(2);
      CeremonyMessage foreign =
          CeremonyMessage.sign(
              gamma.identity(),
              new CeremonyMessage.Place(
                  roster.ceremony(), message.round(), message.owner(), message.view()),
              message.payload());
      assertRefused(with(2, foreign), "Owner gamma, ceremony round 6: the message is of another");
    }
  }
}
