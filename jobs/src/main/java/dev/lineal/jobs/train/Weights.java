package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedWeights;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The encrypted weights as they are broadcast: per feature the seed of a (none for the public
 * encryption (0, 0) of 0) and the packed c_0.
 */
public record Weights(List<byte[]> seeds, List<byte[]> c0) {
  private static final int SEED_BYTES = 32;

  public Weights {
    seeds = List.copyOf(seeds);
    c0 = List.copyOf(c0);
  }

  /** Of a run whose weights stay shared. */
  public static final Weights NONE = new Weights(List.of(), List.of());

  /** Every run's start. */
  public static Weights zero(KeyTerms key, int features) {
    byte[] none = new byte[0];
    byte[] zero = new byte[key.parameters().packedBytes()];
    return new Weights(
        java.util.Collections.nCopies(features, none),
        java.util.Collections.nCopies(features, zero));
  }

  /** Public encryptions of integers at scale 2^40. */
  public static Weights constants(KeyTerms key, List<BigInteger> values) {
    HeParameters parameters = key.parameters();
    List<byte[]> c0 = new ArrayList<>();
    try (Ciphertext zero = key.refreshed(new byte[0], new byte[parameters.packedBytes()])) {
      for (BigInteger value : values) {
        try (Ciphertext constant = zero.addConstant(parameters.residues(value))) {
          byte[] packed = new byte[parameters.packedBytes()];
          constant.pack(0, 1, packed, 0);
          c0.add(packed);
        }
      }
    }
    return new Weights(java.util.Collections.nCopies(values.size(), new byte[0]), c0);
  }

  /** These and a public integer behind them, the weight of the target; null for none. */
  public Weights with(KeyTerms key, Integer targetWeight) {
    if (targetWeight == null) {
      return this;
    }
    BigInteger value =
        BigInteger.valueOf(targetWeight).shiftLeft(HeParameters.REFRESHED_SCALE_BITS);
    Weights behind = constants(key, List.of(value));
    List<byte[]> allSeeds = new ArrayList<>(seeds);
    allSeeds.addAll(behind.seeds);
    List<byte[]> allC0 = new ArrayList<>(c0);
    allC0.addAll(behind.c0);
    return new Weights(allSeeds, allC0);
  }

  /** 0 where weights stay shared. */
  public int features() {
    return c0.size();
  }

  /** In native memory, ready to multiply; the caller closes them. */
  public EncryptedWeights open(KeyTerms key) {
    return new EncryptedWeights(features(), j -> key.refreshed(seeds.get(j), c0.get(j)));
  }

  /** Number of features, then per feature: 1 byte seed length (0 or 32), seed, length, c_0. */
  public byte[] toBytes() {
    int size = 4 + c0.stream().mapToInt(c -> c.length + SEED_BYTES + 5).sum();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(features());
      for (int j = 0; j < features(); j++) {
        out.writeByte(seeds.get(j).length);
        out.write(seeds.get(j));
        out.writeInt(c0.get(j).length);
        out.write(c0.get(j));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads {@link #toBytes}. */
  public static Weights parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Weights read(DataInputStream in) throws IOException {
    int features = in.readInt();
    List<byte[]> seeds = new ArrayList<>();
    List<byte[]> c0 = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      seeds.add(in.readNBytes(in.readUnsignedByte()));
      c0.add(in.readNBytes(in.readInt()));
    }
    return new Weights(seeds, c0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights that && Arrays.equals(toBytes(), that.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBytes());
  }
}
