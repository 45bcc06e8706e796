package dev.lineal.jobs.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents show can be typed, and a test types it. */
class DocumentedCommandsTest {
  private static final String AIRFLOW =
      "marketplace-api/src/test/java/dev/lineal/market/airflow/RunningAirflow.java";

  /** Commands outside the quickstart, by the test that types them. */
  private static final Map<String, String> TYPED =
      Map.of(
          "owner grant-file",
          "jobs/src/main/java/dev/lineal/jobs/sandbox/SandboxOwners.java",
          "bench train",
          "jobs/src/test/java/dev/lineal/jobs/sandbox/BenchTrainIT.java",
          "airflow up",
          AIRFLOW,
          "airflow status",
          AIRFLOW,
          "airflow down",
          AIRFLOW,
          "market serve",
          "marketplace-api/src/test/java/dev/lineal/market/cli/ServeCommandTest.java");

  @Test
  void everyCommandOfEveryDocumentParses() throws IOException {
    FrontDoor door = new FrontDoor();
    int found = 0;
    for (Document document : Document.all()) {
      for (ShellLine line : commands(document)) {
        parse(door, line);
        found++;
      }
      for (String span : document.spans()) {
        ShellLine line = ShellLine.of(span);
        if (line.program().equals("bin/lineal") && span.contains(" --")) {
          door.parse(line.arguments());
        } else if (line.program().equals("bin/lineal") && !line.arguments().contains("doctor")) {
          door.name(line.arguments());
        }
        found++;
      }
    }
    assertTrue(found > 40, found + " commands");
  }

  private static List<ShellLine> commands(Document document) {
    return document.blocks().stream()
        .flatMap(block -> ShellLine.commands(block.text()).stream())
        .toList();
  }

  private static void parse(FrontDoor door, ShellLine line) {
    switch (line.program()) {
      case "bin/lineal" -> door.parse(line.arguments());
      case "spark-submit" -> parseJob(line.arguments());
      default -> assertTrue(Files.isExecutable(Document.checkout().resolve(line.program())));
    }
  }

  private static void parseJob(List<String> words) {
    int jar = words.indexOf("jobs/target/lineal-jobs-0.1.0.jar");
    if (jar > 0) {
      assertEquals(Main.class.getName(), words.get(words.indexOf("--class") + 1));
      FrontDoor.parse(Main.class, words.subList(jar + 1, words.size()));
    }
  }

  @Test
  void everySectionOfTheQuickstartIsTyped() throws IOException {
    List<String> sections =
        Document.named("docs/quickstart.md").blocks().stream()
            .filter(block -> block.language().equals("sh"))
            .map(Document.Block::section)
            .distinct()
            .toList();
    assertEquals(Arrays.stream(Quickstart.values()).map(Quickstart::heading).toList(), sections);
    String tests = integrationTests();
    for (Quickstart section : Quickstart.values()) {
      assertTrue(tests.contains("Quickstart." + section), section + " is in no integration test");
    }
  }

  private static String integrationTests() throws IOException {
    Path folder = Path.of("src/test/java/dev/lineal/jobs/sandbox");
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith("IT.java")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  void whatOtherDocumentsShowIsTypedByATest() throws IOException {
    Set<String> typed =
        commands(Document.named("docs/quickstart.md")).stream()
            .map(DocumentedCommandsTest::verbs)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> untyped = new ArrayList<>();
    for (Document document : Document.all()) {
      for (ShellLine line : commands(document)) {
        String verbs = verbs(line);
        if (line.program().equals("bin/lineal") && !typed.contains(verbs) && !types(verbs)) {
          untyped.add(document.file().getFileName() + ": " + verbs);
        }
      }
    }
    assertEquals(List.of(), untyped);
  }

  /** The words before the first option, without a file or a number. */
  private static String verbs(ShellLine line) {
    return line.arguments().stream()
        .takeWhile(word -> word.matches("[a-z-]+") && !word.startsWith("-"))
        .limit(2)
        .collect(Collectors.joining(" "));
  }

  private static boolean types(String verbs) throws IOException {
    if (!TYPED.containsKey(verbs)) {
      return false;
    }
    String test = Files.readString(Document.checkout().resolve(TYPED.get(verbs)));
    return Arrays.stream(verbs.split(" ")).allMatch(word -> test.contains("\"" + word + "\""));
  }
}
