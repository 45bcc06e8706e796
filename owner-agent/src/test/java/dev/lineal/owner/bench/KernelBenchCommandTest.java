package dev.lineal.owner.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lineal.he.HeContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KernelBenchCommandTest {
  @Test
  void theReportFitsItsSchemaAndEveryPathHasTheReferencesBits(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("kernels.json");
    int exit = new CommandLine(new BenchCommand()).execute("kernels", "--json", file.toString());
    assertEquals(0, exit);
    String json = Files.readString(file);
    assertEquals(List.of(), schema().validate(json, InputFormat.JSON));
    Set<String> compared = new HashSet<>();
    for (JsonNode row : JsonMapper.builder().build().readTree(json).get("results")) {
      if (row.get("bit_exact").booleanValue()) {
        compared.add(row.get("kernel").asText() + " " + row.get("path").asText());
      }
    }
    for (String kernel : List.of("multiply_accumulate", "ntt", "intt")) {
      assertTrue(compared.contains(kernel + " scalar"), compared::toString);
      assertTrue(compared.contains(kernel + " " + HeContext.kernelPath()), compared::toString);
    }
  }

  @Test
  void tooFewRepeatsAreAUsageError() {
    assertEquals(2, new CommandLine(new BenchCommand()).execute("kernels", "--repeats", "3"));
  }

  private static Schema schema() throws IOException {
    try (InputStream text =
        KernelBenchCommandTest.class.getResourceAsStream("/schemas/report/bench-kernels-1.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);
    }
  }
}
