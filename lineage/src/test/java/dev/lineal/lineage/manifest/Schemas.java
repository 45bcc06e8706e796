package dev.lineal.lineage.manifest;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The JSON Schemas that the jar carries. */
public final class Schemas {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Schemas() {}

  public static Schema of(String name) {
    try (InputStream text = Schemas.class.getResourceAsStream("/schemas/" + name)) {
      return REGISTRY.getSchema(text, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Error> faults(Schema schema, String json) {
    return schema.validate(json, InputFormat.JSON);
  }
}
