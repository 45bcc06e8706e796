package dev.lineal.owner.verify;

import dev.lineal.owner.policy.Place;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What was kept last, by place: at most 64 MiB, the oldest dropped first. */
final class Recent<T> {
  private static final long MOST = 64L << 20;

  private final Map<Place, T> recent = new LinkedHashMap<>();
  private final ToLongFunction<T> length;
  private long bytes;

  /**
   * @param length in bytes, always the same of one object
   */
  Recent(ToLongFunction<T> length) {
    this.length = length;
  }

  synchronized void keep(Place place, T value) {
    take(place);
    recent.put(place, value);
    bytes += length.applyAsLong(value);
    Iterator<T> oldest = recent.values().iterator();
    while (bytes > MOST && oldest.hasNext()) {
      bytes -= length.applyAsLong(oldest.next());
      oldest.remove();
    }
  }

  synchronized Optional<T> find(Place place) {
    return Optional.ofNullable(recent.get(place));
  }

  /** What is kept of a place, which is forgotten. */
  synchronized Optional<T> take(Place place) {
    Optional<T> found = Optional.ofNullable(recent.remove(place));
    found.ifPresent(value -> bytes -= length.applyAsLong(value));
    return found;
  }
}
