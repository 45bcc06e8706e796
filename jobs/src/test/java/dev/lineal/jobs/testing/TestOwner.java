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
import dev.lineal.he.rounds.Items;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.he.rounds.TaskRounds;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.owner.keys.IncrementRule;
import dev.lineal.owner.keys.MaskBound;
import dev.lineal.owner.keys.RefreshItem;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.keys.SlotAnswer;
import dev.lineal.owner.keys.SlotRefresh;
import dev.lineal.owner.keys.TraceAnswer;
import dev.lineal.owner.keys.TraceOperands;
import dev.lineal.owner.keys.TraceRefresh;
import dev.lineal.owner.keys.TraceRelease;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * An owner with a real key: it answers requests as an agent does, deterministically, one digest per
 * place, its shares kept per iteration so that a resumed run finds them. No policy, no disk.
 */
public final class TestOwner implements AutoCloseable {
  private final int index;
  private final int owners;
  private final SecretShare share;
  private final JointPublicKey key;
  private final Function<String, TaskPlan> plans;
  private final Map<String, String> digests = new ConcurrentHashMap<>();
  private final Map<String, RefreshSeed> seeds = new ConcurrentHashMap<>();
  private final Map<String, Ciphertext> values = new ConcurrentHashMap<>();
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
   * @param plans by run id, hexadecimal
   */
  public TestOwner(
      int index,
      int owners,
      SecretShare share,
      JointPublicKey key,
      Function<String, TaskPlan> plans) {
    this.index = index;
    this.owners = owners;
    this.share = share;
    this.key = key;
    this.plans = plans;
  }

  /** Answers any refresh. */
  public byte[] answer(byte[] bytes) {
    RefreshRequest request = RefreshRequest.parse(bytes);
    String digest = HexFormat.of().formatHex(request.digest());
    String known = digests.putIfAbsent(place(request, request.round()), digest);
    if (known != null && !known.equals(digest)) {
      throw new Refused("This place was answered under another digest.");
    }
    TaskRounds rounds = plans.apply(run(request)).rounds();
    return switch (rounds.round(request.round()).kept()) {
      case SLOTS -> slots(request);
      case TRACE -> rounds.stepRound() == request.round() ? traces(request) : constants(request);
      case RELEASE -> released(request);
      case SHARE, PARTIAL -> throw new UnsupportedOperationException("This owner has no columns.");
    };
  }

  private RoundTerms terms(RefreshRequest request) {
    return plans.apply(run(request)).rounds().round(request.round());
  }

  private byte[] constants(RefreshRequest request) {
    IncrementRule<Void> rule =
        (none, masks) ->
            new IncrementRule.Outcome<>(
                null, masks.stream().map(terms(request).factor()::applyTo).toList());
    RefreshItem first =
        new RefreshItem(RefreshSeed.of(key.fingerprintBytes(), request), request.number(0));
    TraceAnswer<Void> traces =
        new TraceRefresh(masks(request)).answer(share, first, operands(request), (Void) null, rule);
    RefreshAnswer answer = RefreshAnswer.ofTraces(request, index);
    for (int item = 0; item < request.items(); item++) {
      answer.trace(item, traces.trace(item), traces.encrypted(item));
    }
    return answer.toBytes();
  }

  private byte[] released(RefreshRequest request) {
    Items.Scalars scalars = (Items.Scalars) terms(request).items();
    RefreshItem first =
        new RefreshItem(RefreshSeed.of(key.fingerprintBytes(), request), request.number(0));
    long[] h =
        new TraceRelease(key.parameters(), scalars.floodBits())
            .answer(share, first, operands(request));
    RefreshAnswer answer = RefreshAnswer.ofReleases(request, index);
    for (int item = 0; item < request.items(); item++) {
      answer.released(item, Arrays.copyOfRange(h, item * 4, item * 4 + 4));
    }
    return answer.toBytes();
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
    SlotRefresh refresh = new SlotRefresh(masks(request), terms(request).factor());
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
    keep(request, item, request.refreshed(item, before.forItem(number.index())));
    try (Ciphertext product =
        activation(request)
            .product(request.round(), value -> values.get(value(request, item, value)))) {
      return product.withResidues(all -> refresh.answer(share, number, part(all, 1), part(all, 2)));
    }
  }

  private ActivationRounds activation(RefreshRequest request) {
    return plans
        .apply(run(request))
        .training()
        .sigmoid()
        .map(sigmoid -> ActivationRounds.ofDegree(sigmoid.degree()))
        .orElseThrow();
  }

  private void keep(RefreshRequest request, int item, Ciphertext raw) {
    Ciphertext old = values.put(value(request, item, request.round() - 1), raw);
    if (old != null) {
      old.close();
    }
  }

  private static String value(RefreshRequest request, int item, int round) {
    return run(request) + "/" + round + "/" + request.number(item);
  }

  private byte[] traces(RefreshRequest request) {
    RefreshSeed seed = RefreshSeed.of(key.fingerprintBytes(), request);
    int first = request.number(0);
    int count = request.items();
    TaskPlan plan = plans.apply(run(request));
    NesterovStep step = plan.rounds().step(request.iteration(), first);
    IncrementRule<WeightShares> rule =
        (current, masks) -> {
          WeightShares next = step.next(current, masks);
          return new IncrementRule.Outcome<>(
              next, next.w().stream().map(NesterovStep::constant).toList());
        };
    TraceAnswer<WeightShares> traces =
        new TraceRefresh(masks(request))
            .answer(
                share,
                new RefreshItem(seed, first),
                operands(request),
                current(at(request, 0), first, count),
                rule);
    keep(at(request, 1), plan.training().features(), first, traces.next());
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

  private void keep(String at, int features, int first, WeightShares next) {
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

  private MaskBound masks(RefreshRequest request) {
    BigInteger message = BigInteger.ONE.shiftLeft(terms(request).boundBits());
    return MaskBound.forStudy(key.parameters(), owners, message, 1L << 20);
  }

  private ByteBuffer part(ByteBuffer all, int polynomial) {
    int bytes = key.parameters().residueBytes();
    return all.slice(polynomial * bytes, bytes);
  }

  @Override
  public void close() {
    values.values().forEach(Ciphertext::close);
    share.close();
  }
}
