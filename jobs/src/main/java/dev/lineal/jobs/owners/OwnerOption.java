package dev.lineal.jobs.owners;

import dev.lineal.jobs.JobErrors;
import java.net.URI;

/** An owner as it is named on a command line: NAME=URL. */
public final class OwnerOption {
  private OwnerOption() {}

  /**
   * Reads the option.
   *
   * @throws dev.lineal.jobs.JobException when it is no name and http or https address
   */
  public static OwnerAddress parse(String text) {
    int at = text.indexOf('=');
    try {
      URI url = URI.create(text.substring(at + 1));
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (at > 0 && web && url.getHost() != null && url.getRawPath().isEmpty()) {
        return new OwnerAddress(text.substring(0, at), url);
      }
    } catch (IllegalArgumentException e) {
      // Told below, like every other fault of the option.
    }
    throw JobErrors.usage(
        "--owner " + text + " is no owner.", "Write NAME=https://host:port, once per owner.");
  }
}
