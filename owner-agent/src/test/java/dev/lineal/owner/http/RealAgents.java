package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.owner.ChildJvm;
import dev.lineal.owner.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The commands that owners type, each a process of its own; agents run until this is closed. */
final class RealAgents implements AutoCloseable {
  private final Path folder;
  private final Path passphrase;
  private final List<Process> agents = new ArrayList<>();

  RealAgents(Path folder) throws IOException {
    this.folder = folder;
    this.passphrase = Files.writeString(folder.resolve("passphrase"), "three owners in a test\n");
    passphrase.toFile().setReadable(false, false);
    passphrase.toFile().setReadable(true, true);
  }

  Path passphraseFile() {
    return passphrase;
  }

  Path home(int owner) {
    return folder.resolve("home-" + owner);
  }

  /** Runs {@code lineal owner VERB --home HOME ...}, which must succeed. */
  void owner(int owner, String verb, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("owner", verb));
    command.addAll(List.of("--home", home(owner).toString()));
    command.addAll(List.of("--passphrase-file", passphrase.toString()));
    command.addAll(Arrays.asList(arguments));
    run(command);
  }

  /** Runs a command, which must succeed. */
  void run(List<String> arguments) throws Exception {
    java(Main.class, arguments);
  }

  /** Runs a class with a main method, which must succeed. */
  void java(Class<?> main, List<String> arguments) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".log");
    Process process = start(main, arguments, ProcessBuilder.Redirect.to(output.toFile()));
    assertTrue(process.waitFor(240, TimeUnit.SECONDS), arguments::toString);
    assertEquals(0, process.exitValue(), () -> "see " + output + " and its neighbours");
  }

  /** Starts an agent on a free port; returns its address once it listens. */
  String serve(int owner, Path ledger, Path json) throws IOException {
    List<String> command =
        List.of(
            "owner",
            "serve",
            "--home",
            home(owner).toString(),
            "--passphrase-file",
            passphrase.toString(),
            "--ledger",
            ledger.toString(),
            "--json",
            json.toString());
    Process agent = start(Main.class, command, ProcessBuilder.Redirect.PIPE);
    agents.add(agent);
    BufferedReader out = agent.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith("listening ")) {
      line = out.readLine();
    }
    assertTrue(line != null, "the agent ended before it listened");
    return line.substring("listening ".length());
  }

  private Process start(Class<?> main, List<String> arguments, ProcessBuilder.Redirect output)
      throws IOException {
    List<String> command = ChildJvm.command(main, "-Xmx1g");
    command.addAll(arguments);
    Path errors = Files.createTempFile(folder, "errors", ".log");
    return new ProcessBuilder(command)
        .redirectOutput(output)
        .redirectError(errors.toFile())
        .start();
  }

  /** Asks every agent to stop, and waits until it has. */
  @Override
  public void close() {
    agents.forEach(Process::destroy);
    for (Process agent : agents) {
      try {
        agent.onExit().get(20, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        agent.destroyForcibly();
      } catch (InterruptedException e) {
        agent.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
