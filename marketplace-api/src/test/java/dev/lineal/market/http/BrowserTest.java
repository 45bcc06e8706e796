package dev.lineal.market.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.market.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The page in a real Chromium, which comes from npm, or is that which {@code LINEAL_CHROME} names.
 * Screenshots stay in {@code target/browser}.
 */
class BrowserTest {
  private static final Path SOURCE = Path.of("src", "test", "browser");
  private static final Path FOLDER = Path.of("target", "browser");

  @Test
  void aPersonFindsAModelItsAncestryAndItsChecks() throws Exception {
    Files.createDirectories(FOLDER);
    for (String name : List.of("package.json", "package-lock.json", "browser.mjs", "page.mjs")) {
      Files.copy(SOURCE.resolve(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    Command.run(FOLDER, "npm", "ci", "--no-audit", "--no-fund");
    try (Market market = Market.whole()) {
      String said = Command.run(FOLDER, "node", "page.mjs", market.url(), ".");
      assertTrue(said.contains("page ok"), said);
    }
  }
}
