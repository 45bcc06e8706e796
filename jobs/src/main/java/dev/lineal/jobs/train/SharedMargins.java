package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.jobs.owners.Evidence;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The margins of one slice of blocks where weights stay shared: the sum of the owners' encrypted
 * products of the blocks with their shares, the first owner's of the cluster's shares, too.
 */
final class SharedMargins {
  private static final int SCALE_BITS =
      HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;

  private final Slice slice;
  private final SliceActivation.Surroundings around;
  private Optional<Evidence> evidence = Optional.empty();
  private Optional<RoundRecord> record = Optional.empty();

  SharedMargins(Slice slice, SliceActivation.Surroundings around) {
    this.slice = slice;
    this.around = around;
  }

  /** Degree 2, for the caller to close. */
  List<Ciphertext> products() {
    KeyTerms key = around.terms().key();
    RefreshRequest request =
        RefreshRequest.ofKnown(
            new RefreshRequest.Position(
                around.terms().run(),
                around.iteration(),
                around.terms().shape().partialRound(),
                slice.number()),
            key.parameters(),
            key.keyId(),
            SCALE_BITS,
            slice.first(),
            slice.count());
    Exchange.Answers asked = around.exchange().ask(request);
    evidence = around.exchange().evidence(request, () -> new byte[0], asked);
    List<byte[]> sums = new ArrayList<>();
    List<Ciphertext> products = new ArrayList<>();
    try {
      for (int i = 0; i < slice.count(); i++) {
        int item = i;
        try (Ciphertext sum = around.exchange().combining(() -> sum(asked.parsed(), item))) {
          products.add(key.raised(sum));
          byte[] packed = new byte[2 * key.parameters().packedBytes()];
          sum.pack(0, 2, packed, 0);
          sums.add(packed);
        }
      }
      record = Optional.of(record(request, sums));
      return products;
    } catch (RuntimeException e) {
      products.forEach(Ciphertext::close);
      throw e;
    }
  }

  /** What owners that check the cluster must get before the margins are asked for. */
  Optional<Evidence> evidence() {
    return evidence;
  }

  /** Of the owners' products. */
  Optional<RoundRecord> record() {
    return record;
  }

  private static Ciphertext sum(List<RefreshAnswer> answers, int item) {
    Ciphertext sum = answers.get(0).partial(item, SCALE_BITS);
    for (RefreshAnswer answer : answers.subList(1, answers.size())) {
      try (Ciphertext before = sum;
          Ciphertext part = answer.partial(item, SCALE_BITS)) {
        sum = before.add(part);
      }
    }
    return sum;
  }

  private RoundRecord record(RefreshRequest request, List<byte[]> sums) {
    String[] hashes = sums.stream().map(around.exchange()::hash).toArray(String[]::new);
    return new RoundRecord(
        request.round(),
        slice.number(),
        HexFormat.of().formatHex(request.digest()),
        slice.first(),
        hashes,
        around
            .terms()
            .refreshed()
            .keep(around.iteration(), request.round(), slice.first(), hashes, sums));
  }
}
