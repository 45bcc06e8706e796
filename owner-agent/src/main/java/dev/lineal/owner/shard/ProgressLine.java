package dev.lineal.owner.shard;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A line with a bar, the rate and the time that is left: redrawn in place on a terminal, else a new
 * line every ten seconds.
 */
public final class ProgressLine implements EncryptProgress {
  private static final int BAR = 24;
  private static final long TERMINAL_NS = Duration.ofMillis(200).toNanos();
  private static final long LOG_NS = Duration.ofSeconds(10).toNanos();

  private final PrintStream out;
  private final LongSupplier clock;
  private final long every;
  private final String end;
  private final long started;
  private long shown;
  private boolean drawn;

  ProgressLine(PrintStream out, LongSupplier clock, Style style) {
    this.out = out;
    this.clock = clock;
    every = style == Style.TERMINAL ? TERMINAL_NS : LOG_NS;
    end = style == Style.TERMINAL ? "" : System.lineSeparator();
    started = clock.getAsLong();
    shown = started;
  }

  /** Where the line goes. */
  enum Style {
    TERMINAL,
    LOG
  }

  /** On a stream; a console makes it a terminal. */
  public static ProgressLine on(PrintStream out) {
    Style style = System.console() == null ? Style.LOG : Style.TERMINAL;
    return new ProgressLine(out, System::nanoTime, style);
  }

  @Override
  public void at(double fraction, long rows) {
    long now = clock.getAsLong();
    if (now - shown < every) {
      return;
    }
    shown = now;
    out.print((end.isEmpty() ? "\r" : "") + line(fraction, rows, (now - started) / 1e9) + end);
    out.flush();
    drawn = end.isEmpty();
  }

  static String line(double fraction, long rows, double seconds) {
    int full = (int) Math.floor(fraction * BAR);
    double rate = rows / Math.max(seconds, 1e-9);
    String left = fraction <= 0 ? "?" : clock(seconds * (1 - fraction) / fraction);
    return String.format(
        Locale.ROOT,
        "encrypting [%s%s] %3.0f %%  %,d rows  %,.0f rows/s  %s left  ",
        "#".repeat(full),
        ".".repeat(BAR - full),
        Math.floor(100 * fraction),
        rows,
        rate,
        left);
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d:%02d".formatted(whole / 60, whole % 60)
        : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }

  /** Ends a line that is being redrawn. */
  public void end() {
    if (drawn) {
      out.println();
      drawn = false;
    }
  }
}
