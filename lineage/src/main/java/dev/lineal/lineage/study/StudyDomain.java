package dev.lineal.lineage.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.manifest.StrictObject;

/** Field {@code chain} of a study: where its wallets sign; absent where there is no chain. */
final class StudyDomain {
  private static final String FIELD = "chain";

  private StudyDomain() {}

  static void write(ObjectNode study, SigningDomain domain) {
    if (domain.verifyingContract().isPresent()) {
      study
          .putObject(FIELD)
          .put("chain_id", domain.chainId())
          .put("licence_market", domain.verifyingContract().get().text());
    }
  }

  static SigningDomain read(StrictObject study) {
    return study
        .optionalObject(FIELD)
        .map(on -> on.read(StudyDomain::domain))
        .orElse(SigningDomain.OFFLINE);
  }

  private static SigningDomain domain(StrictObject chain) {
    return SigningDomain.onChain(
        chain.integer("chain_id", 1, Require.MAX_JSON_INTEGER),
        chain.value("licence_market", Address::new));
  }
}
