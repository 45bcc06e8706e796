package dev.lineal.lineage.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleVectorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors/merkle");

  static List<Arguments> vectors() throws IOException {
    List<Arguments> vectors = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonNode content = new ObjectMapper().readTree(file.toFile());
        String kind = content.get("kind").asText();
        for (JsonNode vector : content.get("cases")) {
          String name = kind + ": " + vector.get("name").asText();
          vectors.add(Arguments.of(name, kind, vector));
        }
      }
    }
    return vectors;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void vector(String name, String kind, JsonNode vector) {
    boolean holds = kind.equals("inclusion") ? includes(vector) : isConsistent(vector);
    assertEquals(vector.get("valid").asBoolean(), holds, name);
  }

  @Test
  void mostVectorsAreNegative() throws IOException {
    List<Arguments> vectors = vectors();
    long valid =
        vectors.stream().filter(v -> ((JsonNode) v.get()[2]).get("valid").asBoolean()).count();
    assertTrue(valid >= 50, valid + " valid");
    assertTrue(vectors.size() >= 900, vectors.size() + " in all");
  }

  /** A proof that cannot even be made is refused as well. */
  private static boolean includes(JsonNode vector) {
    try {
      return new InclusionProof(
              vector.get("index").asLong(), vector.get("size").asLong(), path(vector))
          .verifies(
              HexFormat.of().parseHex(vector.get("leaf").asText()),
              Sha256.parse(vector.get("root").asText()));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static boolean isConsistent(JsonNode vector) {
    try {
      return new ConsistencyProof(
              vector.get("old_size").asLong(), vector.get("new_size").asLong(), path(vector))
          .verifies(
              Sha256.parse(vector.get("old_root").asText()),
              Sha256.parse(vector.get("new_root").asText()));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static List<Sha256> path(JsonNode vector) {
    List<Sha256> path = new ArrayList<>();
    vector.get("path").forEach(hash -> path.add(Sha256.parse(hash.asText())));
    return path;
  }
}
