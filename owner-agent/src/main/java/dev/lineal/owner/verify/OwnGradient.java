package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The gradient of a slice of features, formed by this owner of all blocks and the values refreshed
 * last, where weights stay shared. The constants of its c_0, which are the cluster's own part of
 * the traces, are kept for the other owners' answers.
 */
final class OwnGradient {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final StudyBlocks blocks;
  private final PublicValues values;

  OwnGradient(
      CheckedRun run, HeParameters parameters, Kept kept, StudyBlocks blocks, PublicValues values) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.blocks = blocks;
    this.values = values;
  }

  /** Lends what the traces of a request's features are of. */
  <T> T with(RefreshRequest request, BiFunction<List<EncryptedBlock>, List<Ciphertext>, T> body) {
    Place place = Place.of(request);
    List<Ciphertext> residuals = new ArrayList<>();
    try {
      for (int slice = 0; slice < run.layout().blockCut().slices(); slice++) {
        residuals.addAll(values.completed(new Place(place.iteration(), place.round() - 1, slice)));
      }
      List<Integer> all = IntStream.range(0, residuals.size()).boxed().toList();
      return blocks.with(
          all,
          open -> {
            int first = request.number(0);
            keepConstants(
                place,
                request,
                EncryptedBlock.constantsOfC0(open, residuals, first, request.items()));
            return body.apply(open, residuals);
          });
    } finally {
      residuals.forEach(Ciphertext::close);
    }
  }

  private void keepConstants(Place place, RefreshRequest request, List<long[]> constants) {
    kept.write(
        name(place),
        Stream.concat(Stream.of(request.digest()), constants.stream().map(Residues::bytes))
            .toArray(byte[][]::new));
  }

  /** The constants of c_0, a residue per limb each. */
  List<long[]> constants(Place place) {
    byte[] bytes =
        PublicValues.tagged(kept, name(place), run.request(place).orElseThrow())
            .orElseThrow(
                () -> Refusal.of(Rule.EVIDENCE_AT_HAND, "The constants of %s were lost.", place));
    return Residues.all(parameters, bytes);
  }

  private static String name(Place place) {
    return "gradient-" + place.slice();
  }
}
