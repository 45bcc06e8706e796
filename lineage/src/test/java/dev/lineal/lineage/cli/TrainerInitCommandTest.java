package dev.lineal.lineage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.lineage.manifest.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainerInitCommandTest {
  @TempDir Path folder;

  private int init() throws IOException {
    Path passphrase = folder.resolve("secrets/passphrase");
    if (!Files.exists(passphrase)) {
      Files.createDirectory(
          passphrase.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(passphrase, "of a trainer\n");
      Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    }
    return new CommandLine(new TrainerCommand())
        .execute(
            "init",
            "--home=" + folder.resolve("trainer"),
            "--passphrase-file=" + passphrase,
            "--json=" + folder.resolve("json"));
  }

  private JsonNode report() throws IOException {
    String text = Files.readString(folder.resolve("json"));
    assertEquals(List.of(), Schemas.faults(Schemas.of("report/trainer-init-1.json"), text));
    return new ObjectMapper().readTree(text);
  }

  @Test
  void aHomeIsMadeOnceAndReportedByItsSchema() throws IOException {
    assertEquals(0, init());
    assertTrue(report().get("sealing_key").asText().startsWith("x25519:"));
    assertTrue(report().get("identity_key").asText().startsWith("ed25519:"));
    assertEquals(2, init());
    assertEquals("secret.exists", report().at("/error/code").asText());
  }
}
