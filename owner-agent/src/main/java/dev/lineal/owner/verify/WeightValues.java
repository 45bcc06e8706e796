package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Cut;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The encrypted weights that steps make and the cluster's shares of w and v, all computed by this
 * owner: per slice of features, of the latest two iterations, a file of the shares and one of the
 * packed c_0 of every weight, each behind the digest of its request: where a step's products are of
 * the weights, a slice may be checked when another one's new weights are here already. These
 * weights are also in native memory.
 */
final class WeightValues implements StartingWeights, AutoCloseable {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final List<BigInteger> start;
  private final EncryptedWeights[][] open;
  private final Sha256[][] opened;

  /**
   * @param start public integers at scale 2^40 before the first iteration; none for zero
   */
  WeightValues(CheckedRun run, HeParameters parameters, Kept kept, List<BigInteger> start) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.start = List.copyOf(start);
    int slices = features().slices();
    this.open = new EncryptedWeights[slices][2];
    this.opened = new Sha256[slices][2];
  }

  private Cut features() {
    return run.layout().featureCut();
  }

  private Place step(int iteration, int slice) {
    return new Place(iteration, run.task().stepRound(), slice);
  }

  boolean has(Place place) {
    return run.request(place)
        .map(digest -> kept.startsWith(name(place), digest.bytes()))
        .orElse(false);
  }

  /** Whether the cluster's shares after a step are here. */
  boolean hasShares(Place place) {
    return run.request(place)
        .map(digest -> kept.startsWith(sharesName(place), digest.bytes()))
        .orElse(false);
  }

  /** The cluster's shares after a step that makes no ciphertexts. */
  void keep(Place place, WeightShares shares) {
    Sha256 digest = run.request(place).orElseThrow();
    kept.write(sharesName(place), digest.bytes(), SharesFile.encode(shares));
  }

  /** Whether all weights after an iteration are here. */
  boolean knows(int iteration) {
    return IntStream.range(0, features().slices()).allMatch(slice -> has(step(iteration, slice)));
  }

  /**
   * @param weight makes each of the slice's fresh weights, which is closed here
   */
  void keep(Place place, WeightShares shares, IntFunction<Ciphertext> weight) {
    int each = parameters.packedBytes();
    int count = features().count(place.slice());
    byte[] packed = new byte[count * each];
    EncryptedWeights row =
        new EncryptedWeights(
            count,
            i -> {
              Ciphertext one = weight.apply(i);
              one.pack(0, 1, packed, i * each);
              return one;
            });
    Sha256 digest = run.request(place).orElseThrow();
    kept.write(sharesName(place), digest.bytes(), SharesFile.encode(shares));
    kept.write(name(place), digest.bytes(), packed);
    put(place.slice(), turn(place.iteration()), digest, row);
  }

  /** A digest of null stands for the public start. */
  private synchronized void put(int slice, int turn, Sha256 digest, EncryptedWeights weights) {
    if (open[slice][turn] != null) {
      open[slice][turn].close();
    }
    open[slice][turn] = weights;
    opened[slice][turn] = digest;
  }

  @Override
  public List<Candidate> before(int iteration) {
    return List.of(slice -> weights(iteration, slice));
  }

  /** Stay this object's, until those of the iteration after the next are kept. */
  private synchronized Optional<EncryptedWeights> weights(int iteration, int slice) {
    if (!run.task().solves().begins(iteration)) {
      return Optional.of(after(iteration - 1, slice));
    }
    if (start.isEmpty()) {
      return Optional.empty();
    }
    int turn = turn(iteration - 1);
    if (open[slice][turn] == null || opened[slice][turn] != null) {
      put(slice, turn, null, PublicConstants.row(parameters, run.keyId(), startOf(slice)));
    }
    return Optional.of(open[slice][turn]);
  }

  /** The weights that an iteration's step made; stay this object's like all of them. */
  synchronized EncryptedWeights after(int iteration, int slice) {
    return after(step(iteration, slice));
  }

  /** Copies of all weights after an iteration's step, for the caller to close. */
  synchronized List<Ciphertext> copies(int iteration) {
    List<Ciphertext> copies = new ArrayList<>();
    for (int slice = 0; slice < features().slices(); slice++) {
      EncryptedWeights made = after(iteration, slice);
      for (int j = 0; j < made.features(); j++) {
        copies.add(made.weight(j));
      }
    }
    return copies;
  }

  private List<BigInteger> startOf(int slice) {
    int first = features().first(slice);
    return start.subList(first, first + features().count(slice));
  }

  private EncryptedWeights after(Place place) {
    Sha256 digest = run.request(place).orElseThrow();
    int turn = turn(place.iteration());
    if (digest.equals(opened[place.slice()][turn])) {
      return open[place.slice()][turn];
    }
    byte[] content = require(place, name(place));
    RefreshSeed seed = run.seed(place);
    int first = features().first(place.slice());
    EncryptedWeights row =
        new EncryptedWeights(
            features().count(place.slice()),
            i ->
                Ciphertext.ofSeed(
                    parameters,
                    HeParameters.REFRESHED_SCALE_BITS,
                    run.keyId(),
                    seed.forItem(first + i),
                    content,
                    i * parameters.packedBytes()));
    put(place.slice(), turn, digest, row);
    return open[place.slice()][turn];
  }

  /** The cluster's shares before an iteration; it has all of a start. */
  WeightShares sharesBefore(int iteration, int slice) {
    if (run.task().solves().begins(iteration)) {
      return start.isEmpty()
          ? WeightShares.zero(features().count(slice))
          : WeightShares.of(startOf(slice));
    }
    Place place = step(iteration - 1, slice);
    return SharesFile.decode(require(place, sharesName(place)));
  }

  /**
   * An iteration's beside those of the one before, from which they come. Where the weights stay
   * shared, answers are made of them, which a resumed job asks for again: all are kept.
   */
  private String sharesName(Place place) {
    int which = run.plan().sharesWeights() ? place.iteration() : turn(place.iteration());
    return "shares-" + place.slice() + "-" + which;
  }

  private byte[] require(Place place, String name) {
    return run.request(place)
        .flatMap(digest -> PublicValues.tagged(kept, name, digest))
        .orElseThrow(
            () ->
                Refusal.of(
                    Rule.EVIDENCE_AT_HAND,
                    "This owner has not seen the other owners' answers in %s.",
                    place));
  }

  private static String name(Place place) {
    return Kept.WEIGHTS + place.slice() + "-" + turn(place.iteration());
  }

  /** An iteration's values replace those of the iteration before the last. */
  private static int turn(int iteration) {
    return iteration & 1;
  }

  @Override
  public synchronized void close() {
    for (int slice = 0; slice < open.length; slice++) {
      for (int turn = 0; turn < 2; turn++) {
        if (open[slice][turn] != null) {
          open[slice][turn].close();
          open[slice][turn] = null;
          opened[slice][turn] = null;
        }
      }
    }
  }
}
