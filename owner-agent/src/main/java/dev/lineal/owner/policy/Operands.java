package dev.lineal.owner.policy;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NativeHandle;
import dev.lineal.he.Polynomials;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.lineage.Sha256;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The (c_1, c_2) of a request's items, checked canonical before any is used: sent, or, in later
 * rounds of an activation, formed here from the refreshed c_0 and the seeds that this owner knows.
 */
final class Operands implements AutoCloseable {
  private final Queue<NativeHandle> opened = new ConcurrentLinkedQueue<>();
  private final HeParameters parameters;
  private List<? extends Polynomials> items = List.of();
  private List<Ciphertext> neededAgain = List.of();
  private int first;

  private Operands(HeParameters parameters) {
    this.parameters = parameters;
  }

  /** Where earlier rounds' values come from. */
  interface Earlier {
    /** The public seed of the refresh that answered this slice in a round before. */
    RefreshSeed seed(int round);

    /** The packed c_0 of the slice's values of a round before the last, as a request brought it. */
    ByteBuffer c0(int round);
  }

  static Operands sent(RefreshRequest request, Workers workers) {
    return open(
        request,
        operands ->
            operands.items =
                workers.map(request.items(), item -> operands.keep(request.operands(item))));
  }

  static Operands formed(
      RefreshRequest request, ActivationRounds activation, Earlier earlier, Workers workers) {
    return open(request, operands -> operands.form(request, activation, earlier, workers));
  }

  /** Of a request that only names its items. */
  static Operands none(HeParameters parameters) {
    return new Operands(parameters);
  }

  private static Operands open(RefreshRequest request, Consumer<Operands> reader) {
    Operands operands = new Operands(request.header().parameters());
    try {
      reader.accept(operands);
      return operands;
    } catch (HeFormatException notCanonical) {
      operands.close();
      throw Refusal.of(Rule.CANONICAL_RESIDUES, notCanonical.getMessage());
    } catch (RuntimeException e) {
      operands.close();
      throw e;
    }
  }

  private void form(
      RefreshRequest request, ActivationRounds activation, Earlier earlier, Workers workers) {
    int round = request.round();
    RefreshSeed seed = earlier.seed(round - 1);
    List<Ciphertext> last =
        workers.map(
            request.items(),
            item -> keep(request.refreshed(item, seed.forItem(request.number(item)))));
    Map<Integer, IntFunction<Ciphertext>> values = new HashMap<>();
    values.put(round - 1, last::get);
    for (int before = 1; before < round - 1; before++) {
      if (activation.uses(round, before)) {
        values.put(before, refreshed(request, earlier, before));
      }
    }
    items =
        workers.map(
            request.items(),
            item -> keep(activation.product(round, value -> values.get(value).apply(item))));
    neededAgain = activation.lastUse(round - 1) > round ? last : List.of();
    first = 1;
  }

  private IntFunction<Ciphertext> refreshed(RefreshRequest request, Earlier earlier, int round) {
    RefreshSeed seed = earlier.seed(round);
    byte[] packed = bytes(earlier.c0(round));
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

  /** What this request brings and a later round needs again, one per item; empty for nothing. */
  List<Ciphertext> neededAgain() {
    return neededAgain;
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
