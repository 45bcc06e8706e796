package dev.lineal.lineage.chain;

import java.util.Locale;
import org.web3j.protocol.core.Response;

/** What a node says to a transaction it is handed; nodes differ in words, hence the parts. */
enum Submission {
  ACCEPTED,
  NUMBER_TAKEN,
  REFUSED;

  static final ContractError CROWDED =
      new ContractError(
          "Rejected",
          "other transactions of this wallet take every number",
          "Let one process at a time send from a wallet.");

  static Submission of(Response<?> answer) {
    if (!answer.hasError()) {
      return ACCEPTED;
    }
    String message = message(answer);
    if (message.contains("already known") || message.contains("already imported")) {
      return ACCEPTED;
    }
    return message.contains("nonce too low") || message.contains("replacement transaction")
        ? NUMBER_TAKEN
        : REFUSED;
  }

  static ContractError refusal(Response<?> answer) {
    if (message(answer).contains("insufficient funds")) {
      return new ContractError(
          "Funds",
          "the wallet cannot pay for it (" + answer.getError().getMessage() + ")",
          "Send ether to the wallet.");
    }
    return new ContractError(
        "Rejected",
        "the node does not take it (" + answer.getError().getMessage() + ")",
        "Check the node's settings.");
  }

  private static String message(Response<?> answer) {
    return String.valueOf(answer.getError().getMessage()).toLowerCase(Locale.ROOT);
  }
}
