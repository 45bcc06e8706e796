package dev.lineal.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What commands wrote under {@code --json}. */
public final class Reports {
  private Reports() {}

  /** Reads a report, which must fit the JSON Schema that it names. */
  public static JsonNode read(Path file) throws IOException {
    String json = Files.readString(file);
    JsonNode report = new ObjectMapper().readTree(json);
    String name = report.get("schema").asText();
    String resource =
        "/schemas/report/" + name.replace("lineal.", "").replaceAll("[./]", "-") + ".json";
    try (InputStream text = Reports.class.getResourceAsStream(resource)) {
      assertNotNull(text, resource);
      var schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(text, InputFormat.JSON);
      assertEquals(List.of(), schema.validate(json, InputFormat.JSON), name);
    }
    return report;
  }
}
