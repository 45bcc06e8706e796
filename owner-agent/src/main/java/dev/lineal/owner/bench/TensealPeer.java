package dev.lineal.owner.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** TenSEAL's epochs of encrypted logistic regression; packages by a lock with hashes. */
final class TensealPeer implements Peer {
  private static final String DATA = "breast-cancer";

  private final Path cache;
  private final String python;
  private PeerFolder folder;

  /**
   * @param python the program that makes the virtual environment
   */
  TensealPeer(Path cache, String python) {
    this.cache = cache;
    this.python = python;
  }

  @Override
  public String name() {
    return "tenseal";
  }

  @Override
  public String how() {
    return "Install Python 3.11 or later with venv and let its pip reach a package index;"
        + " --python names the program.";
  }

  /** A ciphertext per row takes minutes and repeats itself 426 times: in the first round only. */
  @Override
  public Pass measure(int round) {
    if (folder == null) {
      folder = prepared();
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                folder.file("venv/bin/python").toString(),
                "one_epoch.py",
                "columns",
                "columns_14"));
    if (round == 0) {
      command.add("rows");
    }
    JsonNode said = Json.parse(folder.run(command));
    List<Timing> timings = new ArrayList<>();
    List<Epoch> epochs = new ArrayList<>();
    said.get("packings")
        .properties()
        .forEach(
            field -> {
              JsonNode epoch = field.getValue();
              timings.add(
                  new Timing(
                      new Operation(Operation.Group.EPOCH, DATA, field.getKey()),
                      epoch.get("epoch_us").asDouble()));
              epochs.add(
                  new Epoch(
                      field.getKey(),
                      said.get("rows").asInt(),
                      epoch.get("encrypt_us").asDouble(),
                      epoch.get("ciphertext_bytes").asLong(),
                      epoch.get("worst_error").asDouble()));
            });
    return new Pass(said.get("version").asText(), timings, epochs);
  }

  private PeerFolder prepared() {
    PeerFolder made = new PeerFolder(cache, name(), List.of("requirements.lock", "one_epoch.py"));
    String environment = made.file("venv").toString();
    String pip = environment + "/bin/pip";
    List<List<String>> commands = new ArrayList<>();
    if (!Files.exists(made.file("venv/bin/pip"))) {
      commands.add(List.of(python, "-m", "venv", environment));
    }
    commands.add(
        List.of(
            pip,
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--only-binary=:all:",
            "--require-hashes",
            "-r",
            "requirements.lock"));
    made.prepare(commands);
    return made;
  }
}
