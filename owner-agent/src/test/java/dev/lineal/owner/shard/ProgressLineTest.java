package dev.lineal.owner.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long seconds;

  private ProgressLine line(ProgressLine.Style style) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new ProgressLine(stream, () -> TimeUnit.SECONDS.toNanos(seconds), style);
  }

  @Test
  void aLineHasBarRateAndTimeLeft() {
    assertEquals(
        "encrypting [######..................]  25 %  12,000 rows  1,200 rows/s  0:30 left  ",
        ProgressLine.line(0.25, 12_000, 10));
    assertTrue(ProgressLine.line(0, 0, 1).contains(" ? left"));
    assertTrue(ProgressLine.line(1, 7, 1).contains("] 100 %  7 rows  7 rows/s  0:00 left"));
    assertTrue(ProgressLine.line(0.5, 1, 7325).contains(" 2:02:05 left"));
  }

  @Test
  void aTerminalsLineIsRedrawnAndEnded() {
    ProgressLine line = line(ProgressLine.Style.TERMINAL);
    line.at(0.1, 1);
    assertEquals("", out.toString(StandardCharsets.UTF_8), "not before its time");
    seconds = 1;
    line.at(0.1, 1);
    seconds = 2;
    line.at(0.2, 2);
    line.end();
    line.end();
    assertEquals(
        "\r" + ProgressLine.line(0.1, 1, 1) + "\r" + ProgressLine.line(0.2, 2, 2) + "\n",
        out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
  }

  @Test
  void aLogHasALineEveryTenSeconds() {
    ProgressLine line = line(ProgressLine.Style.LOG);
    for (seconds = 0; seconds < 35; seconds++) {
      line.at(seconds / 35.0, seconds);
    }
    line.end();
    assertEquals(3, out.toString(StandardCharsets.UTF_8).lines().count());
  }
}
