package dev.lineal.jobs.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Where the steps of a sandbox are told: a line each with its time. A step that goes on is a line
 * with a bar, redrawn in place on a terminal; elsewhere a new line now and then.
 */
final class StepConsole {
  private static final int BAR = 24;
  private static final Duration REDRAWN = Duration.ofMillis(200);
  private static final Duration REPEATED = Duration.ofSeconds(15);
  private static final String OVER_THE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final Style style;

  StepConsole(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** What reads the lines. */
  enum Style {
    TERMINAL,
    LINES
  }

  /** Standard output, or standard error. */
  static StepConsole on(PrintStream out) {
    return new StepConsole(out, isTerminal(out == System.err ? 2 : 1));
  }

  /** System.console() would ask standard input too. */
  private static Style isTerminal(int descriptor) {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      boolean terminal = device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
      return terminal && !"dumb".equals(System.getenv("TERM")) ? Style.TERMINAL : Style.LINES;
    } catch (IOException e) {
      return Style.LINES;
    }
  }

  /** How often a step that goes on is told. */
  Duration every() {
    return style == Style.TERMINAL ? REDRAWN : REPEATED;
  }

  /** A step goes on. */
  void working(String name, double seconds, Gauge.At at) {
    String line = line(name, seconds, at);
    if (style == Style.TERMINAL) {
      out.print(OVER_THE_LINE + line);
      out.flush();
    } else {
      out.println(line);
    }
  }

  /** A step has ended. */
  void ended(String name, double seconds, String what) {
    out.println((style == Style.TERMINAL ? OVER_THE_LINE : "") + head(name, seconds) + what);
  }

  static String line(String name, double seconds, Gauge.At at) {
    if (at.share().isEmpty()) {
      return head(name, seconds) + at.what();
    }
    double share = Math.max(0, Math.min(1, at.share().getAsDouble()));
    int full = (int) Math.floor(share * BAR);
    String bar = "#".repeat(full) + ".".repeat(BAR - full);
    return head(name, seconds)
        + String.format(Locale.ROOT, "[%s] %3.0f %%  %s", bar, Math.floor(100 * share), at.what());
  }

  private static String head(String name, double seconds) {
    return String.format(Locale.ROOT, "%-8s %6.1f s  ", name, seconds);
  }
}
