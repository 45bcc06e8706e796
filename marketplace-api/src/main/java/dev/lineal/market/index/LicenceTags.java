package dev.lineal.market.index;

import dev.lineal.lineage.chain.ChainGrant;
import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.ModelTerms;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a licence allows, as tags that lists filter by. */
public final class LicenceTags {
  /** Models may earn. */
  public static final String COMMERCIAL = "commercial";

  /** They may not. */
  public static final String NON_COMMERCIAL = "non-commercial";

  /** Models may be parents of others. */
  public static final String DERIVATIVES = "derivatives";

  /** They may not. */
  public static final String NO_DERIVATIVES = "no-derivatives";

  /** It costs nothing. */
  public static final String FREE = "free";

  /** It costs something. */
  public static final String PAID = "paid";

  /** No terms are known: it is not on the chain that is followed. */
  public static final String UNLISTED = "unlisted";

  /** All of them, in the order that people see. */
  public static final List<String> ALL =
      List.of(COMMERCIAL, NON_COMMERCIAL, DERIVATIVES, NO_DERIVATIVES, FREE, PAID, UNLISTED);

  private LicenceTags() {}

  static Set<String> of(Optional<LicenceTerms> terms) {
    return terms
        .map(on -> tags(on.commercialUse(), on.derivatives(), on.priceWei()))
        .orElse(Set.of(UNLISTED));
  }

  static Set<String> ofModel(Optional<ModelTerms> terms) {
    return terms
        .map(on -> tags(on.commercialUse(), on.derivatives(), on.pricePerCallWei()))
        .orElse(Set.of(UNLISTED));
  }

  static Set<String> ofGrant(Optional<ChainGrant> grant) {
    return grant
        .map(on -> tags(on.commercial(), on.derivatives(), on.priceWei()))
        .orElse(Set.of(UNLISTED));
  }

  private static Set<String> tags(Boolean commercial, Boolean derivatives, BigInteger price) {
    return Set.of(
        commercial ? COMMERCIAL : NON_COMMERCIAL,
        derivatives ? DERIVATIVES : NO_DERIVATIVES,
        price.signum() == 0 ? FREE : PAID);
  }
}
