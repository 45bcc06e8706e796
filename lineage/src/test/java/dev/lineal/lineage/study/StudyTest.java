package dev.lineal.lineage.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.manifest.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/study.json");

  /** The whole row schema, whose hash is in every dataset manifest. */
  private static final String ROW_SCHEMA =
      """
      {
        "columns": [
          {"max": "40.5", "min": "0", "name": "mean radius", "type": "number"},
          {"max": "130", "min": "-1", "name": "age", "type": "integer"},
          {"max": "9", "min": "0", "name": "ward", "type": "integer"}
        ],
        "label": {
          "name": "diagnosis", "negative": "benign", "positive": "malignant", "task": "classification"
        },
        "schema": "lineal.study-schema/1"
      }
      """;

  @Test
  void theWholeRowSchemaIsThis() {
    assertArrayEquals(canonical(ROW_SCHEMA), StudySamples.schema().canonicalBytes());
    assertEquals(StudySamples.schema(), StudySchema.parse(canonical(ROW_SCHEMA)));
    assertEquals(
        "a6fba0066c247711f574578a67ee0fb832368905fdfb93ad58ac1313bbf0128b",
        StudySamples.schema().sha256().toString());
  }

  @Test
  void theWholeStudyIsTheGoldenFile() throws IOException {
    byte[] golden = Files.readAllBytes(GOLDEN);
    Study study = StudySamples.study();
    assertEquals(new String(golden, StandardCharsets.UTF_8), text(study.canonicalBytes()));
    assertEquals(study, Study.parse(golden));
    assertEquals(
        "ff91b7b2d3ae1ec72a7944ca62a66d614057cd5fe1dad7770fbefd9bc6faaeaf",
        study.sha256().toString());
    study.checkBindings();
  }

  @Test
  void aRegressionIsReadBackAndItsTargetIsStandardisedLast() {
    StudySchema regression = StudySamples.regression();
    assertEquals(regression, StudySchema.parse(regression.canonicalBytes()));
    assertEquals(List.of("mean radius", "age", "ward", "days"), regression.standardised());
    assertEquals("9007199254740991", regression.standardisedBounds().get(3).max().text());
    assertEquals(3, StudySamples.schema().standardised().size());
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"min_owners\":3|\"min_owners\":1|/min_owners: must lie in 2 .. 256, but is 1",
        "\"min_owners\":3|\"min_owners\":4|owners: must lie in 4 .. 256, but is 3",
        "\"name\":\"bob\"|\"name\":\"alice\"|owners: alice appears more than once",
        "https://bob.|https://alice.|owners: https://alice.example:8443 appears more than once",
        "https://bob.|ftp://bob.|url: must be like https://host:port without user",
        "https://bob.|https://user@bob.|url: must be like https://host:port without user",
        "\"max\":\"40.5\"|\"max\":\"40.50\"|/max: must be a decimal number like -12.5",
        "\"max\":\"40.5\"|\"max\":\"4e1\"|/max: must be a decimal number like -12.5",
        "\"max\":\"40.5\"|\"max\":\"0\"|max: must be above min, 0, but is 0",
        "\"max\":\"130\"|\"max\":\"130.5\"|bounds of an integer column are integers",
        "\"max\":\"130\"|\"max\":\"9007199254740992\"|max: must be at most 2^53 - 1",
        "\"type\":\"integer\"|\"type\":\"long\"|/type: must be number or integer, but is 'long'",
        "\"name\":\"age\"|\"name\":\"ward\"|columns: ward appears more than once",
        "\"name\":\"age\"|\"name\":\"diagnosis\"|columns: diagnosis appears more than once",
        "\"name\":\"age\"|\"name\":\" age\"|name: must not begin or end with a space",
        "\"benign\"|\"malignant\"|positive: must differ from negative",
        "\"classification\"|\"ranking\"|must be classification or regression, but is 'ranking'",
        "STUDY_13|study 13|parameter_set: must be a name like STUDY_13",
        "lineal.study/1|lineal.study/2|/schema: must be 'lineal.study/1'",
      })
  void aFaultIsNamed(String old, String replacement, String reason) throws IOException {
    String golden = Files.readString(GOLDEN);
    assertTrue(golden.contains(old), old);
    byte[] spoilt = canonical(golden.replaceFirst(old.replace(".", "\\."), replacement));
    LineageException error = assertThrows(LineageException.class, () -> Study.parse(spoilt));
    assertTrue(error.getMessage().contains(reason), error.getMessage());
  }

  @Test
  void aBindingForAnotherChainIsRefused() {
    SigningDomain other = SigningDomain.onChain(1, StudySamples.binding(0).wallet());
    Study offline = StudySamples.study();
    Study moved =
        new Study(
            offline.id(),
            offline.purpose(),
            offline.schema(),
            offline.parameterSet(),
            offline.minOwners(),
            offline.owners(),
            other);
    assertEquals(moved, Study.parse(moved.canonicalBytes()));
    assertEquals(moved, StudyDraft.parse(moved.canonicalBytes()).study());
    LineageException error = assertThrows(LineageException.class, moved::checkBindings);
    assertTrue(error.getMessage().contains("wallet binding"), error.getMessage());
  }

  private static byte[] canonical(String json) {
    return CanonicalJson.canonicalize(json.getBytes(StandardCharsets.UTF_8), "test");
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
