package dev.lineal.owner.policy;

import dev.lineal.he.linalg.WeightShares;
import dev.lineal.lineage.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * This owner's shares of w and v after every round 5, sealed, one secret per iteration and slice.
 * Content: the digest of the request that made them; count; then per number its length and its
 * bytes, first all of w, then all of v; count and lengths as 32-bit numbers.
 */
final class WeightFiles {
  private final KeySet keys;
  private final Sha256 run;

  WeightFiles(KeySet keys, Sha256 run) {
    this.keys = keys;
    this.run = run;
  }

  void write(Place place, Sha256 digest, WeightShares shares) {
    byte[] plain = encode(digest, shares);
    try {
      keys.seal(name(place), plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** The shares that the request of this digest made. */
  WeightShares read(Place place, Sha256 digest) {
    byte[] plain = keys.unseal(name(place)).orElseThrow(() -> lost(place));
    try {
      ByteBuffer in = ByteBuffer.wrap(plain);
      byte[] made = new byte[Sha256.BYTES];
      in.get(made);
      if (!Sha256.of(made).equals(digest)) {
        throw lost(place);
      }
      return decode(in);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static IllegalStateException lost(Place place) {
    return new IllegalStateException(
        "The transcript has an answer in "
            + place
            + ", but its weight shares are gone or another request's; restore this owner's state"
            + " from its backup.");
  }

  private String name(Place place) {
    return "sessions/" + run + "/weights-" + place.iteration() + "-" + place.slice();
  }

  private static byte[] encode(Sha256 digest, WeightShares shares) {
    List<byte[]> numbers = new ArrayList<>();
    shares.w().forEach(number -> numbers.add(number.toByteArray()));
    shares.v().forEach(number -> numbers.add(number.toByteArray()));
    int length = numbers.stream().mapToInt(number -> Integer.BYTES + number.length).sum();
    ByteBuffer out = ByteBuffer.allocate(Sha256.BYTES + Integer.BYTES + length);
    out.put(digest.bytes()).putInt(shares.w().size());
    for (byte[] number : numbers) {
      out.putInt(number.length).put(number);
      Arrays.fill(number, (byte) 0);
    }
    return out.array();
  }

  private static WeightShares decode(ByteBuffer in) {
    int count = in.getInt();
    return new WeightShares(numbers(in, count), numbers(in, count));
  }

  private static List<BigInteger> numbers(ByteBuffer in, int count) {
    List<BigInteger> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] number = new byte[in.getInt()];
      in.get(number);
      numbers.add(new BigInteger(number));
    }
    return numbers;
  }
}
