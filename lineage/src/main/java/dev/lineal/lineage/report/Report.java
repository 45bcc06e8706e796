package dev.lineal.lineage.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One JSON object per command: a common head, then the command's own fields in the order they were
 * added. Units are suffixes of the names; unknown is null, never absent.
 */
public final class Report {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String schema;
  private final Instant started = Instant.now();
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();
  private JsonNode error = JsonNodeFactory.instance.nullNode();

  private Report(String schema) {
    this.schema = schema;
  }

  /**
   * @param schema such as {@code lineal.bench.kernels/1}
   */
  public static Report start(String schema) {
    return new Report(schema);
  }

  public Report with(String name, JsonNode value) {
    fields.put(name, value);
    return this;
  }

  /** Marks the command as failed. */
  public Report failed(String code, String message, String action) {
    error =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", code)
            .put("message", message)
            .put("action", action);
    return this;
  }

  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("schema", schema).put("ok", error.isNull()).set("error", error);
    node.put("version", Build.version()).put("git_commit", Build.commit());
    node.put("started_at", started.truncatedTo(ChronoUnit.MILLIS).toString());
    node.put("wall_s", Duration.between(started, Instant.now()).toMillis() / 1e3);
    node.set("machine", Machine.current().toJson());
    fields.forEach(node::set);
    return node;
  }

  /**
   * Writes the object and a line end; {@code -} is standard output.
   *
   * @throws IOException when the file cannot be written; an older one is then unchanged
   */
  public void write(String file) throws IOException {
    String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(toJson()) + "\n";
    if (file.equals("-")) {
      System.out.print(text);
      System.out.flush();
      return;
    }
    Path target = Path.of(file).toAbsolutePath();
    Path part = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
    Files.writeString(part, text);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
