package dev.lineal.lineage.iteration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Statement;
import dev.lineal.lineage.manifest.StrictObject;
import java.util.List;

/** A {@link StepRecord} as one line of canonical JSON: {@code schemas/step-1.json}. */
public final class StepLine {
  private static final String DOCUMENT = "step record";
  private static final String SCHEMA = "lineal.step/1";

  private StepLine() {}

  /** The line without its end. */
  public static byte[] canonicalBytes(StepRecord step) {
    ObjectNode line = Statement.object().put("schema", SCHEMA);
    line.put("iteration", step.iteration()).put("round", step.round()).put("slice", step.slice());
    line.put("request", step.request().toString()).put("first", step.first());
    ArrayNode refreshed = line.putArray("refreshed");
    step.refreshed().forEach(hash -> refreshed.add(hash.toString()));
    return CanonicalJson.write(line, DOCUMENT);
  }

  /** Reads a line; whatever is not exactly a step record is an error with a path. */
  public static StepRecord parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(StepLine::read);
  }

  private static StepRecord read(StrictObject line) {
    line.constant("schema", SCHEMA);
    return new StepRecord(
        (int) line.integer("iteration", 0, Integer.MAX_VALUE),
        (int) line.integer("round", 1, 65_535),
        (int) line.integer("slice", 0, Integer.MAX_VALUE),
        line.sha256("request"),
        (int) line.integer("first", 0, Integer.MAX_VALUE),
        hashes(line, line.texts("refreshed")));
  }

  private static List<Sha256> hashes(StrictObject line, List<String> texts) {
    try {
      return texts.stream().map(Sha256::parse).toList();
    } catch (IllegalArgumentException fault) {
      throw line.bad("refreshed", fault.getMessage());
    }
  }
}
