package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CeremonyRefusalTest extends NoNativeLeaks {
  private List<SecretShare> shares;
  private List<JointKeyCeremony> owners;

  @BeforeEach
  void begin() {
    shares = Study.shares(HeParameters.INSECURE_TEST_10, 3);
    owners = ceremony(7);
  }

  @AfterEach
  void end() {
    shares.forEach(SecretShare::close);
  }

  private List<JointKeyCeremony> ceremony(int id) {
    List<JointKeyCeremony> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(new JointKeyCeremony(shares.get(i), Study.id(id), 3, i));
    }
    return all;
  }

  private List<Commitment> commitments() {
    return owners.stream().map(JointKeyCeremony::commit).toList();
  }

  private static <T> List<T> with(List<T> list, int index, T item) {
    List<T> changed = new ArrayList<>(list);
    changed.set(index, item);
    return changed;
  }

  private static Reveal altered(Reveal reveal) {
    byte[] message = reveal.message();
    message[0] ^= 1;
    return new Reveal(reveal.ceremony(), reveal.step(), reveal.owner(), message);
  }

  private void refusedReveal(List<Commitment> received, int owner, String message) {
    CeremonyRefusedException refused =
        assertThrows(CeremonyRefusedException.class, () -> owners.get(0).reveal(received));
    assertEquals(owner, refused.owner());
    assertEquals(message, refused.getMessage());
  }

  @Test
  void anAlteredMessageNamesItsOwnerAndTheRightOneIsStillTaken() {
    List<Commitment> all = commitments();
    List<Reveal> reveals = owners.stream().map(o -> o.reveal(all)).toList();
    CeremonyRefusedException refused =
        assertThrows(
            CeremonyRefusedException.class,
            () -> owners.get(0).accept(with(reveals, 2, altered(reveals.get(2)))));
    assertEquals(
        "Owner 2, step NONCE: the message is not the one it committed to.", refused.getMessage());
    assertEquals(2, refused.owner());
    assertEquals(CeremonyStep.NONCE, refused.step());
    owners.forEach(o -> o.accept(reveals));
    Study.hold(owners);
    assertNotNull(owners.get(0).result());
  }

  @Test
  void aMissingMessageNamesItsOwner() {
    List<Commitment> all = commitments();
    refusedReveal(all.subList(0, 2), 2, "Owner 2, step NONCE: its message is missing.");
    refusedReveal(with(all, 1, all.get(0)), 0, "Owner 0, step NONCE: it sent two messages.");
  }

  @Test
  void aMessageOfAnotherCeremonyNamesItsOwner() {
    List<Commitment> all = commitments();
    List<JointKeyCeremony> other = ceremony(8);
    refusedReveal(
        with(all, 1, other.get(1).commit()),
        1,
        "Owner 1, step NONCE: the message is of another ceremony.");
  }

  @Test
  void aReplayedOrReorderedMessageNamesItsOwner() {
    List<Commitment> first = commitments();
    List<Reveal> reveals = owners.stream().map(o -> o.reveal(first)).toList();
    owners.forEach(o -> o.accept(reveals));
    List<Commitment> second = commitments();
    refusedReveal(
        with(second, 2, first.get(2)),
        2,
        "Owner 2, step CONTRIBUTION: the message is of step NONCE.");
  }

  @Test
  void aCopiedCommitmentCannotBeOpened() {
    List<Commitment> all = commitments();
    Commitment copied =
        new Commitment(Study.id(7), CeremonyStep.NONCE, 2, all.get(1).view(), all.get(1).digest());
    List<Commitment> received = with(all, 2, copied);
    List<Reveal> reveals = List.of(owners.get(0).reveal(received), owners.get(1).reveal(all));
    Reveal same = new Reveal(Study.id(7), CeremonyStep.NONCE, 2, reveals.get(1).message());
    CeremonyRefusedException refused =
        assertThrows(
            CeremonyRefusedException.class,
            () -> owners.get(0).accept(List.of(reveals.get(0), reveals.get(1), same)));
    assertEquals(2, refused.owner());
  }

  @Test
  void anOwnerThatSawOtherMessagesIsNamedBeforeTheNextMessageIsOpened() {
    List<Commitment> all = commitments();
    // The others get owner 2's commitment to another nonce, owner 0 the first one.
    JointKeyCeremony twin = ceremony(7).get(2);
    List<Commitment> others = with(all, 2, twin.commit());
    Reveal r0 = owners.get(0).reveal(all);
    Reveal r1 = owners.get(1).reveal(others);
    Reveal r2 = owners.get(2).reveal(all);
    Reveal t2 = twin.reveal(others);
    owners.get(0).accept(List.of(r0, r1, r2));
    owners.get(1).accept(List.of(r0, r1, t2));
    owners.get(2).accept(List.of(r0, r1, r2));
    CeremonyRefusedException refused =
        assertThrows(CeremonyRefusedException.class, () -> owners.get(0).reveal(commitments()));
    assertEquals(1, refused.owner());
    assertTrue(refused.getMessage().contains("saw other messages"), refused.getMessage());
  }

  @Test
  void aMalformedContributionNamesItsOwnerAndEndsTheCeremony() {
    List<Commitment> nonces = commitments();
    List<Reveal> opened = owners.stream().map(o -> o.reveal(nonces)).toList();
    owners.forEach(o -> o.accept(opened));
    Commitment own = owners.get(0).commit();
    byte[] ones = new byte[HeParameters.INSECURE_TEST_10.packedBytes()];
    Arrays.fill(ones, (byte) 0xff);
    CommitReveal forger = new CommitReveal(Study.id(7), 3);
    forger.acceptCommitments(CeremonyStep.NONCE, nonces.get(2), nonces);
    forger.acceptReveals(CeremonyStep.NONCE, opened);
    Commitment promised = forger.commit(CeremonyStep.CONTRIBUTION, 2, ones);
    assertArrayEquals(own.view(), promised.view());
    List<Commitment> all = List.of(own, owners.get(1).commit(), promised);
    Reveal r0 = owners.get(0).reveal(all);
    Reveal r1 = owners.get(1).reveal(all);
    Reveal bad = new Reveal(Study.id(7), CeremonyStep.CONTRIBUTION, 2, ones);
    CeremonyRefusedException refused =
        assertThrows(
            CeremonyRefusedException.class, () -> owners.get(0).accept(List.of(r0, r1, bad)));
    assertEquals(2, refused.owner());
    assertTrue(refused.getMessage().contains("malformed"), refused.getMessage());
    IllegalStateException failed =
        assertThrows(IllegalStateException.class, () -> owners.get(0).commit());
    assertTrue(failed.getMessage().contains("has failed: start a new one"));
  }

  @Test
  void callsOutOfOrderAreRefused() {
    JointKeyCeremony owner = owners.get(0);
    assertEquals(
        "The ceremony is at step NONCE and commit() comes next; it cannot accept now.",
        assertThrows(IllegalStateException.class, () -> owner.accept(List.of())).getMessage());
    owner.commit();
    assertThrows(IllegalStateException.class, owner::commit);
    assertThrows(IllegalStateException.class, owner::result);
  }
}
