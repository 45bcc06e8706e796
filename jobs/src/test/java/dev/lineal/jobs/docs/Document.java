package dev.lineal.jobs.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of this project.
 *
 * @param file below the checkout
 * @param text Markdown
 */
public record Document(Path file, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile("^## (.+)$", Pattern.MULTILINE);
  private static final Pattern SPAN = Pattern.compile("`(bin/[^`]+)`");

  /**
   * A fenced block.
   *
   * @param section the heading above it
   * @param language sh where it is to be typed
   */
  public record Block(String section, String language, String text) {}

  /** The folder with bin; tests run in a module's. */
  static Path checkout() {
    return Path.of("").toAbsolutePath().getParent();
  }

  /** A document by its name below the checkout. */
  public static Document named(String name) throws IOException {
    Path file = checkout().resolve(name);
    return new Document(file, Files.readString(file));
  }

  /** README, CONTRIBUTING and everything in docs. */
  static List<Document> all() throws IOException {
    List<Document> all = new ArrayList<>(List.of(named("README.md"), named("CONTRIBUTING.md")));
    try (Stream<Path> files = Files.list(checkout().resolve("docs"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        all.add(named("docs/" + file.getFileName()));
      }
    }
    return all;
  }

  /** Its fenced blocks. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      blocks.add(new Block(sectionAt(block.start()), block.group(1), block.group(2)));
    }
    return blocks;
  }

  private String sectionAt(int place) {
    Matcher heading = HEADING.matcher(text).region(0, place);
    String last = "";
    while (heading.find()) {
      last = heading.group(1);
    }
    return last;
  }

  /** Commands within sentences. */
  List<String> spans() {
    return SPAN.matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(span -> span.group(1).replaceAll("\\s+", " "))
        .toList();
  }
}
