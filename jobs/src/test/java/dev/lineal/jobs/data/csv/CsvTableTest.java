package dev.lineal.jobs.data.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.JobException;
import dev.lineal.jobs.data.Table;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.report.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as people have them: what becomes of good ones, and what is said of bad ones. */
class CsvTableTest {
  @TempDir Path folder;

  private Path file(String header, int rows, IntFunction<String> row) throws IOException {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int i = 0; i < rows; i++) {
      text.append(row.apply(i)).append('\n');
    }
    return write(text.toString());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  private static CsvTable table(Path file, String label, String... drop) {
    return new CsvTable(file, label, Optional.empty(), Task.LOGISTIC, Set.of(drop), 3, 1);
  }

  private static String refused(CsvTable table) {
    JobException refused = assertThrows(JobException.class, table::read);
    assertEquals(ExitCode.USAGE, refused.exitCode());
    return refused.getMessage();
  }

  private static String passenger(int i) {
    String age = i % 10 == 0 ? "" : Integer.toString(20 + i % 50);
    String town = List.of("Cork", "\"Bath, UK\"", "Ulm").get(i % 3);
    return age + "," + town + "," + (i % 2 == 0 ? "yes" : "no");
  }

  @Test
  void numbersStayCategoriesAreSpreadAndRowsThatMissAValueAreCounted() throws IOException {
    CsvTable.Ready ready =
        table(file("age,town,survived", 500, CsvTableTest::passenger), "survived").read();
    Table train = ready.table().train();
    assertEquals(List.of("age", "town=Cork", "town=Ulm"), train.features());
    assertEquals(50, ready.rejected());
    assertEquals("survived = yes", ready.predicts());
    assertEquals(450, train.rows().length + ready.table().test().rows().length);
    for (double[] row : train.rows()) {
      assertTrue(row[0] >= 20 && row[1] + row[2] <= 1, Arrays.toString(row));
    }
  }

  @Test
  void aFifthOfEveryClassIsHeldOutAndTheSeedDecidesWhich() throws IOException {
    Path rare = file("x,y", 600, i -> i + "," + (i % 30 == 0 ? "b" : "a"));
    CsvTable.Ready once = table(rare, "y").read();
    assertEquals(120, once.table().test().rows().length);
    assertEquals(4, Arrays.stream(once.table().test().labels()).sum());
    assertEquals(16, Arrays.stream(once.table().train().labels()).sum());
    assertArrayEquals(once.table().test().rows(), table(rare, "y").read().table().test().rows());
    CsvTable other = new CsvTable(rare, "y", Optional.empty(), Task.LOGISTIC, Set.of(), 3, 2);
    assertTrue(!Arrays.deepEquals(once.table().test().rows(), other.read().table().test().rows()));
  }

  @Test
  void oneOfManyClassesStandsAgainstTheRest() throws IOException {
    Path three = file("x,y", 450, i -> i + "," + List.of("a", "b", "c").get(i % 3));
    String asked = refused(table(three, "y"));
    assertTrue(asked.contains("has 3 values: 'a' (150), 'b' (150), 'c' (150)"), asked);
    assertTrue(asked.contains("--positive"), asked);
    CsvTable chosen = new CsvTable(three, "y", Optional.of("b"), Task.LOGISTIC, Set.of(), 3, 1);
    assertEquals(120, Arrays.stream(chosen.read().table().train().labels()).sum());
    CsvTable none = new CsvTable(three, "y", Optional.of("z"), Task.LOGISTIC, Set.of(), 3, 1);
    assertTrue(refused(none).contains("No row has 'z'"));
  }

  @Test
  void aRegressionNeedsANumber() throws IOException {
    Path prices = file("x,price,town", 400, i -> i + "," + i * 1.5 + ",t" + i % 4);
    CsvTable.Ready ready =
        new CsvTable(prices, "price", Optional.empty(), Task.LINEAR, Set.of(), 3, 1).read();
    assertEquals(List.of("x", "town=t1", "town=t2", "town=t3"), ready.table().train().features());
    String text =
        refused(new CsvTable(prices, "town", Optional.empty(), Task.LINEAR, Set.of(), 3, 1));
    assertTrue(text.contains("but column 'town' has 't0'"), text);
  }

  @Test
  void badFilesAreNamedAndTaught() throws IOException {
    Path rows = file("x,c,y", 400, i -> i + ",5," + i % 2);
    assertTrue(refused(table(rows, "z")).contains("no column 'z'. Its columns are: x, c, y."));
    assertTrue(refused(table(rows, "y")).contains("Leave it out with --drop c."));
    assertEquals(List.of("x"), table(rows, "y", "c").read().table().train().features());
    assertTrue(refused(table(rows, "y", "w")).contains("no column 'w'"));
    assertTrue(refused(table(rows, "c")).contains("always '5'"));
    assertTrue(refused(table(write("x,y\n1,0\n2,1\n3,0\n"), "y")).contains("3 usable rows"));
    Path names = file("name,y", 10_000, i -> "n" + i + "," + i % 2);
    assertTrue(refused(table(names, "y")).contains("10,000 different texts"));
    assertTrue(refused(table(file("label,y", 400, i -> i + "," + i % 2), "y")).contains("label"));
  }

  @Test
  void whatIsNoCsvIsSaidToBeNone() throws IOException {
    assertTrue(refused(table(folder.resolve("none.csv"), "y")).contains("cannot be opened"));
    assertTrue(refused(table(write("just text\n"), "y")).contains("no rows below a header"));
    assertTrue(refused(table(write("a\nb\nc\n"), "a")).contains("one field only"));
    assertTrue(refused(table(write("a,b\n1,2,3\n"), "a")).contains("line 2 has 3 fields"));
    assertTrue(refused(table(write("a,a\n1,2\n"), "a")).contains("there twice"));
    Path binary = folder.resolve("image.png");
    Files.write(binary, new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff, 0, 1});
    assertTrue(refused(table(binary, "y")).contains("no text in UTF-8"));
    Files.write(binary, "a,\"b\n".getBytes(StandardCharsets.UTF_8));
    assertTrue(refused(table(binary, "y")).contains("cannot be read as CSV"));
  }
}
