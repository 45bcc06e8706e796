package dev.lineal.owner.policy;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.rounds.Items;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.keys.ColumnEncryption;
import dev.lineal.owner.keys.ColumnOperands;
import dev.lineal.owner.keys.IncrementRule;
import dev.lineal.owner.keys.MaskBound;
import dev.lineal.owner.keys.RefreshItem;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.keys.SlotRefresh;
import dev.lineal.owner.keys.TraceAnswer;
import dev.lineal.owner.keys.TraceOperands;
import dev.lineal.owner.keys.TraceRefresh;
import dev.lineal.owner.keys.TraceRelease;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes answers: the one place of the policy that borrows the share for refreshes. What comes here
 * has passed every check.
 */
final class Answering {
  /** Into so many parts, one for each core, traces of columns are cut. */
  private static final int PARTS = Runtime.getRuntime().availableProcessors();

  private final KeySet keys;
  private final PlannedRounds rounds;
  private final Workers workers;
  private final Map<Integer, MaskBound> masks;

  Answering(KeySet keys, PlannedRounds rounds, Workers workers) {
    this.keys = keys;
    this.rounds = rounds;
    this.workers = workers;
    this.masks =
        IntStream.rangeClosed(1, rounds.count())
            .filter(rounds::masked)
            .boxed()
            .collect(Collectors.toMap(round -> round, round -> rounds.masks(round, 1)));
  }

  /** Any round but the one that makes new weights. */
  RefreshAnswer answer(RefreshRequest request, Operands operands) {
    RoundTerms terms = rounds.task().round(request.round());
    return switch (terms.kept()) {
      case SLOTS -> slots(request, operands, terms);
      case TRACE -> constants(request, operands, terms);
      case RELEASE -> released(request, operands, (Items.Scalars) terms.items());
      case SHARE, PARTIAL -> throw new IllegalArgumentException("These need this owner's shares.");
    };
  }

  private RefreshAnswer slots(RefreshRequest request, Operands operands, RoundTerms terms) {
    SlotRefresh refresh = new SlotRefresh(masks.get(request.round()), terms.factor());
    RefreshAnswer answer = RefreshAnswer.ofSlots(request, keys.self());
    RefreshSeed seed = seed(request);
    keys.withShare(
        share ->
            workers.map(
                operands.count(),
                item ->
                    operands.lend(
                        item,
                        pair ->
                            answer.slots(
                                item,
                                refresh
                                    .answer(
                                        share,
                                        new RefreshItem(seed, request.number(item)),
                                        operands.part(pair, 0),
                                        operands.part(pair, 1))
                                    .packed()))));
    return answer;
  }

  /** Traces that become ciphertexts as they are, times the round's factor; no shares are kept. */
  private RefreshAnswer constants(RefreshRequest request, Operands operands, RoundTerms terms) {
    IncrementRule<Void> rule =
        (nothing, traces) ->
            new IncrementRule.Outcome<>(
                null, traces.stream().map(terms.factor()::applyTo).toList());
    RefreshAnswer answer = RefreshAnswer.ofTraces(request, keys.self());
    keys.withShare(
        share ->
            workers.map(
                operands.count(),
                item -> {
                  TraceAnswer<Void> traced =
                      trace(share, request, operands, item, (Void) null, rule);
                  return answer.trace(item, traced.traces(), traced.encrypted());
                }));
    return answer;
  }

  private RefreshAnswer released(RefreshRequest request, Operands operands, Items.Scalars terms) {
    TraceRelease release = new TraceRelease(keys.parameters(), terms.floodBits());
    RefreshAnswer answer = RefreshAnswer.ofReleases(request, keys.self());
    RefreshSeed seed = seed(request);
    keys.withShare(
        share ->
            workers.map(
                operands.count(),
                item ->
                    operands.lend(
                        item,
                        pair ->
                            answer.released(
                                item,
                                release.answer(
                                    share,
                                    new RefreshItem(seed, request.number(item)),
                                    new TraceOperands(pair, 1, 2))))));
    return answer;
  }

  /**
   * Answers of the round that makes new weights.
   *
   * @param answer to be sent
   * @param next this owner's shares after the step: secret
   */
  record Traces(RefreshAnswer answer, WeightShares next) {
    @Override
    public String toString() {
      return "Traces[" + answer.items() + " features]";
    }
  }

  Traces step(RefreshRequest request, Operands operands, WeightShares current) {
    RefreshAnswer answer = RefreshAnswer.ofTraces(request, keys.self());
    List<WeightShares> next =
        keys.withShare(
            share ->
                workers.map(
                    operands.count(),
                    item -> step(share, request, operands, current, answer, item)));
    return new Traces(
        answer,
        new WeightShares(
            next.stream().map(one -> one.w().get(0)).toList(),
            next.stream().map(one -> one.v().get(0)).toList()));
  }

  private WeightShares step(
      SecretShare share,
      RefreshRequest request,
      Operands operands,
      WeightShares current,
      RefreshAnswer answer,
      int item) {
    NesterovStep step = rounds.step(request.iteration(), request.number(item));
    WeightShares mine =
        new WeightShares(List.of(current.w().get(item)), List.of(current.v().get(item)));
    TraceAnswer<WeightShares> traced =
        trace(
            share,
            request,
            operands,
            item,
            mine,
            (shares, traces) -> outcome(step.next(shares, traces)));
    answer.trace(item, traced.traces(), traced.encrypted());
    return traced.next();
  }

  /**
   * Shares of a step whose features' columns this owner has.
   *
   * @param content of what is traced, which the request does not show
   * @param withC0 whether this owner adds c_0's traces, which are public
   */
  Traces shares(
      RefreshRequest request,
      Sha256 content,
      ColumnOperands columns,
      boolean withC0,
      WeightShares current) {
    RefreshAnswer answer = RefreshAnswer.ofShares(request, keys.self());
    TraceRefresh refresh = new TraceRefresh(masks.get(request.round()));
    RefreshSeed seed = seed(request, content);
    int first = columns.first();
    Cut parts = new Cut(columns.count(), (columns.count() + PARTS - 1) / PARTS);
    List<BigInteger> drawn =
        keys
            .withShare(
                share ->
                    workers.map(
                        parts.slices(),
                        part -> {
                          int from = parts.first(part);
                          TraceRefresh.Masked masked =
                              refresh.masked(
                                  share,
                                  new RefreshItem(seed, first + from),
                                  columns.part(from, parts.count(part)),
                                  withC0);
                          for (int j = 0; j < parts.count(part); j++) {
                            answer.share(from + j, masked.trace(j));
                          }
                          return masked.masks();
                        }))
            .stream()
            .flatMap(List::stream)
            .toList();
    return new Traces(answer, rounds.step(request.iteration(), first).next(current, drawn));
  }

  /**
   * Blocks times this owner's shares, encrypted under the joint key.
   *
   * @param content of the shares, which the request does not show
   * @param w what the blocks are multiplied by, all features in order
   * @param product of a block and constants, [column][limb]
   */
  RefreshAnswer partial(
      RefreshRequest request,
      Sha256 content,
      List<BigInteger> w,
      BiFunction<Integer, long[], Ciphertext> product) {
    RefreshAnswer answer = RefreshAnswer.ofPartials(request, keys.self());
    ColumnEncryption encryption = keys.encryption();
    RefreshSeed seed = seed(request, content);
    keys.withShare(
        share ->
            workers.map(
                request.items(),
                item -> {
                  RefreshItem number = new RefreshItem(seed, request.number(item));
                  byte[] zero = encryption.zero(share, number);
                  try (Ciphertext mine =
                          product.apply(
                              request.number(item), NesterovStep.constants(keys.parameters(), w));
                      Ciphertext cover = unpacked(request, zero);
                      Ciphertext covered = mine.add(cover)) {
                    byte[] packed = new byte[2 * keys.parameters().packedBytes()];
                    covered.pack(0, 2, packed, 0);
                    return answer.partial(item, packed);
                  }
                }));
    return answer;
  }

  private Ciphertext unpacked(RefreshRequest request, byte[] packed) {
    return Ciphertext.unpack(
        keys.parameters(), 1, request.header().scaleBits(), request.header().keyId(), packed, 0);
  }

  private <S> TraceAnswer<S> trace(
      SecretShare share,
      RefreshRequest request,
      Operands operands,
      int item,
      S current,
      IncrementRule<S> rule) {
    RefreshItem number = new RefreshItem(seed(request), request.number(item));
    TraceRefresh refresh = new TraceRefresh(masks.get(request.round()));
    return operands.lend(
        item, pair -> refresh.answer(share, number, new TraceOperands(pair, 1, 2), current, rule));
  }

  /** Masks and noise of an answer follow from all that it is about, shown or not. */
  private RefreshSeed seed(RefreshRequest request, Sha256 content) {
    byte[] digest = Sha256.hash(request.digest(), content.bytes()).bytes();
    return new RefreshSeed(
        keys.fingerprint().bytes(), request.run(), request.iteration(), request.round(), digest);
  }

  private RefreshSeed seed(RefreshRequest request) {
    return RefreshSeed.of(keys.fingerprint().bytes(), request);
  }

  private static IncrementRule.Outcome<WeightShares> outcome(WeightShares next) {
    return new IncrementRule.Outcome<>(
        next, next.w().stream().map(NesterovStep::constant).toList());
  }
}
