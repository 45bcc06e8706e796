package dev.lineal.lineage.licence;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.time.Instant;

/**
 * An owner takes a grant back, for good.
 *
 * @param grant its id
 * @param reason a text that the licensee reads
 * @param revokedAt whole seconds
 */
public record Revocation(Sha256 grant, String reason, Instant revokedAt) {
  public Revocation {
    Require.present("grant", grant);
    Require.text("reason", reason);
    Require.seconds("revoked_at", revokedAt);
  }
}
