package dev.lineal.jobs.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Sections of docs/quickstart.md as a shell runs them, verbatim. */
public enum Quickstart {
  MACHINE("What this machine needs"),
  DEMO("The demo"),
  PAID("Being paid"),
  OWN_ROWS("Your own rows"),
  OWNER("Being an owner"),
  TRAINER("Being a trainer");

  private static final int MINUTES = 15;
  private final String heading;

  Quickstart(String heading) {
    this.heading = heading;
  }

  String heading() {
    return heading;
  }

  /** What is to be typed in this section. */
  public String script() throws IOException {
    String script =
        Document.named("docs/quickstart.md").blocks().stream()
            .filter(block -> block.section().equals(heading) && block.language().equals("sh"))
            .map(Document.Block::text)
            .collect(Collectors.joining());
    assertTrue(!script.isEmpty(), heading + " has commands");
    return script;
  }

  /**
   * Types sections into one shell, in a folder that has bin as a checkout has.
   *
   * @return what was said
   */
  public static String type(Path folder, Quickstart... sections) throws Exception {
    StringBuilder script =
        new StringBuilder("set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n");
    for (Quickstart section : sections) {
      script.append(section.script());
    }
    Path bin = folder.resolve("bin");
    if (!Files.exists(bin)) {
      Files.createSymbolicLink(bin, Document.checkout().resolve("bin"));
    }
    Path file = Files.writeString(folder.resolve("typed.sh"), script);
    Path log = folder.resolve("typed.log");
    Process shell =
        new ProcessBuilder(List.of("bash", file.toString()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertTrue(shell.waitFor(MINUTES, TimeUnit.MINUTES), "the shell ends");
    String said = Files.readString(log);
    assertEquals(0, shell.exitValue(), said);
    return said;
  }
}
