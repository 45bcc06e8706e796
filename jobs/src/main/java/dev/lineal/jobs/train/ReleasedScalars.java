package dev.lineal.jobs.train;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.he.Ciphertext;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.TraceRelease;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Scalars that the owners made known together in one iteration.
 *
 * @param values integers at the products' scale; N/2 times them are the sums over all slots
 * @param record of the request
 * @param constants of the cluster's c_0, a residue per limb
 * @param answers every owner's, as it sent it
 */
public record ReleasedScalars(
    List<BigInteger> values, RoundRecord record, List<long[]> constants, List<byte[]> answers) {
  public ReleasedScalars {
    values = List.copyOf(values);
    constants = List.copyOf(constants);
    answers = List.copyOf(answers);
  }

  /** Asks the owners to make products' values known. */
  static ReleasedScalars ask(RunTerms terms, int iteration, int round, List<Ciphertext> products) {
    RefreshRequest request =
        RefreshRequest.ofProducts(
            new RefreshRequest.Position(terms.run(), iteration, round, 0), 0, products);
    Exchange exchange = new Exchange(terms.owners());
    Exchange.Answers asked = exchange.ask(request);
    List<RefreshAnswer> answers = asked.parsed();
    exchange.tell(exchange.evidence(request, () -> new byte[0], asked));
    List<long[]> constants = products.stream().map(Ciphertext::constantOfC0).toList();
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < products.size(); i++) {
      values.add(TraceRelease.sum(terms.key().parameters(), constants.get(i), answers, i));
    }
    String digest = HexFormat.of().formatHex(request.digest());
    RoundRecord record = new RoundRecord(round, 0, digest, 0, new String[0], null);
    return new ReleasedScalars(values, record, constants, asked.bytes());
  }

  /** The sum over all rows of real numbers whose product has this scale. */
  public double sum(int scalar, int scaleBits, int slots) {
    return Math.scalb(values.get(scalar).doubleValue(), -scaleBits) * slots;
  }

  /** What an owner that took part can check. */
  public CurvatureEvidence.Sum evidence() {
    return new CurvatureEvidence.Sum(
        Arrays.stream(constants.get(0)).boxed().toList(),
        answers.stream().map(HexFormat.of()::formatHex).toList());
  }

  /** The values as decimal texts. */
  public ArrayNode toJson() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> list.add(value.toString()));
    return list;
  }
}
