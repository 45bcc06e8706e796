package dev.lineal.owner.keys;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes additive shares t_i of s^2 modulo Q, without a dealer and without an evaluation key: an
 * ephemeral threshold encryption in a ring of degree 2N with eight limbs. Messages are about 3.8 MB
 * per owner at STUDY_13. Steps {@link CeremonyStep#NONCE}, {@link CeremonyStep#CEREMONY_KEY},
 * {@link CeremonyStep#ENCRYPTED_SHARE}, {@link CeremonyStep#PRODUCT}, {@link
 * CeremonyStep#MASKED_SHARE}.
 *
 * <p>Every owner adds up all messages itself. The commitment to a step carries the hash of all
 * earlier messages, so an owner opens its masked share only when all owners have seen the same
 * product: a false one would read its ephemeral secret. Source: docs/protocol.md, shares of s^2.
 */
public final class SquareShareCeremony extends Ceremony {
  private static final String DOMAIN = "lineal/ceremony/square-share/v1";

  private final SecretShare share;
  private final int owners;
  private final Supplier<byte[]> seeds;
  private final List<byte[]> nonces = new ArrayList<>();
  private SquareShares shares;

  /**
   * @param share without t_i; stays the caller's; open until the ceremony is complete
   * @param ceremony 32 bytes that all owners agreed on, used for no other ceremony
   * @param self this owner, 0 .. owners - 1
   */
  public SquareShareCeremony(SecretShare share, byte[] ceremony, int owners, int self) {
    this(share, ceremony, owners, self, fresh(new SecureRandom()));
  }

  SquareShareCeremony(
      SecretShare share, byte[] ceremony, int owners, int self, Supplier<byte[]> seeds) {
    super(
        List.of(
            CeremonyStep.NONCE,
            CeremonyStep.CEREMONY_KEY,
            CeremonyStep.ENCRYPTED_SHARE,
            CeremonyStep.PRODUCT,
            CeremonyStep.MASKED_SHARE),
        ceremony,
        owners,
        self);
    if (share.coversDegreeTwo()) {
      throw new IllegalArgumentException("The share has its part of s^2 already.");
    }
    this.share = share;
    this.owners = owners;
    this.seeds = seeds;
  }

  /**
   * A copy of the share with t_i; the caller closes both.
   *
   * @throws IllegalStateException before the last step
   */
  public SecretShare result() {
    requireComplete();
    return shares.complete(share, self());
  }

  /** Wipes the ephemeral secrets; before completion the ceremony is thereby given up. */
  @Override
  public void close() {
    if (shares != null) {
      shares.close();
    }
  }

  @Override
  byte[] message(CeremonyStep step) {
    return step == CeremonyStep.NONCE ? seeds.get() : shares.produce(step);
  }

  @Override
  void absorb(CeremonyStep step, int owner, byte[] received) {
    if (step == CeremonyStep.NONCE) {
      nonces.add(Bytes.hashSized("A nonce", received));
    } else {
      shares.absorb(step, received);
    }
  }

  @Override
  void stepDone(CeremonyStep step) {
    if (step == CeremonyStep.NONCE) {
      shares = SquareShares.begin(share, owners, seedOf(DOMAIN, nonces), seeds.get());
    }
  }
}
