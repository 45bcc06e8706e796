package dev.lineal.jobs.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.JobException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.ValidationForm;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Decimal;
import dev.lineal.lineage.study.Moments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ValidationRowsTest {
  private static final long ONE = 1L << 30;

  @TempDir Path folder;

  /** Mean 1 and deviation 2 of x, mean 0 and deviation 1 of the target. */
  private static final Moments MOMENTS =
      new Moments(
          "study",
          Sha256.hash(),
          100,
          List.of(
              new ColumnMoments("x", new Decimal("1"), new Decimal("2")),
              new ColumnMoments("t", new Decimal("0"), new Decimal("1"))),
          List.of());

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  /** x is 1 and, clipped, -4; t is 0.5 and 3; one row misses a value. */
  @Test
  void rowsAreStandardisedClippedAndSummedExactly() throws IOException {
    Path file = csv("t,other,x\n0.5,a,3\n3,b,-1000\n,c,1\n");
    ValidationForm form = ValidationRows.read(file, MOMENTS).form();
    assertEquals(Sha256.hash(Files.readAllBytes(file)), form.data());
    assertEquals(2, form.rows());
    assertEquals(List.of(17 * ONE / 2, -3 * ONE / 2, ONE), form.gram());
    assertEquals(List.of(-23 * ONE / 4, 7 * ONE / 4), form.right());
    assertEquals(37 * ONE / 8, form.square());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t,x\\n1,high\\n|Column 'x' has 'high' where the study has a number.",
        "t,y\\n1,2\\n|The file has no column 'x'.",
        "t,x\\n1,\\n|has no row with every value.",
      })
  void rowsThatCannotBeReadAreExplained(String text, String problem) throws IOException {
    Path file = csv(text.replace("\\n", "\n"));
    JobException refused =
        assertThrows(JobException.class, () -> ValidationRows.read(file, MOMENTS));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.getMessage().contains(problem), refused.getMessage());
  }

  private static Optional<Path> parsed(String... words) {
    ContributionOptions options = new ContributionOptions();
    new CommandLine(options).parseArgs(words);
    return options.validation();
  }

  @Test
  void theMethodAndItsRowsGoTogether() {
    assertEquals(Optional.empty(), parsed());
    assertEquals(Optional.empty(), parsed("--contributions", "rows"));
    assertEquals(
        Optional.of(Path.of("a.csv")),
        parsed("--contributions", "leave-one-owner-out", "--validation", "a.csv"));
    for (String[] wrong :
        new String[][] {
          {"--validation", "a.csv"},
          {"--contributions", "leave-one-owner-out"},
          {"--contributions", "shapley"}
        }) {
      JobException refused = assertThrows(JobException.class, () -> parsed(wrong));
      assertEquals(ExitCode.USAGE, refused.exitCode());
      assertTrue(refused.getMessage().contains("--"), refused.getMessage());
    }
  }
}
