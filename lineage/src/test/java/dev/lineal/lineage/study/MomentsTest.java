package dev.lineal.lineage.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.manifest.CanonicalJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
  private static final String WHOLE =
      """
      {
        "columns": [
          {"deviation": "3.521", "mean": "14.127", "name": "mean radius"},
          {"deviation": "12", "mean": "-0.5", "name": "age"}
        ],
        "dropped": ["ward"],
        "rows": 569,
        "schema": "lineal.moments/1",
        "study": "tumours",
        "study_schema": "a6fba0066c247711f574578a67ee0fb832368905fdfb93ad58ac1313bbf0128b"
      }
      """;

  @Test
  void theWholeDocumentIsThis() {
    Moments moments = StudySamples.moments();
    byte[] canonical = CanonicalJson.canonicalize(WHOLE.getBytes(StandardCharsets.UTF_8), "test");
    assertArrayEquals(canonical, moments.canonicalBytes());
    assertEquals(moments, Moments.parse(canonical));
    moments.checkBelongTo(StudySamples.study());
  }

  @Test
  void momentsOfAnotherStudyOrOrderAreRefused() {
    Moments good = StudySamples.moments();
    Study study = StudySamples.study();
    refused(new Moments("other", good.schemaSha256(), 9, good.columns(), good.dropped()), study);
    refused(new Moments("tumours", study.sha256(), 9, good.columns(), good.dropped()), study);
    refused(new Moments("tumours", good.schemaSha256(), 9, good.columns(), List.of()), study);
    List<ColumnMoments> swapped = List.of(good.columns().get(1), good.columns().get(0));
    refused(new Moments("tumours", good.schemaSha256(), 9, swapped, good.dropped()), study);
  }

  private static void refused(Moments moments, Study study) {
    LineageException error =
        assertThrows(LineageException.class, () -> moments.checkBelongTo(study));
    assertTrue(error.getMessage().contains("moments of a study has a fault"), error.getMessage());
  }

  @Test
  void aDeviationIsAboveZero() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ColumnMoments("x", new Decimal("1"), new Decimal("0")));
    assertEquals("deviation: must be above 0, but is 0", error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1, -2.5, 0.1, 1e-20, 3.141592653589793, 9007199254740991.0})
  void decimalsGiveTheSameDoubleBack(double value) {
    assertEquals(value + 0.0, Decimal.of(value).toDouble());
    assertEquals(Decimal.of(value), Decimal.of(new BigDecimal(Decimal.of(value).text())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+1", "1.", ".5", "01", "1.0", "-0", "1e3", "NaN", "1,5", " 1"})
  void aNumberHasOneWrittenForm(String text) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> new Decimal(text));
    assertTrue(error.getMessage().contains("must be a decimal number like"), error.getMessage());
  }
}
