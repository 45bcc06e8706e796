package dev.lineal.owner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NoticedLogTest {
  @Test
  void everyLineStartsWithTheNotice() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream log =
        NoticedLog.over(new PrintStream(bytes, true, StandardCharsets.UTF_8), "[not verified] ");
    log.print("one ");
    log.println("line");
    log.print("two\nthree\n\n");
    assertEquals(
        "[not verified] one line\n[not verified] two\n[not verified] three\n[not verified] \n",
        bytes.toString(StandardCharsets.UTF_8));
  }
}
