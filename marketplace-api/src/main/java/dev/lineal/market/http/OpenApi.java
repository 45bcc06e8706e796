package dev.lineal.market.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.report.Build;
import dev.lineal.market.training.Trainings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The description of the API: OpenAPI 3.1, from {@code openapi/paths.json} and schemas. Operations
 * marked {@code x-scheduler} are there where trainings are.
 */
final class OpenApi {
  private static final String SCHEDULER = "x-scheduler";

  private OpenApi() {}

  static byte[] bytes(Optional<Trainings> trainings) {
    ObjectMapper mapper = new ObjectMapper();
    try {
      ObjectNode document = read(mapper, "/openapi/paths.json");
      ((ObjectNode) document.get("info")).put("version", Build.version());
      ((ObjectNode) document.get("components"))
          .set("schemas", read(mapper, "/openapi/schemas.json"));
      if (trainings.isEmpty()) {
        document.get("paths").forEach(OpenApi::leaveScheduled);
      }
      return mapper.writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void leaveScheduled(JsonNode path) {
    path.properties().removeIf(operation -> operation.getValue().has(SCHEDULER));
  }

  private static ObjectNode read(ObjectMapper mapper, String name) throws IOException {
    try (InputStream in = OpenApi.class.getResourceAsStream(name)) {
      return (ObjectNode) mapper.readTree(in);
    }
  }
}
