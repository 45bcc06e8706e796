package dev.lineal.owner.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.study.NumberType;
import dev.lineal.lineage.study.StudyLabel;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.owner.home.OwnerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
  private static final StudySchema SCHEMA =
      new StudySchema(
          List.of(
              TestStudyHome.number("x", "-10", "1000.5"),
              TestStudyHome.integer("n", "0", "9007199254740991")),
          TestStudyHome.classes("class", "0", "yes"));

  @TempDir private Path directory;
  private final List<String> rejected = new ArrayList<>();

  private List<String> read(StudySchema schema, byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("rows.csv"), content);
    List<String> rows = new ArrayList<>();
    SchemaRows source =
        SchemaRows.open(
            file,
            schema,
            fault -> rejected.add(fault.row() + " " + fault.column() + " " + fault.rule().text()));
    long accepted = source.forEach(row -> rows.add(Arrays.toString(row)));
    assertEquals(rows.size(), accepted);
    assertEquals(1, source.fractionRead());
    return rows;
  }

  private List<String> read(String content) throws IOException {
    return read(SCHEMA, content.getBytes(StandardCharsets.UTF_8));
  }

  private String refused(String content) {
    return assertThrows(OwnerException.class, () -> read(content)).getMessage();
  }

  @Test
  void rowsComeInTheOrderOfTheSchema() throws IOException {
    assertEquals(
        List.of("[1.5, 7.0, 1.0]", "[-2.0, 8.0, -1.0]"), read("class,n,x\nyes,7,1.5\n0,8,-2\n"));
    assertEquals(List.of(), rejected);
  }

  @Test
  void quotesMarksLineEndsSpacesAndEmptyLinesMakeNoDifference() throws IOException {
    List<String> plain = read("x,n,class\n1.5,7,yes\n");
    for (String same :
        List.of(
            "\"x\",\"n\",\"class\"\n\"1.5\",\"7\",\"yes\"\n",
            "\ufeffx,n,class\n1.5,7,yes\n",
            "\ufeff\"x\",n,class\n1.5,7,yes",
            "x,n,class\r\n1.5,7,yes\r\n",
            "x,n,class\r1.5,7,yes\r",
            " x , n,class\n 1.5,\t7 , yes\n",
            "\n\nx,n,class\n\n1.5,7,yes\n\n\n",
            "x,n,class\n+1.5e0,7.0,yes\n",
            "x,n,class\n15E-1,70e-1,yes\n")) {
      assertEquals(plain, read(same), same);
    }
    assertEquals(List.of(), rejected);
  }

  @ParameterizedTest(name = "{0},{1},{2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "NaN|7|yes|x not-finite",
        "-inf|7|yes|x not-finite",
        "Infinity|7|yes|x not-finite",
        "1e400|7|yes|x not-finite",
        "0x10|7|yes|x not-a-number",
        "1d|7|yes|x not-a-number",
        "1_000|7|yes|x not-a-number",
        "1.2.3|7|yes|x not-a-number",
        "1e|7|yes|x not-a-number",
        ".|7|yes|x not-a-number",
        "--1|7|yes|x not-a-number",
        "1 2|7|yes|x not-a-number",
        "\u0661|7|yes|x not-a-number",
        "''|7|yes|x missing",
        "' '|7|yes|x missing",
        "-10.000001|7|yes|x below-min",
        "1000.51|7|yes|x above-max",
        "1|7.5|yes|n not-an-integer",
        "1|-1|yes|n below-min",
        "1|9007199254740992|yes|n beyond-2-53",
        "1|9007199254740993|yes|n beyond-2-53",
        "1|-9007199254740993|yes|n beyond-2-53",
        "1|123456789012345678901234567890|yes|n beyond-2-53",
        "1|NaN|yes|n not-finite",
        "1|7|no|class unknown-label",
        "1|7|1|class unknown-label",
        "1|7|YES|class unknown-label",
        "1|7|''|class missing",
      })
  void aFaultRejectsItsRowAndNoOther(String x, String n, String label, String fault)
      throws IOException {
    String row = String.join(",", x, n, label);
    List<String> accepted = read("x,n,class\n1,2,yes\n" + row + "\n3,4,0\n");
    assertEquals(List.of("[1.0, 2.0, 1.0]", "[3.0, 4.0, -1.0]"), accepted);
    assertEquals(List.of("2 " + fault), rejected);
  }

  @Test
  void theBoundsThemselvesAndOtherFormsOfALabelAreAccepted() throws IOException {
    assertEquals(
        List.of("[-10.0, 0.0, -1.0]", "[1000.5, 9.007199254740991E15, -1.0]"),
        read("x,n,class\n-10,0,0.0\n1000.50,9007199254740991,0e5\n"));
  }

  @Test
  void everyFaultOfARowIsLogged() throws IOException {
    assertEquals(List.of(), read("x,n,class\nNaN,,maybe\n"));
    assertEquals(List.of("1 x not-finite", "1 n missing", "1 class unknown-label"), rejected);
  }

  @Test
  void raggedRowsAreRejected() throws IOException {
    assertEquals(List.of("[1.0, 2.0, 1.0]"), read("x,n,class\n1,2\n1,2,yes,9\n1,2,yes\n,\n"));
    assertEquals(List.of("1  field-count", "2  field-count", "4  field-count"), rejected);
  }

  @Test
  void quotesInLabelsAreUnescaped() throws IOException {
    StudySchema schema =
        new StudySchema(SCHEMA.columns(), TestStudyHome.classes("a,\"b\"", "x,y", "say \"1\""));
    String text = "x,n,\"a,\"\"b\"\"\"\n1,2,\"say \"\"1\"\"\"\n3,4,\"x,y\"\n";
    assertEquals(
        List.of("[1.0, 2.0, 1.0]", "[3.0, 4.0, -1.0]"),
        read(schema, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aRegressionsTargetIsANumberWithBounds() throws IOException {
    StudySchema schema =
        new StudySchema(
            SCHEMA.columns(),
            new StudyLabel.Regression("y", NumberType.NUMBER, TestStudyHome.bounds("0", "1")));
    byte[] text = "x,n,y\n1,2,0.5\n1,2,1.5\n1,2,\n".getBytes(StandardCharsets.UTF_8);
    assertEquals(List.of("[1.0, 2.0, 0.5]"), read(schema, text));
    assertEquals(List.of("2 y above-max", "3 y missing"), rejected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "x,n|it lacks the schema's columns 'class'",
        "x|it lacks the schema's columns 'n', 'class'",
        "x,n,class,id|it has columns that the schema lacks: 'id'",
        "x,n,class,x|it has the column 'x' twice",
        "X,n,class|it lacks the schema's columns 'x'",
        "1,2,yes|it lacks the schema's columns 'x', 'n', 'class'",
      })
  void anotherHeaderIsRefused(String header, String why) {
    String message = refused(header + "\n1,2,yes\n");
    assertTrue(message.contains("rows.csv does not have the columns"), message);
    assertTrue(message.contains(why), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "\ufeff"})
  void anEmptyFileIsRefused(String content) {
    assertTrue(refused(content).contains("schema: it is empty."), refused(content));
  }

  @Test
  void aHeaderAloneHasNoRows() throws IOException {
    assertEquals(List.of(), read("x,n,class\n"));
    assertEquals(List.of(), read("x,n,class"));
  }

  @Test
  void anOpenQuoteIsRefusedSinceItWouldHideRows() {
    String open = refused("x,n,class\n1,2,\"yes\n3,4,0\n");
    assertTrue(open.contains("Unclosed quoted field"), open);
    assertTrue(open.contains("started in line 2"), open);
    String swallowed = refused("x,n,class\n1,2,0\n1,\"2,yes\n3,\"4,0\n5,6,0\n");
    assertTrue(swallowed.contains("no CSV") || swallowed.contains("line break"), swallowed);
    String broken = refused("x,n,class\n1,\"2\n3\",0\n");
    assertTrue(
        broken.contains("a line break inside quotes, in the record that starts in line 2"), broken);
    String behind = refused("x,n,class\n1,\"2\"3,0\n");
    assertTrue(behind.contains("Unexpected character after closing quote"), behind);
  }

  @Test
  void otherEncodingsAreRefused() {
    byte[] latin = "x,n,class\n1,2,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    String message = assertThrows(OwnerException.class, () -> read(SCHEMA, latin)).getMessage();
    assertTrue(message.contains("is no UTF-8 text: it has bytes that are none"), message);
    byte[] wide = "x,n,class\n1,2,yes\n".getBytes(StandardCharsets.UTF_16);
    message = assertThrows(OwnerException.class, () -> read(SCHEMA, wide)).getMessage();
    assertTrue(message.contains("it starts with the mark of UTF-16"), message);
  }

  @Test
  void aFieldWithoutEndIsRefused() {
    String message = refused("x,n,class\n" + "1".repeat(1 << 20) + ",2,yes\n");
    assertTrue(message.contains("maximum buffer size"), message);
  }

  @Test
  void aMissingFileAndAnotherTypeAreRefused() {
    OwnerException missing =
        assertThrows(
            OwnerException.class,
            () ->
                SchemaRows.open(directory.resolve("no.csv"), SCHEMA, RejectionLog.NONE)
                    .forEach(row -> {}));
    assertTrue(
        missing.getMessage().contains("no.csv could not be read (NoSuchFile"), missing::getMessage);
    OwnerException type =
        assertThrows(
            OwnerException.class,
            () -> SchemaRows.open(directory.resolve("rows.xlsx"), SCHEMA, RejectionLog.NONE));
    assertTrue(type.getMessage().contains("neither .csv nor .parquet"), type::getMessage);
  }

  @Test
  void aSecondPassGivesTheSameRows() throws IOException {
    String text =
        java.util.stream.IntStream.range(0, 5000)
            .mapToObj(i -> i % 990 + "," + i + "," + (i % 2 == 0 ? "yes" : "0"))
            .collect(Collectors.joining("\n", "x,n,class\n", ""));
    Path file = Files.writeString(directory.resolve("many.csv"), text);
    RowSource rows = new CsvRows(file, SCHEMA, RejectionLog.NONE);
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    assertEquals(5000, rows.forEach(row -> first.add(Arrays.toString(row))));
    assertEquals(5000, rows.forEach(row -> second.add(Arrays.toString(row))));
    assertEquals(first, second);
  }
}
