package dev.lineal.owner.keys;

import dev.lineal.he.HeFormatException;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;

/**
 * One owner's side of a ceremony. For every step, in this order: {@link #commit}; exchange; {@link
 * #reveal} with all owners' commitments; exchange; {@link #accept} with all owners' messages. The
 * lists hold one entry per owner, this owner's own included, in any order. Messages travel over
 * authenticated, signed channels: commitments bind owners, they do not authenticate them.
 *
 * <p>A refused list changes nothing; the right one may follow. Calls out of order throw {@link
 * IllegalStateException}. Source: docs/protocol.md, keys.
 */
public abstract sealed class Ceremony implements AutoCloseable
    permits JointKeyCeremony, SquareShareCeremony {
  private enum Phase {
    COMMIT,
    REVEAL,
    ACCEPT,
    COMPLETE,
    FAILED
  }

  private final List<CeremonyStep> steps;
  private final CommitReveal messages;
  private final int self;
  private Phase phase = Phase.COMMIT;
  private int at;
  private byte[] message;
  private Commitment own;

  Ceremony(List<CeremonyStep> steps, byte[] ceremony, int owners, int self) {
    if (owners < 2 || self < 0 || self >= owners) {
      throw new IllegalArgumentException(
          "A ceremony has two or more owners, numbered from 0; not owner "
              + self
              + " of "
              + owners
              + ".");
    }
    this.steps = steps;
    this.self = self;
    messages = new CommitReveal(ceremony, owners);
  }

  /** Makes this owner's message of the current step and returns the commitment to it. */
  public final Commitment commit() {
    require(Phase.COMMIT);
    message = message(step());
    own = messages.commit(step(), self, message);
    phase = Phase.REVEAL;
    return own;
  }

  /**
   * Opens this owner's message once all commitments are there and all owners have seen the same.
   *
   * @throws CeremonyRefusedException naming the owner and the step
   */
  public final Reveal reveal(List<Commitment> commitments) {
    require(Phase.REVEAL);
    messages.acceptCommitments(step(), own, commitments);
    phase = Phase.ACCEPT;
    return messages.reveal(step(), self, message);
  }

  /**
   * Takes all owners' messages and moves to the next step.
   *
   * @throws CeremonyRefusedException naming the owner and the step
   */
  public final void accept(List<Reveal> reveals) {
    require(Phase.ACCEPT);
    List<byte[]> all = messages.acceptReveals(step(), reveals);
    phase = Phase.FAILED;
    for (int owner = 0; owner < all.size(); owner++) {
      absorbOrRefuse(owner, all.get(owner));
    }
    stepDone(step());
    at++;
    phase = at < steps.size() ? Phase.COMMIT : Phase.COMPLETE;
  }

  /** True when every step is done and the result can be had. */
  public final boolean complete() {
    return phase == Phase.COMPLETE;
  }

  /** The step that comes next or is going on. */
  public final CeremonyStep step() {
    return steps.get(Math.min(at, steps.size() - 1));
  }

  @Override
  public void close() {}

  final void requireComplete() {
    require(Phase.COMPLETE);
  }

  final int self() {
    return self;
  }

  /** This owner's message of a step. */
  abstract byte[] message(CeremonyStep step);

  /** One owner's verified message, owners in order. */
  abstract void absorb(CeremonyStep step, int owner, byte[] received);

  /** After all messages of a step. */
  abstract void stepDone(CeremonyStep step);

  /** 32 random bytes at a time. */
  static Supplier<byte[]> fresh(SecureRandom random) {
    return () -> {
      byte[] bytes = new byte[Bytes.HASH];
      random.nextBytes(bytes);
      return bytes;
    };
  }

  /** Hash of all owners' nonces in order: nobody chooses it alone. */
  static byte[] seedOf(String domain, List<byte[]> nonces) {
    return Bytes.sha256(Bytes.ascii(domain), Bytes.concatenate(nonces.toArray(byte[][]::new)));
  }

  private void absorbOrRefuse(int owner, byte[] received) {
    try {
      absorb(step(), owner, received);
    } catch (HeFormatException | IllegalArgumentException e) {
      throw new CeremonyRefusedException(
          owner,
          step(),
          "its message is malformed (" + e.getMessage() + "). Start a new ceremony.");
    }
  }

  private void require(Phase expected) {
    if (phase != expected) {
      throw new IllegalStateException(
          "The ceremony is at step "
              + step()
              + " and "
              + expectation()
              + "; it cannot "
              + expected.name().toLowerCase(java.util.Locale.ROOT)
              + " now.");
    }
  }

  private String expectation() {
    return switch (phase) {
      case COMMIT -> "commit() comes next";
      case REVEAL -> "reveal(commitments) comes next";
      case ACCEPT -> "accept(messages) comes next";
      case COMPLETE -> "is complete";
      case FAILED -> "has failed: start a new one";
    };
  }
}
