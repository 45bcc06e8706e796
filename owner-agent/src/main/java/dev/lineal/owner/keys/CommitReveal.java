package dev.lineal.owner.keys;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The checks of one owner's side of commit-then-reveal: who sent what, once, in this ceremony, at
 * this step, having seen the same as we, and opening what it committed to.
 */
final class CommitReveal {
  private static final byte[] COMMIT = Bytes.ascii("lineal/ceremony/commit/v1");
  private static final byte[] VIEW = Bytes.ascii("lineal/ceremony/view/v1");

  private final byte[] ceremony;
  private final int owners;
  private byte[] view;
  private List<Commitment> accepted = List.of();

  CommitReveal(byte[] ceremony, int owners) {
    this.ceremony = Bytes.hashSized("A ceremony's id", ceremony);
    this.owners = owners;
    this.view = Bytes.sha256(VIEW, ceremony, number(owners));
  }

  Commitment commit(CeremonyStep step, int self, byte[] message) {
    return new Commitment(ceremony, step, self, view, digest(step, self, message));
  }

  Reveal reveal(CeremonyStep step, int self, byte[] message) {
    return new Reveal(ceremony, step, self, message);
  }

  /** Accepts all owners' commitments or refuses, naming one owner; then nothing is changed. */
  void acceptCommitments(CeremonyStep step, Commitment own, List<Commitment> received) {
    List<Commitment> byOwner =
        sorted(step, received, Commitment::owner, Commitment::ceremony, Commitment::step);
    for (Commitment commitment : byOwner) {
      if (!MessageDigest.isEqual(commitment.view(), view)) {
        throw new CeremonyRefusedException(
            commitment.owner(),
            step,
            "it saw other messages in the steps before than this owner did; somebody's message was"
                + " altered or sent in two versions. Start a new ceremony.");
      }
    }
    if (!MessageDigest.isEqual(byOwner.get(own.owner()).digest(), own.digest())) {
      throw new CeremonyRefusedException(
          own.owner(), step, "this owner's own commitment was altered on its way.");
    }
    accepted = byOwner;
  }

  /** The messages by owner, each verified against its commitment. */
  List<byte[]> acceptReveals(CeremonyStep step, List<Reveal> received) {
    List<Reveal> byOwner = sorted(step, received, Reveal::owner, Reveal::ceremony, Reveal::step);
    List<byte[]> messages = new ArrayList<>();
    for (Reveal reveal : byOwner) {
      byte[] message = reveal.message();
      byte[] promised = accepted.get(reveal.owner()).digest();
      if (!MessageDigest.isEqual(digest(step, reveal.owner(), message), promised)) {
        throw new CeremonyRefusedException(
            reveal.owner(), step, "the message is not the one it committed to.");
      }
      messages.add(message);
    }
    for (Commitment commitment : accepted) {
      view = Bytes.sha256(VIEW, view, commitment.digest());
    }
    return messages;
  }

  private byte[] digest(CeremonyStep step, int owner, byte[] message) {
    return Bytes.sha256(
        COMMIT,
        ceremony,
        number(step.ordinal()),
        number(owner),
        view,
        number(message.length),
        message);
  }

  private <T> List<T> sorted(
      CeremonyStep step,
      List<T> received,
      Function<T, Integer> ownerOf,
      Function<T, byte[]> ceremonyOf,
      Function<T, CeremonyStep> stepOf) {
    List<T> byOwner = new ArrayList<>(java.util.Collections.nCopies(owners, null));
    for (T item : received) {
      int owner = ownerOf.apply(item);
      if (owner < 0 || owner >= owners) {
        throw new CeremonyRefusedException(
            owner, step, "the ceremony has the owners 0 .. " + (owners - 1) + " only.");
      }
      if (!MessageDigest.isEqual(ceremonyOf.apply(item), ceremony)) {
        throw new CeremonyRefusedException(owner, step, "the message is of another ceremony.");
      }
      if (stepOf.apply(item) != step) {
        throw new CeremonyRefusedException(
            owner, step, "the message is of step " + stepOf.apply(item) + ".");
      }
      if (byOwner.set(owner, item) != null) {
        throw new CeremonyRefusedException(owner, step, "it sent two messages.");
      }
    }
    int missing = byOwner.indexOf(null);
    if (missing >= 0) {
      throw new CeremonyRefusedException(missing, step, "its message is missing.");
    }
    return byOwner;
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }
}
