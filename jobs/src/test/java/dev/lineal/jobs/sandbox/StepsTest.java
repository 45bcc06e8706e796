package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StepsTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  private Steps steps(StepConsole.Style style) {
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
    return new Steps(new StepConsole(out, style));
  }

  private String told() {
    return told.toString(StandardCharsets.UTF_8).replaceAll("[0-9]+\\.[0-9] s", "T s");
  }

  @Test
  void aStepIsALineWithItsTimeAndOneThatFailsSaysSo() {
    Steps steps = steps(StepConsole.Style.LINES);
    steps.step("data", "rows dealt out", () -> {});
    Runnable broken =
        () -> {
          throw new IllegalStateException("broken");
        };
    assertThrows(IllegalStateException.class, () -> steps.step("keys", "a joint key", broken));
    assertEquals("data        T s  rows dealt out\nkeys        T s  FAILED\n", told());
    assertTrue(steps.toJson().get(0).get("ok").asBoolean());
    assertEquals("keys", steps.toJson().get(1).get("name").asText());
    assertTrue(!steps.toJson().get(1).get("ok").asBoolean());
    assertTrue(steps.seconds("data", "keys") > 0);
  }

  @Test
  void onATerminalALongStepIsRedrawnInPlace() {
    CountDownLatch looked = new CountDownLatch(3);
    Gauge gauge =
        () -> {
          looked.countDown();
          return Gauge.At.of(1, 4, "iteration 2 of 4");
        };
    steps(StepConsole.Style.TERMINAL)
        .step(
            "train",
            "4 iterations",
            gauge,
            () -> {
              try {
                assertTrue(looked.await(1, TimeUnit.MINUTES), "the step is looked at");
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    String drawn = "\r\u001b[Ktrain       T s  [######..................]  25 %  iteration 2 of 4";
    assertTrue(told().startsWith(drawn + drawn), told());
    assertTrue(told().endsWith("\r\u001b[Ktrain       T s  4 iterations\n"), told());
  }

  @Test
  void whatNobodyKnowsHasNoBar() {
    assertEquals(
        "train       0.2 s  Spark starts",
        StepConsole.line("train", 0.2, Gauge.At.unknown("Spark starts")));
    assertEquals(
        "encrypt  1234.5 s  [########################] 100 %  rows encrypted",
        StepConsole.line("encrypt", 1234.5, Gauge.At.of(3, 2, "rows encrypted")));
  }
}
