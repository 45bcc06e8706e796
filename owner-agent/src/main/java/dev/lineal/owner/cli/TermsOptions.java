package dev.lineal.owner.cli;

import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.LinealChain;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Terms: a preset, and what differs from it. */
public final class TermsOptions {
  @Option(names = "--preset", description = "research, commercial or evaluation.")
  private String preset;

  @Option(names = "--price-wei", defaultValue = "0", description = "Of a grant.")
  private BigInteger priceWei;

  @Option(
      names = "--share-bp",
      defaultValue = "0",
      description = "Your least share of every payment for a model, in basis points.")
  private int shareBp;

  @Option(names = "--purpose", description = "Allowed, word for word; may be repeated; else any.")
  private List<String> allowed = List.of();

  @Option(names = "--forbid", description = "A purpose that is not allowed; may be repeated.")
  private List<String> forbidden = List.of();

  @Option(names = "--release", description = "What may be released; may be repeated.")
  private List<String> releases = List.of();

  @Option(names = "--iterations", description = "That runs under one grant may make together.")
  private Long iterations;

  @Option(names = "--released-scalars", description = "Numbers that they may release together.")
  private Long releasedScalars;

  /** The terms asked for; empty where no preset was named. */
  public Optional<LicenceTerms> terms(LinealChain chain) {
    if (preset == null) {
      return Optional.empty();
    }
    LicenceTerms base = chain.datasets().preset(named(), priceWei, shareBp);
    return Optional.of(
        new LicenceTerms(
            allowed,
            forbidden,
            base.commercialUse(),
            base.derivatives(),
            base.invitationOnly(),
            base.tasks(),
            base.revenueShareBp(),
            iterations == null ? base.iterations() : iterations,
            releasedScalars == null ? base.releasedScalars() : releasedScalars,
            base.duration(),
            releases.isEmpty() ? base.releases() : releases,
            base.priceWei()));
  }

  private LicenceTerms.Preset named() {
    try {
      return LicenceTerms.Preset.valueOf(preset.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--preset: must be research, commercial or evaluation, but is '" + preset + "'");
    }
  }
}
