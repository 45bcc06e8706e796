package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshSeed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** All owners of a study in one process, and what only a test may do: adding up their shares. */
final class Study implements AutoCloseable {
  private static final int SECRET_AT = 44;

  final RingMath ring;
  final List<SecretShare> shares;
  final JointKey key;

  private Study(RingMath ring, List<SecretShare> shares, JointKey key) {
    this.ring = ring;
    this.shares = shares;
    this.key = key;
  }

  /** Both ceremonies, from seeds that differ by owner. */
  static Study of(HeParameters parameters, int owners) {
    List<SecretShare> first = shares(parameters, owners);
    List<JointKeyCeremony> keys = new ArrayList<>();
    List<SquareShareCeremony> squares = new ArrayList<>();
    for (int i = 0; i < owners; i++) {
      keys.add(new JointKeyCeremony(first.get(i), id(1), owners, i, seeds(100 + i)));
      squares.add(new SquareShareCeremony(first.get(i), id(2), owners, i, seeds(200 + i)));
    }
    hold(keys);
    hold(squares);
    List<SecretShare> complete = squares.stream().map(SquareShareCeremony::result).toList();
    squares.forEach(SquareShareCeremony::close);
    first.forEach(SecretShare::close);
    return new Study(new RingMath(parameters), complete, keys.get(0).result());
  }

  static List<SecretShare> shares(HeParameters parameters, int owners) {
    List<SecretShare> shares = new ArrayList<>();
    for (int i = 0; i < owners; i++) {
      Supplier<byte[]> seeds = seeds(i);
      shares.add(new SecretShare(parameters, seeds.get(), seeds.get()));
    }
    return shares;
  }

  static void hold(List<? extends Ceremony> owners) {
    while (!owners.get(0).complete()) {
      step(owners);
    }
  }

  static List<Reveal> step(List<? extends Ceremony> owners) {
    List<Commitment> commitments = owners.stream().map(Ceremony::commit).toList();
    List<Reveal> reveals = owners.stream().map(o -> o.reveal(commitments)).toList();
    owners.forEach(o -> o.accept(reveals));
    return reveals;
  }

  static Supplier<byte[]> seeds(long number) {
    Random random = new Random(number);
    return () -> {
      byte[] seed = new byte[32];
      random.nextBytes(seed);
      return seed;
    };
  }

  static byte[] id(int number) {
    byte[] id = new byte[32];
    Arrays.fill(id, (byte) number);
    return id;
  }

  static RefreshItem request(int index, int digest) {
    return new RefreshItem(new RefreshSeed(id(1), id(2), 3, 4, id(digest)), index);
  }

  /** s_i's coefficients. */
  static BigInteger[] secret(SecretShare share) {
    byte[] bytes = share.exportBytes(SecretAccess.forStorageAtRest());
    BigInteger[] secret = new BigInteger[share.parameters().ringDegree()];
    for (int k = 0; k < secret.length; k++) {
      secret[k] = BigInteger.valueOf((bytes[SECRET_AT + k / 4] >> (2 * (k % 4)) & 3) - 1);
    }
    return secret;
  }

  long[][] secretNtt(int owner) {
    return ring.toNtt(secret(shares.get(owner)));
  }

  /** t_i in NTT form. */
  long[][] square(int owner) {
    byte[] bytes = shares.get(owner).exportBytes(SecretAccess.forStorageAtRest());
    int at = SECRET_AT + ring.n / 4;
    return ring.unpack(Arrays.copyOfRange(bytes, at, bytes.length), 0);
  }

  /** Sum of the first {@code owners} secrets, NTT form. */
  long[][] jointSecret(int owners) {
    long[][] sum = secretNtt(0);
    for (int i = 1; i < owners; i++) {
      sum = ring.add(sum, secretNtt(i));
    }
    return sum;
  }

  long[][] jointSecret() {
    return jointSecret(shares.size());
  }

  BigInteger[] decrypt(long[][] c0, long[][] c1) {
    return ring.fromNtt(ring.add(c0, ring.multiply(c1, jointSecret())));
  }

  /** c_0, c_1, c_2 with c_0 + c_1 s + c_2 s^2 = m. */
  List<long[][]> degreeTwo(BigInteger[] m, Random random) {
    long[][] s = jointSecret();
    long[][] c1 = uniform(random);
    long[][] c2 = uniform(random);
    long[][] covered = ring.add(ring.multiply(c1, s), ring.multiply(c2, ring.multiply(s, s)));
    return List.of(ring.subtract(ring.toNtt(m), covered), c1, c2);
  }

  long[][] uniform(Random random) {
    long[][] residues = new long[HeParameters.LIMBS][ring.n];
    for (int l = 0; l < residues.length; l++) {
      for (int k = 0; k < ring.n; k++) {
        residues[l][k] = Math.floorMod(random.nextLong() >>> 1, ring.q(l));
      }
    }
    return residues;
  }

  BigInteger[] message(int bits, Random random) {
    BigInteger[] m = new BigInteger[ring.n];
    BigInteger half = BigInteger.ONE.shiftLeft(bits);
    Arrays.setAll(m, k -> new BigInteger(bits + 1, random).subtract(half));
    return m;
  }

  MaskBound masks(int messageBits) {
    return MaskBound.forStudy(
        ring.parameters, shares.size(), BigInteger.ONE.shiftLeft(messageBits), 1 << 20);
  }

  @Override
  public void close() {
    shares.forEach(SecretShare::close);
  }
}
