package dev.lineal.lineage.chain;

import dev.lineal.lineage.ChainErrors;

/** How sending a transaction ended. */
public sealed interface SendOutcome {
  /** It counts. */
  record Mined(MinedTransaction transaction) implements SendOutcome {}

  /** It does not count and never will. */
  record Refused(ContractError error) implements SendOutcome {}

  /**
   * Nobody knows yet: it must be looked up before anything is sent again.
   *
   * @param transaction what was sent
   * @param why it is not known
   */
  record Unknown(PendingTransaction transaction, String why) implements SendOutcome {}

  /** The transaction where it counts; otherwise the error to tell the user. */
  default MinedTransaction orThrow() {
    if (this instanceof Mined mined) {
      return mined.transaction();
    }
    if (this instanceof Refused refused) {
      throw refused.error().asError();
    }
    Unknown unknown = (Unknown) this;
    throw ChainErrors.unknown(unknown.transaction().hash(), unknown.why());
  }
}
