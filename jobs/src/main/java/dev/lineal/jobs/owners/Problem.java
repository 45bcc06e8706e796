package dev.lineal.jobs.owners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.JobException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An agent's error (RFC 9457).
 *
 * @param detail the problem and why
 * @param rule of a refusal, empty where it is none
 */
record Problem(String detail, String rule) {
  private static final int LONGEST = 500;

  static Problem of(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    try {
      JsonNode problem = JsonMapper.builder().build().readTree(text);
      String detail = problem.path("detail").asText(problem.path("title").asText(text));
      return new Problem(detail, problem.path("rule").asText(""));
    } catch (IOException e) {
      String shown = text.isBlank() ? "no reason given" : text;
      return new Problem(shown.substring(0, Math.min(LONGEST, shown.length())), "");
    }
  }

  /** A refusal where a rule is named, else a failure. */
  JobException error(OwnerAddress owner, int status) {
    return rule.isEmpty()
        ? JobErrors.ownerFailed(owner.toString(), status, detail)
        : JobErrors.ownerRefused(owner.toString(), detail + " (rule " + rule + ")");
  }
}
