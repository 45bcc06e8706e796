package dev.lineal.owner.verify;

import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.owner.policy.Place;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * This owner's latest answers, each until it is needed: the other owners' mostly follow at once,
 * and then nothing is read from the disk. At most 64 MiB, the oldest dropped first.
 */
final class RecentAnswers {
  private static final long MOST = 64L << 20;

  private final Map<Place, RefreshAnswer> recent = new LinkedHashMap<>();
  private long bytes;

  synchronized void keep(Place place, RefreshAnswer answer) {
    take(place);
    recent.put(place, answer);
    bytes += answer.length();
    Iterator<RefreshAnswer> oldest = recent.values().iterator();
    while (bytes > MOST && oldest.hasNext()) {
      bytes -= oldest.next().length();
      oldest.remove();
    }
  }

  synchronized Optional<RefreshAnswer> take(Place place) {
    Optional<RefreshAnswer> found = Optional.ofNullable(recent.remove(place));
    found.ifPresent(answer -> bytes -= answer.length());
    return found;
  }
}
