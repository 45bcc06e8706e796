package dev.lineal.owner.policy;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NativeHandle;
import dev.lineal.he.Polynomials;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.lineage.Sha256;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The (c_1, c_2) of a request's items, checked canonical before any is used: sent, or, in rounds 2
 * to 4 of an activation, formed here from the refreshed c_0 and the seeds that this owner knows.
 */
final class Operands implements AutoCloseable {
  private final Queue<NativeHandle> opened = new ConcurrentLinkedQueue<>();
  private final HeParameters parameters;
  private List<? extends Polynomials> items = List.of();
  private List<Ciphertext> margins = List.of();
  private int first;

  private Operands(HeParameters parameters) {
    this.parameters = parameters;
  }

  /** Where earlier rounds' values come from. */
  interface Earlier {
    /** The public seed of the refresh that answered this slice in a round before. */
    RefreshSeed seed(int round);

    /** The packed c_0 of the slice's margins. */
    ByteBuffer margins();
  }

  static Operands open(
      RefreshRequest request, RoundTerms.Operands from, Earlier earlier, Workers workers) {
    Operands operands = new Operands(request.header().parameters());
    try {
      if (from == RoundTerms.Operands.SENT) {
        operands.items =
            workers.map(request.items(), item -> operands.keep(request.operands(item)));
      } else {
        operands.form(request, earlier, workers);
      }
      return operands;
    } catch (HeFormatException notCanonical) {
      operands.close();
      throw Refusal.of(Rule.CANONICAL_RESIDUES, notCanonical.getMessage());
    } catch (RuntimeException e) {
      operands.close();
      throw e;
    }
  }

  private void form(RefreshRequest request, Earlier earlier, Workers workers) {
    int round = request.round();
    RefreshSeed last = earlier.seed(round - 1);
    List<Ciphertext> values =
        workers.map(
            request.items(),
            item -> keep(request.refreshed(item, last.forItem(request.number(item)))));
    margins = round == 2 ? values : List.of();
    IntFunction<Ciphertext> y = round == 4 ? margins(request, earlier) : values::get;
    items = workers.map(request.items(), item -> product(round, y.apply(item), values.get(item)));
    first = 1;
  }

  private Ciphertext product(int round, Ciphertext margin, Ciphertext value) {
    try (Ciphertext complete = PlannedRounds.ACTIVATION.complete(round - 1, value)) {
      Ciphertext y = round == 2 ? complete : margin;
      return keep(PlannedRounds.ACTIVATION.product(round, y, complete));
    }
  }

  private IntFunction<Ciphertext> margins(RefreshRequest request, Earlier earlier) {
    RefreshSeed seed = earlier.seed(1);
    byte[] packed = bytes(earlier.margins());
    return item ->
        keep(
            Ciphertext.ofSeed(
                parameters,
                HeParameters.REFRESHED_SCALE_BITS,
                request.header().keyId(),
                seed.forItem(request.number(item)),
                packed,
                item * parameters.packedBytes()));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private <T extends NativeHandle> T keep(T handle) {
    opened.add(handle);
    return handle;
  }

  /** What round 2 brings and round 4 needs again: the y of every item. */
  List<Ciphertext> margins() {
    return margins;
  }

  /** What was sent or formed, one per item. */
  List<? extends Polynomials> items() {
    return items;
  }

  int count() {
    return items.size();
  }

  /** Lends c_1 and c_2 of an item, one after the other, residues in NTT form. */
  <T> T lend(int item, Function<ByteBuffer, T> reader) {
    int bytes = parameters.residueBytes();
    return items.get(item).withResidues(all -> reader.apply(all.slice(first * bytes, 2 * bytes)));
  }

  /** For the owner's code that wants one polynomial at a time. */
  ByteBuffer part(ByteBuffer pair, int polynomial) {
    return pair.slice(polynomial * parameters.residueBytes(), parameters.residueBytes());
  }

  static RefreshSeed seed(Sha256 keySet, Sha256 run, Place place, Sha256 digest) {
    return new RefreshSeed(
        keySet.bytes(), run.bytes(), place.iteration(), place.round(), digest.bytes());
  }

  @Override
  public void close() {
    opened.forEach(NativeHandle::close);
  }
}
