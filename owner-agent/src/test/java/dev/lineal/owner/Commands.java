package dev.lineal.owner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Owners' commands in this process, on small parameters; every report is held to its schema. */
public final class Commands {
  private final Path folder;
  private final Path passphrase;

  public Commands(Path folder) throws IOException {
    this.folder = folder;
    passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
  }

  public Path study() {
    return folder.resolve("study.json");
  }

  public Path home(int owner) {
    return folder.resolve("home-" + owner);
  }

  public OwnerHome open(int owner) {
    try (Passphrase found = Passphrase.find(passphrase)) {
      return OwnerHome.open(home(owner), found);
    }
  }

  /** {@code lineal owner VERB}. */
  public JsonNode owner(int exit, int owner, String verb, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(verb, "--home", home(owner).toString()));
    all.addAll(List.of("--passphrase-file", passphrase.toString(), "--insecure-test-parameters"));
    all.addAll(Arrays.asList(more));
    return run(exit, new OwnerCommand(), all);
  }

  /** {@code lineal study create}, of three owners at least. */
  public JsonNode create(int exit, String id, String purpose, String schema) throws IOException {
    Path rows = Files.writeString(folder.resolve("schema.json"), schema);
    List<String> all = new ArrayList<>(List.of("create", "--id", id, "--purpose", purpose));
    all.addAll(List.of("--schema", rows.toString(), "--out", study().toString()));
    all.addAll(List.of("--parameter-set", "INSECURE_TEST_10", "--insecure-test-parameters"));
    return run(exit, new StudyCommand(), all);
  }

  /** {@code lineal study keys}. */
  public JsonNode keys(int exit, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of("keys", "--study", study().toString()));
    all.add("--insecure-test-parameters");
    all.addAll(Arrays.asList(more));
    return run(exit, new StudyCommand(), all);
  }

  /** {@code lineal study show}. */
  public JsonNode show() throws IOException {
    return run(0, new StudyCommand(), List.of("show", study().toString()));
  }

  /** {@code lineal owner transcript --verify}. */
  public JsonNode transcript(int owner, String study, int keySet) throws IOException {
    List<String> all = new ArrayList<>(List.of("transcript", "--verify"));
    all.addAll(List.of("--home", home(owner).toString(), "--study", study));
    all.addAll(List.of("--key-set", Integer.toString(keySet)));
    return run(0, new OwnerCommand(), all);
  }

  private JsonNode run(int exit, Object command, List<String> arguments) throws IOException {
    Path json = folder.resolve("out.json");
    Files.deleteIfExists(json);
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--json", json.toString()));
    assertEquals(exit, new CommandLine(command).execute(all.toArray(String[]::new)), all::toString);
    return Reports.read(json);
  }
}
