package dev.lineal.lineage.licence;

import dev.lineal.lineage.chain.ChainGrant;
import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.manifest.Task;
import java.util.Optional;

/** A grant of the market as the document that files and plans know it by. */
final class GrantDocuments {
  private GrantDocuments() {}

  /** The document of what the chain says; empty where its hash is not the grant's id. */
  static Optional<Grant> of(LinealChain chain, ChainGrant made) {
    LicenceTerms terms = chain.datasets().terms(made.dataset(), made.terms());
    String study = chain.datasets().study(made.dataset());
    try {
      Grant document = document(study, terms, made);
      return document.id().equals(made.id()) ? Optional.of(document) : Optional.empty();
    } catch (IllegalArgumentException noDocumentSaysThat) {
      return Optional.empty();
    }
  }

  static Grant document(String study, LicenceTerms terms, ChainGrant made) {
    return new Grant(
        study,
        made.owner(),
        made.contentRoot(),
        made.licensee(),
        made.purpose(),
        terms.tasks().stream().map(Task::parse).toList(),
        made.expires(),
        terms.iterations(),
        terms.releases(),
        terms.releasedScalars(),
        made.priceWei(),
        made.nonce());
  }
}
