package dev.lineal.owner.training;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeContext;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.Plaintext;
import dev.lineal.he.RefreshOperands;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.owner.keys.ColumnEncryption;
import dev.lineal.owner.keys.IncrementRule;
import dev.lineal.owner.keys.MaskBound;
import dev.lineal.owner.keys.RefreshItem;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.keys.SlotAnswer;
import dev.lineal.owner.keys.SlotRefresh;
import dev.lineal.owner.keys.TraceAnswer;
import dev.lineal.owner.keys.TraceOperands;
import dev.lineal.owner.keys.TraceRefresh;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One owner in this process: it encrypts its rows and answers requests, both as wire bytes. In
 * rounds 2 to 4 it forms the products itself from the refreshed c_0 that it is sent.
 */
final class LocalOwner implements AutoCloseable {
  private static final ActivationRounds ROUNDS = ActivationRounds.DEGREE_5;

  /** log2 bounds of |m| by round: two scales and the slots' bound. */
  private static final int[] MESSAGE_BITS = {0, 84, 84, 84, 96, 100};

  private final int index;
  private final int owners;
  private final SecretShare share;
  private final JointPublicKey key;
  private final Map<Long, Ciphertext> margins = new HashMap<>();
  private final Map<Integer, RefreshSeed> seeds = new HashMap<>();
  private WeightShares weights;

  LocalOwner(int index, int owners, SecretShare share, JointPublicKey key, int features) {
    this.index = index;
    this.owners = owners;
    this.share = share;
    this.key = key;
    this.weights = WeightShares.zero(features);
  }

  /** One ciphertext per column of a block of rows, parsed from its wire bytes. */
  List<Ciphertext> encrypt(HeContext context, double[][] rows) {
    ColumnEncryption encryption =
        key.withResidues(residues -> new ColumnEncryption(context.parameters(), residues));
    List<Ciphertext> columns = new ArrayList<>();
    for (int j = 0; j < rows[0].length; j++) {
      double[] column = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i][j];
      }
      try (Plaintext plaintext = context.encode(column)) {
        byte[] packed = plaintext.withResidues(encryption::encryptPacked);
        columns.add(
            Ciphertext.unpack(
                context.parameters(), 1, plaintext.scaleBits(), key.keyId(), packed, 0));
      }
    }
    return columns;
  }

  /** Answers a slot refresh of rounds 1 to 4. */
  byte[] slots(byte[] bytes) {
    RefreshRequest request = RefreshRequest.parse(bytes);
    RefreshSeed seed = RefreshSeed.of(key.fingerprintBytes(), request);
    RefreshAnswer answer = RefreshAnswer.ofSlots(request, index);
    SlotRefresh refresh = new SlotRefresh(masks(request.round()), ROUNDS.gamma(request.round()));
    for (int item = 0; item < request.items(); item++) {
      answer.slots(item, slots(refresh, request, item, seed).packed());
    }
    seeds.put(request.round(), seed);
    return answer.toBytes();
  }

  private SlotAnswer slots(
      SlotRefresh refresh, RefreshRequest request, int item, RefreshSeed seed) {
    int number = request.number(item);
    if (request.round() == 1) {
      try (RefreshOperands operands = request.operands(item)) {
        return operands.withResidues(
            all ->
                refresh.answer(share, new RefreshItem(seed, number), part(all, 0), part(all, 1)));
      }
    }
    try (Ciphertext raw = request.refreshed(item, seeds.get(request.round() - 1).forItem(number))) {
      if (request.round() == 2) {
        Ciphertext old = margins.put((long) number, ROUNDS.complete(1, raw));
        if (old != null) {
          old.close();
        }
      }
      try (Ciphertext product =
          ROUNDS.product(request.round(), value -> value == 1 ? margins.get((long) number) : raw)) {
        return product.withResidues(
            all ->
                refresh.answer(share, new RefreshItem(seed, number), part(all, 1), part(all, 2)));
      }
    }
  }

  /** Answers round 5 and takes the step on this owner's shares. */
  byte[] traces(byte[] bytes, NesterovStep step) {
    RefreshRequest request = RefreshRequest.parse(bytes);
    RefreshSeed seed = RefreshSeed.of(key.fingerprintBytes(), request);
    IncrementRule<WeightShares> rule =
        (current, masks) -> {
          WeightShares next = step.next(current, masks);
          return new IncrementRule.Outcome<>(
              next, next.w().stream().map(NesterovStep::constant).toList());
        };
    TraceAnswer<WeightShares> traces =
        new TraceRefresh(masks(5))
            .answer(share, new RefreshItem(seed, 0), operands(request), weights, rule);
    weights = traces.next();
    RefreshAnswer answer = RefreshAnswer.ofTraces(request, index);
    for (int item = 0; item < request.items(); item++) {
      answer.trace(item, traces.trace(item), traces.encrypted(item));
    }
    return answer.toBytes();
  }

  private TraceOperands operands(RefreshRequest request) {
    int polynomials = 2 * request.header().parameters().residueBytes();
    ByteBuffer all = ByteBuffer.allocateDirect(request.items() * polynomials);
    for (int item = 0; item < request.items(); item++) {
      try (RefreshOperands operands = request.operands(item)) {
        int at = item * polynomials;
        operands.withResidues(residues -> all.put(at, residues, 0, polynomials));
      }
    }
    return new TraceOperands(all, request.items(), 2);
  }

  /** The share of the released model: v at scale 2^60. */
  List<BigInteger> release() {
    return weights.v();
  }

  private MaskBound masks(int round) {
    BigInteger message = BigInteger.ONE.shiftLeft(MESSAGE_BITS[round]);
    return MaskBound.forStudy(key.parameters(), owners, message, 1L << 20);
  }

  private ByteBuffer part(ByteBuffer all, int polynomial) {
    int bytes = key.parameters().residueBytes();
    return all.slice(polynomial * bytes, bytes);
  }

  @Override
  public void close() {
    margins.values().forEach(Ciphertext::close);
    share.close();
  }
}
