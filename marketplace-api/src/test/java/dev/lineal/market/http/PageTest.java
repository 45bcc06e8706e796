package dev.lineal.market.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page as a browser without scripts gets it. */
class PageTest {
  private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/[^\"#]*)\"");

  private static Market market;

  @BeforeAll
  static void start() throws Exception {
    market = Market.whole();
  }

  @AfterAll
  static void stop() {
    market.close();
  }

  @Test
  void everyLinkOfEveryPageLeadsSomewhere() throws Exception {
    List<String> open = new ArrayList<>(List.of("/"));
    Set<String> seen = new HashSet<>(open);
    int pages = 0;
    while (!open.isEmpty()) {
      String address = open.remove(open.size() - 1);
      HttpResponse<byte[]> answer = market.api().send(address);
      assertEquals(200, answer.statusCode(), address);
      if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
        pages++;
        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none'"), address);
        String page = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        assertFalse(page.contains("<script") || page.contains(" style="), address);
        Matcher links = LINK.matcher(page);
        while (links.find()) {
          String link = links.group(1).replace("&amp;", "&");
          if (seen.add(link)) {
            open.add(link);
          }
        }
      }
    }
    assertTrue(pages >= 11, pages + " pages of " + seen);
  }

  @Test
  void aModelsPageShowsLicencePayAncestryAndChecks() throws Exception {
    for (JsonNode model : market.api().json(200, "/v1/models").get("items")) {
      String page = market.api().text(200, "/models/" + model.get("id").asText());
      for (String shown :
          List.of(
              "0.964",
              "0.001 ether",
              "be used to earn money",
              "leave-one-owner-out",
              "83.33 %",
              "of 23 checks hold",
              "What no check here covers",
              "<svg",
              "href=\"/datasets/")) {
        assertTrue(page.contains(shown), shown + " is not in " + page);
      }
    }
  }

  @Test
  void aRunsPageShowsLossAndTimes() throws Exception {
    String all = "";
    for (JsonNode run : market.api().json(200, "/v1/runs").get("items")) {
      all += market.api().text(200, "/runs/" + run.get("id").asText());
    }
    assertTrue(all.contains("<polyline"), "margins");
    assertTrue(all.contains("forward 1"), "sums of phases");
    assertTrue(all.contains("Validation loss on 1,000 rows"), "losses");
    assertTrue(all.contains("No curve: the cluster sees ciphertexts only"));
  }

  @Test
  void whatSomebodyTypesStaysText() throws Exception {
    String page = market.api().text(200, "/models?search=%3Cb%3E%22x%22");
    assertFalse(page.contains("<b>"));
    assertTrue(page.contains("&lt;b&gt;&quot;x&quot;"), page);
    assertTrue(page.contains("Nothing matches"));
    String problem = market.api().text(400, "/models?task=%3Cimg%20src=x%3E");
    assertFalse(problem.contains("<img"), problem);
  }
}
