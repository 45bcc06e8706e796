package dev.lineal.jobs.train;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import java.math.BigInteger;
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
