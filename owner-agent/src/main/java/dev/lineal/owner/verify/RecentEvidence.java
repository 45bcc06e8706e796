package dev.lineal.owner.verify;

import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.owner.policy.Place;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/**
 * The signed answers seen last, so that a value that contradicts them can be shown together with
 * them.
 */
final class RecentEvidence {
  private final Recent<RefreshEvidence> recent = new Recent<>(RefreshEvidence::length);

  void keep(Place place, RefreshEvidence evidence) {
    recent.keep(place, evidence);
  }

  /** What a failed check of values refreshed in a place is shown with. */
  Map<String, byte[]> files(Place place, byte[] expected) {
    return recent
        .find(place)
        .map(evidence -> Map.of("expected.bin", expected, "evidence.bin", bytes(evidence)))
        .orElseGet(() -> Map.of("expected.bin", expected));
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
