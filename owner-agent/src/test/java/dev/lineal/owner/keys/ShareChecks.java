package dev.lineal.owner.keys;

import java.util.Arrays;
import java.util.List;

/** What tests of other packages may know about shares. */
public final class ShareChecks {
  private static final int PRF_AT = 12;
  private static final int SECRET_AT = 44;

  private ShareChecks() {}

  /** Whether sum t_i = (sum s_i)^2 modulo every limb. */
  public static boolean squaresAddUp(List<SecretShare> shares) {
    RingMath ring = new RingMath(shares.get(0).parameters());
    long[][] secret = ring.toNtt(Study.secret(shares.get(0)));
    long[][] square = square(ring, shares.get(0));
    for (SecretShare share : shares.subList(1, shares.size())) {
      secret = ring.add(secret, ring.toNtt(Study.secret(share)));
      square = ring.add(square, square(ring, share));
    }
    return Arrays.deepEquals(ring.multiply(secret, secret), square);
  }

  /** The PRF key, s_i and t_i as they lie in an exported share. */
  public static List<byte[]> secrets(SecretShare share) {
    byte[] bytes = share.exportBytes(SecretAccess.forStorageAtRest());
    int squareAt = SECRET_AT + share.parameters().ringDegree() / 4;
    return List.of(
        Arrays.copyOfRange(bytes, PRF_AT, SECRET_AT),
        Arrays.copyOfRange(bytes, SECRET_AT, squareAt),
        Arrays.copyOfRange(bytes, squareAt, bytes.length));
  }

  private static long[][] square(RingMath ring, SecretShare share) {
    return ring.unpack(secrets(share).get(2), 0);
  }
}
