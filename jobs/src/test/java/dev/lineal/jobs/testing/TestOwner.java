package dev.lineal.jobs.testing;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.RefreshOperands;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * An owner with a real key: it answers requests as an agent does, deterministically, one digest per
 * place, its shares kept per iteration so that a resumed run finds them. No policy, no disk.
 */
public final class TestOwner implements AutoCloseable {
  private static final ActivationRounds ROUNDS = ActivationRounds.DEGREE_5;

  /** log2 bounds of |m| by round: two scales and the slots' bound. */
  private static final int[] MESSAGE_BITS = {0, 84, 84, 84, 96, 100};

  private final int index;
  private final int owners;
  private final SecretShare share;
  private final JointPublicKey key;
  private final IntFunction<NesterovStep> steps;
  private final int features;
  private final Map<String, String> digests = new ConcurrentHashMap<>();
  private final Map<String, RefreshSeed> seeds = new ConcurrentHashMap<>();
  private final Map<String, Ciphertext> margins = new ConcurrentHashMap<>();
  private final Map<String, BigInteger[]> w = new ConcurrentHashMap<>();
  private final Map<String, BigInteger[]> v = new ConcurrentHashMap<>();

  /** A second, different request for one place. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * @param steps the plan's step of each iteration
   */
  public TestOwner(
      int index,
      int owners,
      SecretShare share,
      JointPublicKey key,
      int features,
      IntFunction<NesterovStep> steps) {
    this.index = index;
    this.owners = owners;
    this.share = share;
    this.key = key;
    this.features = features;
    this.steps = steps;
  }

  /** Answers any refresh. */
  public byte[] answer(byte[] bytes) {
    RefreshRequest request = RefreshRequest.parse(bytes);
    String digest = HexFormat.of().formatHex(request.digest());
    String known = digests.putIfAbsent(place(request, request.round()), digest);
    if (known != null && !known.equals(digest)) {
      throw new Refused("This place was answered under another digest.");
    }
    return request.round() > ActivationRounds.ROUNDS ? traces(request) : slots(request);
  }

  private static String place(RefreshRequest request, int round) {
    return run(request) + "/" + request.iteration() + "/" + round + "/" + request.slice();
  }

  private static String run(RefreshRequest request) {
    return HexFormat.of().formatHex(request.run());
  }

  private byte[] slots(RefreshRequest request) {
    RefreshSeed seed = RefreshSeed.of(key.fingerprintBytes(), request);
    RefreshAnswer answer = RefreshAnswer.ofSlots(request, index);
    SlotRefresh refresh = new SlotRefresh(masks(request.round()), ROUNDS.gamma(request.round()));
    for (int item = 0; item < request.items(); item++) {
      answer.slots(item, slots(refresh, request, item, seed).packed());
    }
    seeds.put(place(request, request.round()), seed);
    return answer.toBytes();
  }

  private SlotAnswer slots(
      SlotRefresh refresh, RefreshRequest request, int item, RefreshSeed seed) {
    RefreshItem number = new RefreshItem(seed, request.number(item));
    if (request.round() == 1) {
      try (RefreshOperands operands = request.operands(item)) {
        return operands.withResidues(
            all -> refresh.answer(share, number, part(all, 0), part(all, 1)));
      }
    }
    RefreshSeed before = seeds.get(place(request, request.round() - 1));
    try (Ciphertext raw = request.refreshed(item, before.forItem(number.index()));
        Ciphertext last = ROUNDS.complete(request.round() - 1, raw)) {
      Ciphertext y =
          request.round() == 2 ? keep(request, number.index(), raw) : margin(request, number);
      try (Ciphertext product = ROUNDS.product(request.round(), y, last)) {
        return product.withResidues(
            all -> refresh.answer(share, number, part(all, 1), part(all, 2)));
      }
    }
  }

  private Ciphertext keep(RefreshRequest request, int number, Ciphertext raw) {
    Ciphertext y = ROUNDS.complete(1, raw);
    Ciphertext old = margins.put(run(request) + number, y);
    if (old != null) {
      old.close();
    }
    return y;
  }

  private Ciphertext margin(RefreshRequest request, RefreshItem item) {
    return margins.get(run(request) + item.index());
  }

  private byte[] traces(RefreshRequest request) {
    RefreshSeed seed = RefreshSeed.of(key.fingerprintBytes(), request);
    int first = request.number(0);
    int count = request.items();
    NesterovStep whole = steps.apply(request.iteration());
    NesterovStep step =
        new NesterovStep(
            whole.gamma(), whole.decay(), whole.eta(), Math.max(0, whole.regularised() - first));
    IncrementRule<WeightShares> rule =
        (current, masks) -> {
          WeightShares next = step.next(current, masks);
          return new IncrementRule.Outcome<>(
              next, next.w().stream().map(NesterovStep::constant).toList());
        };
    TraceAnswer<WeightShares> traces =
        new TraceRefresh(masks(request.round()))
            .answer(
                share,
                new RefreshItem(seed, first),
                operands(request),
                current(at(request, 0), first, count),
                rule);
    keep(at(request, 1), first, traces.next());
    RefreshAnswer answer = RefreshAnswer.ofTraces(request, index);
    for (int item = 0; item < count; item++) {
      answer.trace(item, traces.trace(item), traces.encrypted(item));
    }
    return answer.toBytes();
  }

  private static String at(RefreshRequest request, int later) {
    return run(request) + "/" + (request.iteration() + later);
  }

  private WeightShares current(String at, int first, int count) {
    if (at.endsWith("/0")) {
      return WeightShares.zero(count);
    }
    return new WeightShares(
        Arrays.asList(w.get(at)).subList(first, first + count),
        Arrays.asList(v.get(at)).subList(first, first + count));
  }

  private void keep(String at, int first, WeightShares next) {
    BigInteger[] ws = w.computeIfAbsent(at, i -> new BigInteger[features]);
    BigInteger[] vs = v.computeIfAbsent(at, i -> new BigInteger[features]);
    for (int j = 0; j < next.w().size(); j++) {
      ws[first + j] = next.w().get(j);
      vs[first + j] = next.v().get(j);
    }
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

  /** The share of v after so many iterations, at scale 2^60. */
  public List<BigInteger> release(String run, int iterations) {
    return List.of(v.get(run + "/" + iterations));
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
