package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An Airflow over a sandbox's folder, by the commands that a trainer would type. */
final class LocalAirflow implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Processes processes;
  private final Path frontDoor;
  private final SandboxFolder place;
  private final Path home;

  LocalAirflow(Processes processes, Path frontDoor, SandboxFolder place) {
    this.processes = processes;
    this.frontDoor = frontDoor;
    this.place = place;
    this.home = place.root().resolve("airflow");
  }

  /** Starts it; it runs steps in the sandbox, and evaluates models on the sandbox's test rows. */
  void up() {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "LINEAL_WORK=" + place.root(),
                "LINEAL_CHAIN=" + place.deployment(),
                "LINEAL_HELD_OUT=" + place.test(),
                "LINEAL_CHECKPOINT_EVERY=2",
                "LINEAL_MASTER=local[2]"));
    command.addAll(verb("up"));
    processes.run("airflow-up", command);
  }

  void down() {
    processes.run("airflow-down", verb("down"));
  }

  private List<String> verb(String verb) {
    return List.of(
        frontDoor.toString(),
        "airflow",
        verb,
        "--dir",
        home.toString(),
        "--json",
        report(verb).toString());
  }

  Path report(String verb) {
    return place.root().resolve("airflow-" + verb + ".json");
  }

  /** What programs need to speak to it. */
  Path account() {
    return home.resolve("client.json");
  }

  /** The log of a try of a step, as far as it is written. */
  String log(String run, String task, int tried) throws IOException {
    Path log =
        home.resolve("logs/tasks/dag_id=train_study/run_id=" + run)
            .resolve("task_id=%s/attempt=%d.log".formatted(task, tried));
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Runs of a DAG, as Airflow's own API tells them. */
  JsonNode runs(String dag) throws IOException, InterruptedException {
    JsonNode account = JSON.readTree(account().toFile());
    String url = account.get("url").asText();
    String login =
        JSON.createObjectNode()
            .put("username", account.get("user").asText())
            .put("password", account.get("password").asText())
            .toString();
    String token =
        send(HttpRequest.newBuilder(URI.create(url + "/auth/token"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(login)))
            .get("access_token")
            .asText();
    return send(HttpRequest.newBuilder(URI.create(url + "/api/v2/dags/" + dag + "/dagRuns"))
            .header("Authorization", "Bearer " + token))
        .get("dag_runs");
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return JSON.readTree(HTTP.send(request.build(), BodyHandlers.ofByteArray()).body());
  }

  @Override
  public void close() {
    down();
  }
}
