package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** The contracts' words as Java's. */
final class Numbers {
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private Numbers() {}

  static BigInteger uint(long value) {
    return BigInteger.valueOf(value);
  }

  /** Numbers beyond a long are cut to the largest: no limit of ours is near it. */
  static long cut(BigInteger value) {
    return value.bitLength() < Long.SIZE ? value.longValue() : Long.MAX_VALUE;
  }

  /** Seconds since 1970; later than the year 9999 is its last second. */
  static Instant time(BigInteger seconds) {
    return Instant.ofEpochSecond(Math.min(cut(seconds), LAST_SECOND));
  }

  /** 0 is no time. */
  static Optional<Instant> optionalTime(BigInteger seconds) {
    return seconds.signum() == 0 ? Optional.empty() : Optional.of(time(seconds));
  }

  /** 32 bytes of 0 are no hash. */
  static Optional<Sha256> optionalHash(byte[] bytes) {
    return new BigInteger(1, bytes).signum() == 0
        ? Optional.empty()
        : Optional.of(Sha256.of(bytes));
  }
}
