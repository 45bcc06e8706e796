package dev.lineal.lineage.cli;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.GrantWish;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a grant is for. */
public final class WishOptions {
  @Option(names = "--dataset", required = true, description = "Its number on chain.")
  private long dataset;

  @Option(names = "--purpose", required = true, description = "What for, word for word.")
  private String purpose;

  @Option(names = "--content", description = "The one version allowed; else every version.")
  private String content;

  @Option(names = "--expires", description = "As 2027-01-31T00:00:00Z; else as late as possible.")
  private Instant expires;

  @Option(names = "--commercial", description = "Models may earn.")
  private boolean commercial;

  /** As asked of the market. */
  public GrantWish wish() {
    return new GrantWish(
        dataset,
        purpose,
        Optional.ofNullable(content).map(Sha256::parse),
        Optional.ofNullable(expires),
        commercial ? GrantWish.Use.COMMERCIAL : GrantWish.Use.RESEARCH);
  }
}
