package dev.lineal.market.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.market.Command;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Schemathesis makes up requests, good and bad ones, from the OpenAPI document: no 5xx, no answer
 * that is not documented. Its wheels are pinned for Python 3.11.
 */
class FuzzTest {
  private static final Path FOLDER = Path.of("src", "test", "api");

  static boolean hasPython() throws Exception {
    return Command.run(FOLDER, "python3", "--version").startsWith("Python 3.11.");
  }

  @Test
  @EnabledIf("hasPython")
  void nothingThatIsAskedFindsAFault() throws Exception {
    try (Market market = Market.whole()) {
      String said =
          Command.run(
              FOLDER, "./fuzz", market.url(), "--max-examples", "10", "--seed", "1", "--no-color");
      assertTrue(said.contains("generated"), said);
      System.out.println(said.substring(Math.max(0, said.length() - 600)));
    }
  }
}
