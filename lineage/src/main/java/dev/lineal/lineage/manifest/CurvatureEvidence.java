package dev.lineal.lineage.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a power iteration released, shown to an owner that took part: from it the owner computes the
 * largest step that it lets a training take.
 *
 * @param run id of the power iteration
 * @param sums the last two released sums, in order
 */
public record CurvatureEvidence(Sha256 run, List<Sum> sums) {
  private static final int SUMS = 2;

  /**
   * One released sum.
   *
   * @param c0 the constant coefficient of the cluster's c_0, a residue per limb
   * @param answers every owner's trace release answer, hexadecimal, in the owners' order
   */
  public record Sum(List<Long> c0, List<String> answers) {
    public Sum {
      c0 = Require.notEmpty("c0", c0);
      answers = Require.notEmpty("answers", answers);
    }

    /** The bytes of an owner's answer; an {@link IllegalArgumentException} when it is not hex. */
    public byte[] answer(int owner) {
      return HexFormat.of().parseHex(answers.get(owner));
    }
  }

  public CurvatureEvidence {
    Require.present("run", run);
    sums = List.copyOf(sums);
    Require.range("sums length", sums.size(), SUMS, SUMS);
  }

  /** Reads an object of a larger document. */
  public static CurvatureEvidence read(StrictObject evidence) {
    return new CurvatureEvidence(
        evidence.sha256("run"),
        evidence.objects(
            "sums",
            sum ->
                new Sum(
                    new ArrayList<>(sum.integers("c0", 0, Require.MAX_JSON_INTEGER)),
                    sum.texts("answers"))));
  }

  /** The object that {@link #read} reads. */
  public ObjectNode toJson() {
    ObjectNode evidence = JsonNodeFactory.instance.objectNode();
    evidence.put("run", run.toString());
    ArrayNode list = evidence.putArray("sums");
    for (Sum sum : sums) {
      ObjectNode one = list.addObject();
      sum.answers().forEach(one.putArray("answers")::add);
      sum.c0().forEach(one.putArray("c0")::add);
    }
    return evidence;
  }
}
