package dev.lineal.jobs.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a command wrote with {@code --json}, held against the schema that docs/json.md promises. */
public final class ReportSchema {
  private ReportSchema() {}

  /**
   * @param command as in the schema's file name, such as {@code train-linear}
   */
  public static JsonNode validated(String command, Path report) throws IOException {
    String json = Files.readString(report);
    try (InputStream text =
        ReportSchema.class.getResourceAsStream("/schemas/report/" + command + "-1.json")) {
      var schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(text, InputFormat.JSON);
      assertEquals(List.of(), schema.validate(json, InputFormat.JSON));
    }
    return JsonMapper.builder().build().readTree(json);
  }
}
