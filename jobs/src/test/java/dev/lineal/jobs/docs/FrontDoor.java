package dev.lineal.jobs.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Where bin/lineal sends a command: read from its own case statement, parsed by that program. */
final class FrontDoor {
  private static final Pattern ROUTE =
      Pattern.compile("^  ((?:\"[^\"]*\"[?*]* ?\\|? ?)+)\\) (.*) ;;$", Pattern.MULTILINE);
  private static final Pattern SCRIPT = Pattern.compile("exec \"\\$home/([^\"]*)\"");
  private static final Pattern PROGRAM = Pattern.compile("dev\\.lineal\\.[\\w.]*Main");

  private final String script;

  FrontDoor() throws IOException {
    script = Files.readString(Document.checkout().resolve("bin/lineal"));
  }

  /** Parses a whole command: verbs and options are known, and none that is needed is missing. */
  void parse(List<String> words) {
    String route = route(words);
    Matcher script = SCRIPT.matcher(route);
    if (script.find()) {
      assertTrue(Files.isExecutable(Document.checkout().resolve(script.group(1))), route);
      return;
    }
    List<String> rest = route.contains("\"${@:2}\"") ? words.subList(1, words.size()) : words;
    parse(program(route), rest);
  }

  /** Parses a job as spark-submit gets it. */
  static void parse(Class<?> program, List<String> words) {
    CommandLine line = new CommandLine(program).setCaseInsensitiveEnumValuesAllowed(true);
    ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    Object command = parsed.commandSpec().userObject();
    assertTrue(command instanceof Callable || command instanceof Runnable, words + " does nothing");
  }

  /** A sentence names a command; its options stand elsewhere. */
  void name(List<String> words) {
    CommandLine line = new CommandLine(program(route(words)));
    int skipped = route(words).contains("\"${@:2}\"") ? 1 : 0;
    for (String verb : words.subList(skipped, words.size())) {
      line = line.getSubcommands().get(verb);
      assertTrue(line != null, words + ": there is no " + verb);
    }
  }

  private static Class<?> program(String route) {
    Matcher named = PROGRAM.matcher(route);
    try {
      return named.find() ? Class.forName(named.group()) : Main.class;
    } catch (ClassNotFoundException e) {
      throw new AssertionError("bin/lineal names no program: " + route, e);
    }
  }

  private String route(List<String> words) {
    String key = words.get(0) + " " + (words.size() > 1 ? words.get(1) : "");
    return ROUTE
        .matcher(script)
        .results()
        .filter(found -> Arrays.stream(found.group(1).split("\\|")).anyMatch(p -> takes(p, key)))
        .map(found -> found.group(2))
        .findFirst()
        .orElseThrow(() -> new AssertionError("bin/lineal knows no " + words));
  }

  /** As the shell matches a pattern such as {@code "demo "*}. */
  private static boolean takes(String pattern, String key) {
    String[] parts = pattern.strip().split("\"");
    String glob = parts.length > 2 ? parts[2] : "";
    String text = parts[1];
    return glob.isEmpty()
        ? key.equals(text)
        : key.startsWith(text) && (!glob.startsWith("?") || key.length() > text.length());
  }
}
