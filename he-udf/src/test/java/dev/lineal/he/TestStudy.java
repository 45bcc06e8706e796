package dev.lineal.he;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A parameter set, a context and a joint public key of random residues, for which no secret exists.
 * Whatever {@link #keep} got is closed with it.
 */
public final class TestStudy implements AutoCloseable {
  public final HeParameters parameters;
  public final HeContext context;
  public final JointPublicKey key;
  public final Random random;
  private final Deque<AutoCloseable> kept = new ArrayDeque<>();

  public TestStudy(HeParameters parameters, long seed) {
    this.parameters = parameters;
    this.random = new Random(seed);
    this.context = keep(new HeContext(parameters));
    this.key = keep(key(parameters, random));
  }

  public static JointPublicKey key(HeParameters parameters, Random random) {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return JointPublicKey.of(parameters, seed, Residues.random(parameters, 1, random).packed());
  }

  public <T extends AutoCloseable> T keep(T handle) {
    kept.push(handle);
    return handle;
  }

  /** A fresh encryption. */
  public Ciphertext encrypt(double... slots) {
    return keep(context.encrypt(key, slots));
  }

  /** Uniform residues under the study's key. */
  public Ciphertext random(int degree, int scaleBits) {
    Residues residues = Residues.random(parameters, degree + 1, random);
    return keep(residues.ciphertext(scaleBits, key.keyId()));
  }

  public List<Ciphertext> randoms(int count, int degree, int scaleBits) {
    List<Ciphertext> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(random(degree, scaleBits));
    }
    return made;
  }

  @Override
  public void close() {
    try {
      while (!kept.isEmpty()) {
        kept.pop().close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
