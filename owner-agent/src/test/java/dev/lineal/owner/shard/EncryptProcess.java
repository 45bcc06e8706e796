package dev.lineal.owner.shard;

import dev.lineal.owner.ChildJvm;
import dev.lineal.owner.Main;
import dev.lineal.owner.home.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code lineal owner encrypt} as a process of its own. */
final class EncryptProcess {
  private final TestStudyHome study;
  private final Path data;
  private final Path directory;
  private final List<String> jvm = new ArrayList<>();
  private String shell = "";

  EncryptProcess(TestStudyHome study, Path data, Path directory) {
    this.study = study;
    this.data = data;
    this.directory = directory;
  }

  /** Options of the JVM. */
  EncryptProcess withJvm(String... options) {
    jvm.addAll(List.of(options));
    return this;
  }

  /** A shell command in front, such as {@code ulimit}. */
  EncryptProcess after(String command) {
    shell = command + "; ";
    return this;
  }

  Path json() {
    return directory.resolve("report.json");
  }

  Path log() {
    return directory.resolve("encrypt.log");
  }

  Process start() throws IOException {
    Path passphrase = directory.resolve("passphrase");
    DurableFile.write(
        passphrase, (TestStudyHome.PASSPHRASE + "\n").getBytes(StandardCharsets.UTF_8));
    List<String> command = ChildJvm.command(Main.class, jvm.toArray(String[]::new));
    command.addAll(List.of("owner", "encrypt", "--insecure-test-parameters"));
    command.addAll(List.of("--home", study.directory.toString(), "--study", TestStudyHome.STUDY));
    command.addAll(List.of("--data", data.toString(), "--json", json().toString()));
    command.addAll(List.of("--passphrase-file", passphrase.toString()));
    if (!shell.isEmpty()) {
      String quoted = "'" + String.join("' '", command) + "'";
      command = List.of("bash", "-c", shell + "exec " + quoted);
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }
}
