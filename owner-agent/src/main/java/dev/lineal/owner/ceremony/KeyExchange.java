package dev.lineal.owner.ceremony;

import dev.lineal.owner.keys.Ceremony;
import dev.lineal.owner.keys.CeremonyRefusedException;
import dev.lineal.owner.keys.CeremonyStep;
import dev.lineal.owner.keys.Commitment;
import dev.lineal.owner.keys.Reveal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** One step of a key ceremony; a commitment's payload is its view and its digest, 64 bytes. */
final class KeyExchange implements Exchange {
  private static final int HALF = 32;

  private final Ceremony ceremony;
  private final CeremonyStep step;
  private final byte[] id;

  /**
   * @param id of the key ceremony
   */
  KeyExchange(Ceremony ceremony, CeremonyStep step, byte[] id) {
    this.ceremony = ceremony;
    this.step = step;
    this.id = id;
  }

  @Override
  public String name() {
    return step.name();
  }

  @Override
  public byte[] commit() {
    Commitment own = ceremony.commit();
    byte[] payload = Arrays.copyOf(own.view(), 2 * HALF);
    System.arraycopy(own.digest(), 0, payload, HALF, HALF);
    return payload;
  }

  @Override
  public byte[] open(List<byte[]> commitments) {
    List<Commitment> all = new ArrayList<>();
    for (int owner = 0; owner < commitments.size(); owner++) {
      byte[] payload = commitments.get(owner);
      if (payload.length != 2 * HALF) {
        throw new StepRefusedException(owner, "its commitment has not 64 bytes");
      }
      all.add(
          new Commitment(
              id,
              step,
              owner,
              Arrays.copyOf(payload, HALF),
              Arrays.copyOfRange(payload, HALF, 2 * HALF)));
    }
    return refusing(() -> ceremony.reveal(all).message());
  }

  @Override
  public void accept(List<byte[]> messages) {
    List<Reveal> all = new ArrayList<>();
    for (int owner = 0; owner < messages.size(); owner++) {
      all.add(new Reveal(id, step, owner, messages.get(owner)));
    }
    refusing(
        () -> {
          ceremony.accept(all);
          return null;
        });
  }

  private static <T> T refusing(Supplier<T> body) {
    try {
      return body.get();
    } catch (CeremonyRefusedException e) {
      String text = e.getMessage();
      throw new StepRefusedException(e.owner(), text.substring(text.indexOf(": ") + 2));
    }
  }
}
