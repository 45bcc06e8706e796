package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Layout;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The encrypted weights after round 5 and the cluster's shares of w and v, all computed by this
 * owner: one file per slice of features, of the latest iteration. Content: digest of the request;
 * length of what follows up to the weights; count; w and v, each number after its length; then the
 * packed c_0 of every weight. The latest weights are also in native memory.
 */
final class WeightValues implements AutoCloseable {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final EncryptedWeights[] open;
  private final Sha256[] opened;

  WeightValues(CheckedRun run, HeParameters parameters, Kept kept) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    int slices = run.layout().slices(Layout.TRACE_ROUND);
    this.open = new EncryptedWeights[slices];
    this.opened = new Sha256[slices];
  }

  boolean has(Place place) {
    return run.request(place)
        .map(digest -> kept.startsWith(name(place.slice()), digest.bytes()))
        .orElse(false);
  }

  void keep(Place place, WeightShares shares, List<Ciphertext> weights) {
    int each = parameters.packedBytes();
    byte[] packed = new byte[weights.size() * each];
    for (int i = 0; i < weights.size(); i++) {
      weights.get(i).pack(0, 1, packed, i * each);
    }
    byte[] numbers = encode(shares);
    byte[] length = intBytes(numbers.length);
    Sha256 digest = run.request(place).orElseThrow();
    kept.write(name(place.slice()), digest.bytes(), length, numbers, packed);
    put(place.slice(), digest, new EncryptedWeights(weights));
  }

  private synchronized void put(int slice, Sha256 digest, EncryptedWeights weights) {
    if (open[slice] != null) {
      open[slice].close();
    }
    open[slice] = weights;
    opened[slice] = digest;
  }

  /**
   * The weights that a slice had after an iteration; stay this object's, until the next iteration's
   * are kept.
   *
   * @throws Refusal when this owner cannot know them yet
   */
  synchronized EncryptedWeights weights(Place place) {
    Sha256 digest = run.request(place).orElseThrow();
    if (digest.equals(opened[place.slice()])) {
      return open[place.slice()];
    }
    byte[] content = require(place);
    int at = Integer.BYTES + intAt(content);
    RefreshSeed seed = run.seed(place);
    int first = run.layout().first(Layout.TRACE_ROUND, place.slice());
    List<Ciphertext> weights = new ArrayList<>();
    try {
      for (int i = 0; i < run.layout().count(Layout.TRACE_ROUND, place.slice()); i++) {
        weights.add(
            Ciphertext.ofSeed(
                parameters,
                HeParameters.REFRESHED_SCALE_BITS,
                run.keyId(),
                seed.forItem(first + i),
                content,
                at + i * parameters.packedBytes()));
      }
      put(place.slice(), digest, new EncryptedWeights(weights));
    } finally {
      weights.forEach(Ciphertext::close);
    }
    return open[place.slice()];
  }

  /** The cluster's shares after an iteration; before the first they are 0. */
  WeightShares shares(int iteration, int slice) {
    int count = run.layout().count(Layout.TRACE_ROUND, slice);
    if (iteration < 0) {
      return WeightShares.zero(count);
    }
    byte[] content = require(new Place(iteration, Layout.TRACE_ROUND, slice));
    return decode(Arrays.copyOfRange(content, Integer.BYTES, Integer.BYTES + intAt(content)));
  }

  private byte[] require(Place place) {
    return find(place)
        .orElseThrow(
            () ->
                Refusal.of(
                    Rule.EVIDENCE_AT_HAND,
                    "This owner has not seen the other owners' answers in %s.",
                    place));
  }

  private Optional<byte[]> find(Place place) {
    return run.request(place)
        .flatMap(digest -> PublicValues.tagged(kept, name(place.slice()), digest));
  }

  private static String name(int slice) {
    return "weights-" + slice;
  }

  private static byte[] intBytes(int value) {
    return java.nio.ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  private static int intAt(byte[] content) {
    return java.nio.ByteBuffer.wrap(content).getInt();
  }

  private static byte[] encode(WeightShares shares) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(shares.w().size());
      for (List<BigInteger> numbers : List.of(shares.w(), shares.v())) {
        for (BigInteger number : numbers) {
          byte[] value = number.toByteArray();
          out.writeInt(value.length);
          out.write(value);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static WeightShares decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readInt();
      return new WeightShares(numbers(in, count), numbers(in, count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<BigInteger> numbers(DataInputStream in, int count) throws IOException {
    List<BigInteger> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(new BigInteger(in.readNBytes(in.readInt())));
    }
    return numbers;
  }

  @Override
  public synchronized void close() {
    for (int slice = 0; slice < open.length; slice++) {
      if (open[slice] != null) {
        open[slice].close();
        open[slice] = null;
        opened[slice] = null;
      }
    }
  }
}
