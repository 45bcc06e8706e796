package dev.lineal.owner.verify;

import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.owner.policy.Place;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The signed answers seen last, so that a value that contradicts them can be shown together with
 * them. At most 64 MiB, the oldest dropped first.
 */
final class RecentEvidence {
  private static final long MOST = 64L << 20;

  private final Map<Place, RefreshEvidence> recent = new LinkedHashMap<>();
  private long bytes;

  synchronized void keep(Place place, RefreshEvidence evidence) {
    if (recent.put(place, evidence) == null) {
      bytes += evidence.length();
    }
    Iterator<RefreshEvidence> oldest = recent.values().iterator();
    while (bytes > MOST && oldest.hasNext()) {
      bytes -= oldest.next().length();
      oldest.remove();
    }
  }

  /** What a failed check of values refreshed in a place is shown with. */
  synchronized Map<String, byte[]> files(Place place, byte[] expected) {
    RefreshEvidence evidence = recent.get(place);
    return evidence == null
        ? Map.of("expected.bin", expected)
        : Map.of("expected.bin", expected, "evidence.bin", bytes(evidence));
  }

  static Map<String, byte[]> files(RefreshEvidence evidence) {
    return Map.of("evidence.bin", bytes(evidence));
  }

  private static byte[] bytes(RefreshEvidence evidence) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    evidence.parts().forEach(all::writeBytes);
    return all.toByteArray();
  }
}
