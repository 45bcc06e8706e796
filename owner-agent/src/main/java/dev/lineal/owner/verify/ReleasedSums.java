package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Polynomials;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.TraceRelease;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run releases. This owner forms the same products of values that it knows, so the
 * comparison is exact. What all owners' answers give is kept as the released number.
 */
final class ReleasedSums {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final ReleasedValues values;

  ReleasedSums(CheckedRun run, HeParameters parameters, Kept kept, ReleasedValues values) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.values = values;
  }

  void check(RefreshRequest request, List<? extends Polynomials> sent) {
    Place place = Place.of(request);
    List<byte[]> constants = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      try (Ciphertext own = values.of(place, i)) {
        byte[] expected = new byte[2 * parameters.packedBytes()];
        own.pack(1, 2, expected, 0);
        byte[] got = new byte[expected.length];
        sent.get(i).pack(0, 2, got, 0);
        Identity.RELEASED.require(place, "scalar " + i, parameters, got, expected, Map.of());
        constants.add(Residues.bytes(own.constantOfC0()));
      }
    }
    constants.add(0, request.digest());
    kept.write(constantsName(place), constants.toArray(byte[][]::new));
  }

  boolean has(Place place) {
    return run.request(place)
        .map(digest -> kept.startsWith(name(place), digest.bytes()))
        .orElse(false);
  }

  /** Keeps what all owners' answers give. */
  void keep(Place place, List<RefreshAnswer> all) {
    byte[] constants =
        PublicValues.tagged(kept, constantsName(place), run.request(place).orElseThrow())
            .orElseThrow(
                () -> Refusal.of(Rule.EVIDENCE_AT_HAND, "The check of %s was lost.", place));
    List<long[]> c0 = Residues.all(parameters, constants);
    List<BigInteger> sums = new ArrayList<>();
    for (int i = 0; i < c0.size(); i++) {
      sums.add(TraceRelease.sum(parameters, c0.get(i), all, i));
    }
    String text = sums.stream().map(BigInteger::toString).collect(Collectors.joining("\n"));
    kept.write(
        name(place),
        run.request(place).orElseThrow().bytes(),
        text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Refuses another number than the one that was released in a place. */
  void require(Place place, BigInteger shown) {
    String known =
        run.request(place)
            .flatMap(digest -> PublicValues.tagged(kept, name(place), digest))
            .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
            .orElseThrow(
                () ->
                    Refusal.of(
                        Rule.CURVATURE_SHOWN,
                        "This owner checks clusters and has not seen the other owners' answers"
                            + " in %s.",
                        place));
    if (!Arrays.asList(known.split("\n")).contains(shown.toString())) {
      throw Refusal.of(
          Rule.CURVATURE_SHOWN, "In %s another number was released than is shown.", place);
    }
  }

  private static String name(Place place) {
    return Kept.RELEASED + place.round() + "-" + place.iteration();
  }

  private static String constantsName(Place place) {
    return "constants-" + place.round() + "-" + place.iteration();
  }
}
