package dev.lineal.owner.policy;

import dev.lineal.he.linalg.WeightShares;
import dev.lineal.lineage.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * This owner's shares of w and v after every round 5, sealed, one file per iteration and slice; the
 * digest of the request that made them is bound to the seal. Content: count, then per number its
 * length and its bytes, first all of w, then all of v, lengths and count as 32-bit numbers.
 */
final class WeightFiles {
  private final Path directory;
  private final Sha256 run;
  private final StateKey key;

  WeightFiles(Path directory, Sha256 run, StateKey key) {
    this.directory = directory;
    this.run = run;
    this.key = key;
  }

  void write(Place place, Sha256 digest, WeightShares shares) {
    byte[] plain = encode(shares);
    try {
      StateFiles.write(file(place), key.seal(label(place, digest), plain));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** The shares that the request of this digest made. */
  WeightShares read(Place place, Sha256 digest) {
    byte[] sealed =
        StateFiles.read(file(place))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The transcript has an answer in "
                            + place
                            + ", but its weight shares are gone; restore them from a backup."));
    byte[] plain = key.open(label(place, digest), sealed);
    try {
      return decode(ByteBuffer.wrap(plain));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private Path file(Place place) {
    return directory.resolve("weights-" + place.iteration() + "-" + place.slice() + ".sealed");
  }

  private byte[] label(Place place, Sha256 digest) {
    return ("lineal/weight-shares/1 " + run + " " + place + " " + digest)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] encode(WeightShares shares) {
    List<byte[]> numbers = new ArrayList<>();
    shares.w().forEach(number -> numbers.add(number.toByteArray()));
    shares.v().forEach(number -> numbers.add(number.toByteArray()));
    int length = numbers.stream().mapToInt(number -> Integer.BYTES + number.length).sum();
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + length).putInt(shares.w().size());
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
