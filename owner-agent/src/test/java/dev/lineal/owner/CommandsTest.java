package dev.lineal.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.owner.ceremony.CeremonyRoutes;
import dev.lineal.owner.ceremony.Rosters;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import dev.lineal.owner.http.Limits;
import dev.lineal.owner.http.RouteServer;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands themselves, from an empty folder to a joint key. */
class CommandsTest extends NoNativeLeaks {
  private static final String SCHEMA =
      """
      {"schema": "lineal.study-schema/1",
       "columns": [{"name": "age", "type": "integer", "min": "0", "max": "120"}],
       "label": {"name": "ill", "task": "classification", "negative": "no", "positive": "yes"}}
      """;

  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void files() throws IOException {
    commands = new Commands(folder);
  }

  private JsonNode create(int exit) throws IOException {
    return commands.create(exit, "heart", "research", SCHEMA);
  }

  private JsonNode owner(int exit, int owner, String verb, String... more) throws IOException {
    return commands.owner(exit, owner, verb, more);
  }

  @Test
  void fromNothingToAJointKey() throws Exception {
    assertEquals("heart", create(0).get("study").asText());
    assertEquals("study.exists", create(2).get("error").get("code").asText());
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      assertEquals("lineal.owner.init/1", owner(0, i, "init").get("schema").asText());
      ports.add(freePort());
      JsonNode joined =
          owner(
              0,
              i,
              "join",
              "--study",
              commands.study().toString(),
              "--name",
              "owner-" + i,
              "--url",
              "http://127.0.0.1:" + ports.get(i));
      assertEquals(i + 1, joined.get("owners").asInt());
      assertEquals(false, joined.get("agreed").asBoolean());
    }
    assertEquals("home.exists", owner(2, 0, "init").get("error").get("code").asText());
    for (int i = 0; i < 3; i++) {
      JsonNode agreed =
          owner(0, i, "join", "--study", commands.study().toString(), "--data", rows());
      assertTrue(agreed.get("agreed").asBoolean());
      assertEquals(40, agreed.get("rows").asInt());
    }
    assertTrue(commands.show().get("complete").asBoolean());
    assertEquals("owner.unreachable", commands.keys(4).get("error").get("code").asText());
    serve(ports);
  }

  private void serve(List<Integer> ports) throws IOException {
    List<Runnable> stops = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      OwnerHome home =
          OwnerHome.open(
              folder.resolve("home-" + i), new Passphrase("correct horse".toCharArray()));
      CeremonyRoutes routes = new CeremonyRoutes(home, Rosters.INSECURE_TEST);
      RouteServer server = new RouteServer(routes, ports.get(i), Limits.DEFAULT);
      stops.add(
          () -> {
            server.close();
            routes.close();
            home.close();
          });
    }
    JsonNode keys = commands.keys(0);
    assertEquals(3, keys.get("owners").asInt());
    assertEquals(1, keys.get("key_set").asInt());
    assertEquals(64, keys.get("joint_key_fingerprint").asText().length());
    assertEquals(keys.get("moments_sha256"), commands.keys(0).get("moments_sha256"));
    JsonNode backup = owner(0, 0, "backup", "--out", folder.resolve("backup").toString());
    assertEquals("heart", backup.get("studies").get(0).asText());
    JsonNode restored = owner(0, 9, "restore", "--from", folder.resolve("backup").toString());
    assertEquals("heart", restored.get("studies").get(0).asText());
    stops.forEach(Runnable::run);
  }

  /** Forty rows and one outside the bounds. */
  private String rows() throws IOException {
    StringBuilder csv = new StringBuilder("age,ill\n200,yes\n");
    for (int age = 20; age < 60; age++) {
      csv.append(age).append(",yes\n");
    }
    return Files.writeString(folder.resolve("rows.csv"), csv).toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
