package dev.lineal.lineage.licence;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * What a trainer wants a grant for; the rest are the terms' own limits.
 *
 * @param dataset its number on chain
 * @param purpose what for; plans must name the same
 * @param contentRoot the one version; empty for every version
 * @param expires empty for as long as the terms allow
 * @param use whether models may earn
 */
public record GrantWish(
    long dataset,
    String purpose,
    Optional<Sha256> contentRoot,
    Optional<Instant> expires,
    Use use) {
  public GrantWish {
    Require.range("dataset", dataset, 1, Long.MAX_VALUE);
    Require.text("purpose", purpose);
    Require.present("content_root", contentRoot);
    Require.present("use", use);
  }

  /** Whether models may earn. */
  public enum Use {
    RESEARCH,
    COMMERCIAL
  }
}
