package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.jobs.owners.Evidence;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The margins of one slice of blocks where weights stay shared: the owners' encrypted products of
 * the blocks with their shares, and the cluster's with its own.
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

  /** Degree 2, for the caller to close; owners are asked in every iteration but the first. */
  List<Ciphertext> products() {
    List<Ciphertext> products = new ArrayList<>();
    long[] constants =
        NesterovStep.constants(around.terms().key().parameters(), around.shares().get().w());
    try {
      for (int i = 0; i < slice.count(); i++) {
        products.add(clusters(slice.first() + i, constants.clone()));
      }
      if (around.iteration() > 0) {
        addOwners(products);
      }
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

  private Ciphertext clusters(int block, long[] constants) {
    try (BlockCache.Lease lease = around.borrow(block);
        Ciphertext product =
            lease.block().timesConstants(constants, HeParameters.REFRESHED_SCALE_BITS);
        Ciphertext nothing = nothing()) {
      return nothing.addLowerDegree(product);
    }
  }

  private Ciphertext nothing() {
    KeyTerms key = around.terms().key();
    byte[] zero = new byte[3 * key.parameters().packedBytes()];
    return Ciphertext.unpack(key.parameters(), 2, SCALE_BITS, key.keyId(), zero, 0);
  }

  private void addOwners(List<Ciphertext> products) {
    KeyTerms key = around.terms().key();
    int round = around.terms().shape().partialRound();
    RefreshRequest request =
        RefreshRequest.ofKnown(
            new RefreshRequest.Position(
                around.terms().run(), around.iteration(), round, slice.number()),
            key.parameters(),
            key.keyId(),
            SCALE_BITS,
            slice.first(),
            slice.count());
    Exchange.Answers asked = around.exchange().ask(request);
    evidence = around.exchange().evidence(request, () -> new byte[0], asked);
    List<byte[]> sums = new ArrayList<>();
    for (int i = 0; i < slice.count(); i++) {
      int item = i;
      try (Ciphertext sum = around.exchange().combining(() -> sum(asked.parsed(), item));
          Ciphertext before = products.get(i)) {
        products.set(i, before.addLowerDegree(sum));
        byte[] packed = new byte[2 * key.parameters().packedBytes()];
        sum.pack(0, 2, packed, 0);
        sums.add(packed);
      }
    }
    record = Optional.of(record(request, sums));
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
