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
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The encrypted weights that steps make and the cluster's shares of w and v, all computed by this
 * owner: per slice of features, of the latest iteration, a file of the shares and one of the packed
 * c_0 of every weight, each behind the digest of its request. The latest weights are also in native
 * memory.
 */
final class WeightValues implements StartingWeights, AutoCloseable {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final List<BigInteger> start;
  private final EncryptedWeights[] open;
  private final Sha256[] opened;

  /**
   * @param start public integers at scale 2^40 before the first iteration; none for zero
   */
  WeightValues(CheckedRun run, HeParameters parameters, Kept kept, List<BigInteger> start) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.start = List.copyOf(start);
    int slices = features().slices();
    this.open = new EncryptedWeights[slices];
    this.opened = new Sha256[slices];
  }

  private Cut features() {
    return run.layout().featureCut();
  }

  private Place step(int iteration, int slice) {
    return new Place(iteration, run.task().stepRound(), slice);
  }

  boolean has(Place place) {
    return run.request(place)
        .map(digest -> kept.startsWith(name(place.slice()), digest.bytes()))
        .orElse(false);
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
    kept.write(name(place.slice()), digest.bytes(), packed);
    put(place.slice(), digest, row);
  }

  private synchronized void put(int slice, Sha256 digest, EncryptedWeights weights) {
    if (open[slice] != null) {
      open[slice].close();
    }
    open[slice] = weights;
    opened[slice] = digest;
  }

  @Override
  public List<Candidate> before(int iteration) {
    return List.of(slice -> weights(iteration, slice));
  }

  /** Stay this object's, until the next iteration's are kept. */
  private synchronized Optional<EncryptedWeights> weights(int iteration, int slice) {
    if (iteration > 0) {
      return Optional.of(after(step(iteration - 1, slice)));
    }
    if (start.isEmpty()) {
      return Optional.empty();
    }
    if (open[slice] == null) {
      open[slice] = PublicConstants.row(parameters, run.keyId(), startOf(slice));
    }
    return Optional.of(open[slice]);
  }

  private List<BigInteger> startOf(int slice) {
    int first = features().first(slice);
    return start.subList(first, first + features().count(slice));
  }

  private EncryptedWeights after(Place place) {
    Sha256 digest = run.request(place).orElseThrow();
    if (digest.equals(opened[place.slice()])) {
      return open[place.slice()];
    }
    byte[] content = require(place, name(place.slice()));
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
    put(place.slice(), digest, row);
    return open[place.slice()];
  }

  /** The cluster's shares after an iteration; before the first it has all of the start. */
  WeightShares shares(int iteration, int slice) {
    if (iteration < 0) {
      return start.isEmpty()
          ? WeightShares.zero(features().count(slice))
          : WeightShares.of(startOf(slice));
    }
    Place place = step(iteration, slice);
    return SharesFile.decode(require(place, sharesName(place)));
  }

  /** An iteration's beside those of the one before, from which they come. */
  private static String sharesName(Place place) {
    return "shares-" + place.slice() + "-" + (place.iteration() & 1);
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

  private static String name(int slice) {
    return Kept.WEIGHTS + slice;
  }

  @Override
  public synchronized void close() {
    for (int slice = 0; slice < open.length; slice++) {
      if (open[slice] != null) {
        open[slice].close();
        open[slice] = null;
        opened[slice] = null;
      }
    }
  }
}
