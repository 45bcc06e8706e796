package dev.lineal.lineage.chain;

import dev.lineal.lineage.ChainErrors;
import dev.lineal.lineage.LineageException;
import java.util.Locale;

/**
 * Why a contract or a node refused.
 *
 * @param name of the contract's error, such as {@code WrongPayment}; or {@code Reverted}, {@code
 *     Funds}, {@code Rejected}
 * @param text the error with its values
 * @param action what to do
 */
public record ContractError(String name, String text, String action) {
  /** The refusal as an error of kind {@code REFUSED}: {@code chain.wrong_payment}. */
  public LineageException asError() {
    return ChainErrors.refused(
        "chain." + name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT),
        "The chain refuses: " + text + ".",
        action);
  }
}
