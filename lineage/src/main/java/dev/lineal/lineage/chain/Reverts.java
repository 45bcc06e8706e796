package dev.lineal.lineage.chain;

import org.web3j.protocol.core.Response;

/** The data of a revert in a node's error; nodes put it bare or in quotes. */
final class Reverts {
  private Reverts() {}

  /** Hex with 0x; null where the error is no revert. */
  static String data(Response<?> answer) {
    Response.Error error = answer.getError();
    if (error == null) {
      return null;
    }
    String data = error.getData() == null ? "" : error.getData().replace("\"", "").trim();
    if (data.startsWith("0x")) {
      return data;
    }
    return error.getCode() == 3 || String.valueOf(error.getMessage()).contains("revert")
        ? "0x"
        : null;
  }
}
