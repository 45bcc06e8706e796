package dev.lineal.jobs.train;

import dev.lineal.he.linalg.WeightShares;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The cluster's weight shares as bytes: count, then w and v, each a length and two's complement.
 */
final class SharesCodec {
  private SharesCodec() {}

  static void write(WeightShares shares, DataOutputStream out) throws IOException {
    out.writeInt(shares.w().size());
    for (List<BigInteger> part : List.of(shares.w(), shares.v())) {
      for (BigInteger share : part) {
        byte[] bytes = share.toByteArray();
        out.writeShort(bytes.length);
        out.write(bytes);
      }
    }
  }

  static WeightShares read(DataInputStream in) throws IOException {
    int features = in.readInt();
    return new WeightShares(part(features, in), part(features, in));
  }

  private static List<BigInteger> part(int features, DataInputStream in) throws IOException {
    List<BigInteger> part = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      part.add(new BigInteger(in.readNBytes(in.readUnsignedShort())));
    }
    return part;
  }
}
