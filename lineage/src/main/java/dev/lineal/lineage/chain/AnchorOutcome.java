package dev.lineal.lineage.chain;

import dev.lineal.lineage.ChainErrors;

/** How anchoring a root ended. */
public sealed interface AnchorOutcome {
  /** It is on chain, by this call or an earlier one. */
  record Anchored(AnchorRecord record) implements AnchorOutcome {}

  /** It is not on chain and this call puts it there never. */
  record Refused(ContractError error) implements AnchorOutcome {}

  /** Nobody knows yet: {@link ChainAnchor#lookUp} before anything else. */
  record Unknown(AnchorRequest request, SendOutcome.Unknown sent) implements AnchorOutcome {}

  /** The record where it is on chain; otherwise the error to tell the user. */
  default AnchorRecord orThrow() {
    if (this instanceof Anchored anchored) {
      return anchored.record();
    }
    if (this instanceof Refused refused) {
      throw refused.error().asError();
    }
    SendOutcome.Unknown sent = ((Unknown) this).sent();
    throw ChainErrors.unknown(sent.transaction().hash(), sent.why());
  }
}
