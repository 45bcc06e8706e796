package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.refresh.SlotRefresh;
import dev.lineal.jobs.owners.Evidence;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rounds per block of one slice of blocks in one iteration, kept in native memory. Asked for a
 * round it does the missing ones before it: an executor that starts anew repeats requests and gets
 * the same answers.
 */
final class SliceActivation implements AutoCloseable {
  private final Slice slice;
  private final List<RoundRecord> records = new ArrayList<>();

  /** Raw refreshed values by round, from 1; empty where they are not kept. */
  private final List<List<Ciphertext>> values = new ArrayList<>();

  private long attempt = -1;
  private List<Ciphertext> residuals = List.of();
  private Optional<Evidence> pending = Optional.empty();
  private Optional<RoundRecord> partial = Optional.empty();

  SliceActivation(Slice slice) {
    this.slice = slice;
  }

  /**
   * What a round needs from its task.
   *
   * @param attempt at the iteration by the driver: what an earlier one left here is not used
   * @param weights encrypted, where they are
   */
  record Surroundings(
      RunTerms terms,
      int iteration,
      long attempt,
      Supplier<EncryptedWeights> weights,
      BlockFeed feed,
      Exchange exchange) {
    BlockCache.Lease borrow(int block) {
      return BlockCache.SHARED.borrow(
          terms.blocks()[block], () -> feed.block(block), terms.cacheBytes());
    }
  }

  /** Does every round up to {@code round} that is missing; the record of {@code round}. */
  synchronized RoundRecord reach(int round, Surroundings around) {
    if (attempt != around.attempt()) {
      close();
      attempt = around.attempt();
    }
    while (records.size() < round) {
      records.add(next(records.size() + 1, around));
    }
    return records.get(round - 1);
  }

  /** The record of the owners' partial products, where margins are made of them. */
  synchronized Optional<RoundRecord> partial() {
    return partial;
  }

  /** The last round's values, such as sigma(-margin); stay this object's. */
  synchronized List<Ciphertext> residuals(Surroundings around) {
    if (residuals.isEmpty() || attempt != around.attempt()) {
      residuals = completed(around.terms().shape().slotRounds(), around);
    }
    return residuals;
  }

  /** Copies of a round's values for the caller to close. */
  synchronized List<Ciphertext> completed(int round, Surroundings around) {
    reach(around.terms().shape().slotRounds(), around);
    return values.get(round - 1).stream()
        .map(raw -> around.terms().shape().activation().complete(round, raw))
        .toList();
  }

  private RoundRecord next(int round, Surroundings around) {
    List<Ciphertext> products = round == 1 ? margins(around) : products(round, around);
    try {
      RefreshRequest.Position position =
          new RefreshRequest.Position(
              around.terms().run(), around.iteration(), round, slice.number());
      RefreshRequest request =
          round == 1
              ? RefreshRequest.ofProducts(position, slice.first(), products)
              : RefreshRequest.ofRefreshed(position, slice.first(), last());
      values.add(refresh(round, products, request, around));
      freeNeedless(round, around.terms().shape());
      return record(round, request, around);
    } finally {
      products.forEach(Ciphertext::close);
    }
  }

  /** Margins stay, and what a later round needs. */
  private void freeNeedless(int round, RunShape shape) {
    if (shape.keep() == RunShape.Keep.ALL) {
      return;
    }
    for (int before = 2; before < round; before++) {
      if (shape.activation().lastUse(before) <= round) {
        values.set(before - 1, closed(values.get(before - 1)));
      }
    }
  }

  private List<Ciphertext> last() {
    return values.get(values.size() - 1);
  }

  private static List<Ciphertext> closed(List<Ciphertext> ciphertexts) {
    ciphertexts.forEach(Ciphertext::close);
    return List.of();
  }

  private List<Ciphertext> margins(Surroundings around) {
    if (!around.terms().shape().shared()) {
      return forward(around);
    }
    SharedMargins margins = new SharedMargins(slice, around);
    List<Ciphertext> products = margins.products();
    pending = margins.evidence();
    partial = margins.record();
    return products;
  }

  private List<Ciphertext> forward(Surroundings around) {
    EncryptedWeights weights = around.weights().get();
    List<Ciphertext> products = new ArrayList<>();
    try {
      for (int i = 0; i < slice.count(); i++) {
        try (BlockCache.Lease lease = around.borrow(slice.first() + i)) {
          products.add(lease.block().times(weights));
        }
      }
      return products;
    } catch (RuntimeException e) {
      products.forEach(Ciphertext::close);
      throw e;
    }
  }

  private List<Ciphertext> products(int round, Surroundings around) {
    ActivationRounds activation = around.terms().shape().activation();
    List<Ciphertext> products = new ArrayList<>();
    for (int i = 0; i < slice.count(); i++) {
      int item = i;
      products.add(activation.product(round, value -> values.get(value - 1).get(item)));
    }
    return products;
  }

  private List<Ciphertext> refresh(
      int round, List<Ciphertext> products, RefreshRequest request, Surroundings around) {
    Exchange exchange = around.exchange();
    Exchange.Answers asked = exchange.ask(pending, request);
    List<RefreshAnswer> answers = asked.parsed();
    pending = exchange.evidence(request, () -> c0(round, products), asked);
    if (round == around.terms().shape().slotRounds()) {
      exchange.tell(pending);
      pending = Optional.empty();
    }
    RefreshSeed seed = RefreshSeed.of(around.terms().key().fingerprint(), request);
    return around
        .exchange()
        .combining(
            () ->
                combined(
                    around.terms().shape().activation().gamma(round), products, answers, seed));
  }

  private List<Ciphertext> combined(
      FixedPoint gamma, List<Ciphertext> products, List<RefreshAnswer> answers, RefreshSeed seed) {
    List<Ciphertext> fresh = new ArrayList<>();
    try {
      for (int i = 0; i < products.size(); i++) {
        try (SlotRefresh refresh = new SlotRefresh(products.get(i))) {
          for (RefreshAnswer answer : answers) {
            refresh.absorb(answer, i);
          }
          fresh.add(refresh.finish(seed.forItem(slice.first() + i), gamma));
        }
      }
      return fresh;
    } catch (RuntimeException e) {
      fresh.forEach(Ciphertext::close);
      throw e;
    }
  }

  /** What owners cannot form themselves: in round 1 the products' c_0, packed. */
  private static byte[] c0(int round, List<Ciphertext> products) {
    if (round > 1) {
      return new byte[0];
    }
    int each = products.get(0).parameters().packedBytes();
    byte[] packed = new byte[products.size() * each];
    for (int i = 0; i < products.size(); i++) {
      products.get(i).pack(0, 1, packed, i * each);
    }
    return packed;
  }

  private RoundRecord record(int round, RefreshRequest request, Surroundings around) {
    List<Ciphertext> last = last();
    List<byte[]> kept = new ArrayList<>();
    String[] hashes = new String[last.size()];
    for (int i = 0; i < hashes.length; i++) {
      byte[] c0 = new byte[last.get(i).parameters().packedBytes()];
      last.get(i).pack(0, 1, c0, 0);
      hashes[i] = around.exchange().hash(c0);
      kept.add(c0);
    }
    String digest = HexFormat.of().formatHex(request.digest());
    RefreshedValues table = around.terms().refreshed();
    return new RoundRecord(
        round,
        slice.number(),
        digest,
        slice.first(),
        hashes,
        table.keep(around.iteration(), round, slice.first(), hashes, kept));
  }

  /** Frees what the iteration made. */
  @Override
  public synchronized void close() {
    values.forEach(SliceActivation::closed);
    values.clear();
    residuals = closed(residuals);
    pending = Optional.empty();
    partial = Optional.empty();
    records.clear();
  }
}
