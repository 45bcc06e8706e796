package dev.lineal.market.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.report.Build;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of the API: OpenAPI 3.1, from {@code openapi/paths.json} and schemas. */
final class OpenApi {
  private OpenApi() {}

  static byte[] bytes() {
    ObjectMapper mapper = new ObjectMapper();
    try {
      ObjectNode document = read(mapper, "/openapi/paths.json");
      ((ObjectNode) document.get("info")).put("version", Build.version());
      ((ObjectNode) document.get("components"))
          .set("schemas", read(mapper, "/openapi/schemas.json"));
      return mapper.writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode read(ObjectMapper mapper, String name) throws IOException {
    try (InputStream in = OpenApi.class.getResourceAsStream(name)) {
      return (ObjectNode) mapper.readTree(in);
    }
  }
}
