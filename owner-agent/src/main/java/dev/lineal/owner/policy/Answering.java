package dev.lineal.owner.policy;

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
import dev.lineal.owner.keys.SlotRefresh;
import dev.lineal.owner.keys.TraceAnswer;
import dev.lineal.owner.keys.TraceOperands;
import dev.lineal.owner.keys.TraceRefresh;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes answers: the one place of the policy that borrows the share for refreshes. What comes here
 * has passed every check.
 */
final class Answering {
  private final KeySet keys;
  private final PlannedRounds rounds;
  private final Workers workers;
  private final List<MaskBound> masks;

  Answering(KeySet keys, PlannedRounds rounds, Workers workers) {
    this.keys = keys;
    this.rounds = rounds;
    this.workers = workers;
    this.masks =
        Stream.iterate(1, round -> round + 1)
            .limit(ActivationRounds.ROUNDS + 1L)
            .map(round -> rounds.masks(round, 1))
            .toList();
  }

  /** Rounds 1 to 4. */
  RefreshAnswer slots(RefreshRequest request, Operands operands) {
    SlotRefresh refresh =
        new SlotRefresh(
            masks.get(request.round() - 1), PlannedRounds.ACTIVATION.gamma(request.round()));
    RefreshSeed seed = RefreshSeed.of(keys.fingerprint().bytes(), request);
    RefreshAnswer answer = RefreshAnswer.ofSlots(request, keys.self());
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

  /**
   * Round 5.
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

  Traces traces(RefreshRequest request, Operands operands, WeightShares current) {
    RefreshAnswer answer = RefreshAnswer.ofTraces(request, keys.self());
    RefreshSeed seed = RefreshSeed.of(keys.fingerprint().bytes(), request);
    List<WeightShares> next =
        keys.withShare(
            share ->
                workers.map(
                    operands.count(),
                    item -> trace(share, request, seed, operands, current, answer, item)));
    return new Traces(
        answer,
        new WeightShares(
            next.stream().map(one -> one.w().get(0)).toList(),
            next.stream().map(one -> one.v().get(0)).toList()));
  }

  private WeightShares trace(
      SecretShare share,
      RefreshRequest request,
      RefreshSeed seed,
      Operands operands,
      WeightShares current,
      RefreshAnswer answer,
      int item) {
    int feature = request.number(item);
    NesterovStep step = rounds.step(request.iteration(), feature, 1);
    WeightShares mine =
        new WeightShares(List.of(current.w().get(item)), List.of(current.v().get(item)));
    TraceAnswer<WeightShares> traced =
        operands.lend(
            item,
            pair ->
                new TraceRefresh(masks.get(Layout.TRACE_ROUND - 1))
                    .answer(
                        share,
                        new RefreshItem(seed, feature),
                        new TraceOperands(pair, 1, 2),
                        mine,
                        (shares, traces) -> outcome(step.next(shares, traces))));
    answer.trace(item, traced.traces(), traced.encrypted());
    return traced.next();
  }

  private static IncrementRule.Outcome<WeightShares> outcome(WeightShares next) {
    return new IncrementRule.Outcome<>(
        next, next.w().stream().map(NesterovStep::constant).toList());
  }
}
