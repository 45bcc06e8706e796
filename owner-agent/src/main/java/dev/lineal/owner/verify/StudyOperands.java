package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.OwnOperands;
import dev.lineal.owner.policy.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Of a run's shards, the values refreshed last and what steps made public. */
final class StudyOperands implements OwnOperands {
  private final CheckedRun run;
  private final ShardPass pass;
  private final StudyBlocks blocks;
  private final PublicValues values;
  private final WeightValues weights;

  StudyOperands(
      CheckedRun run,
      ShardPass pass,
      StudyBlocks blocks,
      PublicValues values,
      WeightValues weights) {
    this.run = run;
    this.pass = pass;
    this.blocks = blocks;
    this.values = values;
    this.weights = weights;
  }

  /** Refuses what needs the shards until they are here. */
  void requireShards() {
    pass.start();
    pass.requireDone();
  }

  @Override
  public <T> T withColumns(
      RefreshRequest step, BiFunction<List<EncryptedBlock>, List<Ciphertext>, T> body) {
    requireShards();
    Place place = Place.of(step);
    List<Ciphertext> residuals = new ArrayList<>();
    try {
      for (int slice = 0; slice < run.layout().blockCut().slices(); slice++) {
        residuals.addAll(values.completed(new Place(place.iteration(), place.round() - 1, slice)));
      }
      List<Integer> all = IntStream.range(0, residuals.size()).boxed().toList();
      return blocks.with(all, open -> body.apply(open, residuals));
    } finally {
      residuals.forEach(Ciphertext::close);
    }
  }

  @Override
  public Ciphertext product(int block, long[] constants) {
    requireShards();
    return blocks.with(
        List.of(block),
        open -> open.get(0).timesConstants(constants, HeParameters.REFRESHED_SCALE_BITS));
  }

  @Override
  public List<BigInteger> publicShares(int iteration) {
    return IntStream.range(0, run.layout().featureCut().slices())
        .mapToObj(slice -> weights.sharesBefore(iteration, slice))
        .flatMap(slice -> slice.w().stream())
        .toList();
  }
}
