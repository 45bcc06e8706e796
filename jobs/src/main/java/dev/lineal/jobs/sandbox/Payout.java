package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Whom calls of a model on a chain pay.
 *
 * @param address of the wallet
 * @param role owner or trainer
 * @param shareBp of a payment, in basis points
 * @param wei of a payment for {@link #CALLS} calls
 * @param method that gave the shares
 */
record Payout(String address, String role, int shareBp, BigInteger wei, String method) {
  /** Of the payment that is told. */
  static final int CALLS = 100;

  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

  /** What such a payment is. */
  static BigInteger payment() {
    return SandboxTrainer.PRICE_WEI.multiply(BigInteger.valueOf(CALLS));
  }

  /**
   * Of a training's report; nobody without a chain.
   *
   * @param train the job's own report
   */
  static List<Payout> of(JsonNode train) {
    String method = train.at("/contributors/method").asText();
    return stream(train.at("/chain/contributors"))
        .map(contributor -> of(train, contributor, method))
        .toList();
  }

  private static Payout of(JsonNode train, JsonNode contributor, String method) {
    String payee = contributor.get("payee").asText();
    boolean owner =
        stream(train.at("/contributors/shares"))
            .anyMatch(share -> share.get("owner").asText().equals(payee));
    int share = contributor.get("share_bp").asInt();
    // As the contract rounds: down.
    BigInteger wei = payment().multiply(BigInteger.valueOf(share)).divide(WHOLE);
    return new Payout(payee, owner ? "owner" : "trainer", share, wei, method);
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("address", address)
        .put("role", role)
        .put("share_bp", shareBp)
        .put("of_100_calls_wei", wei.toString())
        .put("method", method);
  }
}
