package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The refreshed slots, and pairs of a Gram matrix, that this owner computed itself, one file per
 * round and slice, the latest iteration's: the digest of the request, then the packed c_0 of every
 * item.
 */
final class PublicValues {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;

  PublicValues(CheckedRun run, HeParameters parameters, Kept kept) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
  }

  boolean has(Place place) {
    return run.request(place)
        .map(digest -> kept.startsWith(name(place), digest.bytes()))
        .orElse(false);
  }

  /** Keeps the packed c_0 of every item. */
  void keep(Place place, List<byte[]> packed) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(run.request(place).orElseThrow().bytes());
    parts.addAll(packed);
    kept.write(name(place), parts.toArray(byte[][]::new));
  }

  /** Packed c_0, one item after another. */
  byte[] packed(Place place) {
    return find(place)
        .orElseThrow(
            () ->
                Refusal.of(
                    Rule.EVIDENCE_AT_HAND,
                    "This owner has not seen the other owners' answers in %s.",
                    place));
  }

  /** The values, before a constant is added; the caller closes them. */
  List<Ciphertext> open(Place place) {
    byte[] packed = packed(place);
    RefreshSeed seed = run.seed(place);
    List<Ciphertext> values = new ArrayList<>();
    int first = run.layout().first(place.round(), place.slice());
    for (int i = 0; i < run.layout().count(place.round(), place.slice()); i++) {
      values.add(
          Ciphertext.ofSeed(
              parameters,
              HeParameters.REFRESHED_SCALE_BITS,
              run.keyId(),
              seed.forItem(first + i),
              packed,
              i * parameters.packedBytes()));
    }
    return values;
  }

  /** The values with the constant that the round adds; the caller closes them. */
  List<Ciphertext> completed(Place place) {
    List<Ciphertext> completed = new ArrayList<>();
    for (Ciphertext value : open(place)) {
      try (value) {
        completed.add(run.activation().complete(place.round(), value));
      }
    }
    return completed;
  }

  private Optional<byte[]> find(Place place) {
    return run.request(place).flatMap(digest -> tagged(kept, name(place), digest));
  }

  /** The content of a file behind the digest that it starts with. */
  static Optional<byte[]> tagged(Kept kept, String name, Sha256 digest) {
    return kept.read(name)
        .filter(content -> content.length > Sha256.BYTES)
        .filter(content -> Arrays.equals(content, 0, Sha256.BYTES, digest.bytes(), 0, Sha256.BYTES))
        .map(content -> Arrays.copyOfRange(content, Sha256.BYTES, content.length));
  }

  private static String name(Place place) {
    return "value-" + place.round() + "-" + place.slice();
  }
}
