package dev.lineal.owner.policy;

import dev.lineal.he.HeParameters;
import dev.lineal.he.Header;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.rounds.Items;
import dev.lineal.he.rounds.Pairs;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.lineage.manifest.Batches;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the plan cuts rounds into requests: items are the blocks of all datasets in the plan's order,
 * the features, the pairs of columns row by row, or released scalars.
 */
public record Layout(
    int blocks, int features, int iterations, Batches batches, List<RoundTerms> rounds) {
  private static final int PRELUDE = Header.BYTES + 48;
  private static final int ITEM_HEADER = 8;
  private static final int TRACE_BYTES = HeParameters.LIMBS * Long.BYTES;

  static Layout of(RunPlan plan) {
    int blocks = Math.toIntExact(plan.datasets().stream().mapToLong(PlannedDataset::blocks).sum());
    return new Layout(
        blocks,
        plan.training().features(),
        plan.iterations(),
        plan.batches(),
        PlannedRounds.task(plan).rounds());
  }

  /** How blocks are cut, whether or not a round asks for them. */
  public Cut blockCut() {
    return new Cut(blocks, batches.blocksPerRequest());
  }

  /** How features are cut, whether or not a round asks for them. */
  public Cut featureCut() {
    return new Cut(features, batches.featuresPerRequest());
  }

  /** Terms of a round, from 1. */
  public RoundTerms terms(int round) {
    return rounds.get(round - 1);
  }

  boolean releases(int round) {
    return terms(round).kept() == RoundTerms.Kept.RELEASE;
  }

  /** Whether the plan has such a request at all. */
  boolean has(Place place) {
    return place.round() >= 1
        && place.round() <= rounds.size()
        && place.iteration() < iterations
        && terms(place.round()).span().has(place.iteration())
        && place.slice() < slices(place.round());
  }

  /** Number of the round of owners' partial products; 0 where weights are encrypted. */
  public int partialRound() {
    return IntStream.rangeClosed(1, rounds.size())
        .filter(round -> terms(round).kept() == RoundTerms.Kept.PARTIAL)
        .findFirst()
        .orElse(0);
  }

  /** Number of a round's slices. */
  public int slices(int round) {
    Items items = terms(round).items();
    if (items instanceof Items.PairsOfColumns) {
      return pairs().rows();
    }
    return items instanceof Items.Scalars
        ? 1
        : (items(round) + perRequest(round) - 1) / perRequest(round);
  }

  /** Number of a slice's first item. */
  public int first(int round, int slice) {
    return terms(round).items() instanceof Items.PairsOfColumns
        ? pairs().first(slice)
        : slice * perRequest(round);
  }

  /** Number of items of a slice. */
  public int count(int round, int slice) {
    return terms(round).items() instanceof Items.PairsOfColumns
        ? pairs().count(slice)
        : Math.min(perRequest(round), items(round) - first(round, slice));
  }

  /** Coefficients and traces that the whole run answers under masks. */
  long answers(HeParameters parameters) {
    long sum = 0;
    for (int round = 1; round <= rounds.size(); round++) {
      long each = (long) items(round) * terms(round).masked(parameters);
      sum = Math.addExact(sum, Math.multiplyExact(each, terms(round).span().iterations()));
    }
    return sum;
  }

  /** Coefficients and traces of one request. */
  long answers(Place place, HeParameters parameters) {
    return (long) count(place.round(), place.slice()) * terms(place.round()).masked(parameters);
  }

  /** Scalars that one request makes known. */
  long scalars(Place place) {
    return releases(place.round()) ? count(place.round(), place.slice()) : 0;
  }

  /** Polynomials per item of a request. */
  int polynomials(int round) {
    return switch (terms(round).operands()) {
      case SENT -> 2;
      case FORMED -> 1;
      case KNOWN -> 0;
    };
  }

  /** Length of the longest evidence of a place: the other owners' answers and some c_0. */
  long longestEvidence(HeParameters parameters, int owners) {
    return IntStream.rangeClosed(1, rounds.size())
        .mapToLong(round -> evidence(round, parameters, owners - 1))
        .max()
        .orElse(0);
  }

  private long evidence(int round, HeParameters parameters, int others) {
    long items = count(round, 0);
    long answer = items * (ITEM_HEADER + answerBytes(round, parameters));
    return RefreshEvidence.PRELUDE
        + items * c0Bytes(round, parameters)
        + others * (RefreshEvidence.ANSWER_HEADER + RefreshAnswer.PRELUDE + answer);
  }

  private int answerBytes(int round, HeParameters parameters) {
    return switch (terms(round).kept()) {
      case SLOTS, PARTIAL -> 2 * parameters.packedBytes();
      case TRACE -> TRACE_BYTES + parameters.packedBytes();
      case RELEASE, SHARE -> TRACE_BYTES;
    };
  }

  /** Bytes of a product's c_0 that its evidence brings: what an owner cannot form itself. */
  public int c0Bytes(int round, HeParameters parameters) {
    boolean sent = terms(round).operands() == RoundTerms.Operands.SENT;
    return switch (terms(round).kept()) {
      case SLOTS -> sent ? parameters.packedBytes() : 0;
      case TRACE -> TRACE_BYTES;
      case RELEASE, SHARE, PARTIAL -> 0;
    };
  }

  /** Length of the longest request. */
  long longestRequest(HeParameters parameters) {
    return PRELUDE
        + IntStream.rangeClosed(1, rounds.size())
            .mapToLong(
                round ->
                    count(round, 0)
                        * (ITEM_HEADER + (long) polynomials(round) * parameters.packedBytes()))
            .max()
            .orElse(0);
  }

  /** Requests of the first round whose items are such, 0 where none is. */
  int slicesOf(Class<? extends Items> items) {
    return IntStream.rangeClosed(1, rounds.size())
        .filter(round -> items.isInstance(terms(round).items()))
        .map(this::slices)
        .findFirst()
        .orElse(0);
  }

  private Pairs pairs() {
    return new Pairs(features);
  }

  private int items(int round) {
    Items items = terms(round).items();
    if (items instanceof Items.Blocks) {
      return blocks;
    }
    if (items instanceof Items.Features) {
      return features;
    }
    return items instanceof Items.Scalars scalars ? scalars.count() : pairs().total();
  }

  private int perRequest(int round) {
    Items items = terms(round).items();
    if (items instanceof Items.Scalars scalars) {
      return scalars.count();
    }
    return items instanceof Items.Features
        ? batches.featuresPerRequest()
        : batches.blocksPerRequest();
  }
}
