package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gradient of a slice of features, formed by this owner of all blocks and the values refreshed
 * last, where weights stay shared. The constants of its c_0, which are the cluster's own part of
 * the traces, are kept for the other owners' answers.
 */
final class OwnGradient {
  private static final int SCALE =
      HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;

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

  /** Of a request's features; the caller closes it. */
  GradientAccumulator of(RefreshRequest request) {
    Place place = Place.of(request);
    GradientAccumulator sums =
        new GradientAccumulator(parameters, run.keyId(), request.items(), SCALE);
    List<Ciphertext> residuals = new ArrayList<>();
    try {
      for (int slice = 0; slice < run.layout().blockCut().slices(); slice++) {
        Place last = new Place(place.iteration(), place.round() - 1, slice);
        residuals.addAll(values.completed(last));
      }
      List<Integer> all = IntStream.range(0, residuals.size()).boxed().toList();
      blocks.with(all, open -> sums.addFrom(request.number(0), open, residuals));
      keepConstants(place, request, sums);
      return sums;
    } catch (RuntimeException e) {
      sums.close();
      throw e;
    } finally {
      residuals.forEach(Ciphertext::close);
    }
  }

  private void keepConstants(Place place, RefreshRequest request, GradientAccumulator sums) {
    ByteBuffer constants = ByteBuffer.allocate(sums.columns() * HeParameters.LIMBS * Long.BYTES);
    for (int j = 0; j < sums.columns(); j++) {
      constants.put(Residues.bytes(sums.constantOfC0(j)));
    }
    kept.write(name(place), request.digest(), constants.array());
  }

  /** The constants of c_0, a residue per limb each. */
  List<long[]> constants(Place place) {
    byte[] bytes =
        PublicValues.tagged(kept, name(place), run.request(place).orElseThrow())
            .orElseThrow(
                () -> Refusal.of(Rule.EVIDENCE_AT_HAND, "The gradient of %s was lost.", place));
    return Residues.all(parameters, bytes);
  }

  private static String name(Place place) {
    return "gradient-" + place.slice();
  }
}
