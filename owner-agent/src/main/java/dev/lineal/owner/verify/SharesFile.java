package dev.lineal.owner.verify;

import dev.lineal.he.linalg.WeightShares;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The cluster's shares as bytes: count; w and v, each number after its length. */
final class SharesFile {
  private SharesFile() {}

  static byte[] encode(WeightShares shares) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(shares.w().size());
      for (List<BigInteger> numbers : List.of(shares.w(), shares.v())) {
        for (BigInteger number : numbers) {
          byte[] value = number.toByteArray();
          out.writeInt(value.length);
          out.write(value);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static WeightShares decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readInt();
      return new WeightShares(numbers(in, count), numbers(in, count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<BigInteger> numbers(DataInputStream in, int count) throws IOException {
    List<BigInteger> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(new BigInteger(in.readNBytes(in.readInt())));
    }
    return numbers;
  }
}
