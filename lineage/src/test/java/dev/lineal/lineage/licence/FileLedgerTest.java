package dev.lineal.lineage.licence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Mutations;
import dev.lineal.lineage.manifest.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest {
  private static final LedgerSigner ALICE = Grants.signer("alice");
  private static final LedgerSigner MALLORY = Grants.signer("mallory");
  private static final Grant FIRST = Grants.toAnyVersion();
  private static final Grant SECOND = Grants.of(Optional.empty(), "second");
  private static final Revocation REVOCATION =
      new Revocation(FIRST.id(), "consent withdrawn", Instant.parse("2026-05-01T00:00:00Z"));

  @TempDir Path directory;
  private Path file;
  private FileLedger ledger;

  @BeforeEach
  void open() {
    file = directory.resolve("grants.jsonl");
    ledger = FileLedger.at(file, SigningDomain.OFFLINE);
  }

  @Test
  void whatIsAppendedIsRead() {
    assertEquals(List.of(), ledger.grants());
    assertEquals(FIRST.id(), ledger.append(FIRST, ALICE));
    ledger.append(SECOND, ALICE);
    ledger.revoke(REVOCATION, ALICE);
    FileLedger again = FileLedger.at(file, SigningDomain.OFFLINE);
    assertEquals(List.of(FIRST, SECOND), again.grants());
    assertEquals(List.of(REVOCATION), again.revocations());
  }

  @Test
  void aLineHoldsGrantBindingChainAndSignature() throws IOException {
    ledger.append(FIRST, ALICE);
    ledger.append(SECOND, ALICE);
    List<String> lines = Files.readAllLines(file);
    ObjectNode first = (ObjectNode) new ObjectMapper().readTree(lines.get(0));
    ObjectNode second = (ObjectNode) new ObjectMapper().readTree(lines.get(1));
    assertEquals("lineal.ledger/1", first.get("schema").asText());
    assertTrue(first.get("previous").isNull());
    assertTrue(first.get("revocation").isNull());
    assertEquals(Samples.ALICE.text(), first.at("/binding/wallet").asText());
    assertEquals("mnist-3v8", first.at("/grant/study").asText());
    Sha256 hash = Sha256.hash(lines.get(0).getBytes(StandardCharsets.UTF_8));
    assertEquals(hash.toString(), second.get("previous").asText());
  }

  @Test
  void repeatingAnAppendChangesNothing() throws IOException {
    ledger.append(FIRST, ALICE);
    ledger.revoke(REVOCATION, ALICE);
    byte[] before = Files.readAllBytes(file);
    ledger.append(FIRST, ALICE);
    ledger.revoke(new Revocation(FIRST.id(), "again", Instant.EPOCH), ALICE);
    assertEquals(Sha256.hash(before), Sha256.hash(Files.readAllBytes(file)));
  }

  @Test
  void aNewIdentityOfTheSameWalletMayRevoke() {
    ledger.append(FIRST, ALICE);
    ledger.revoke(REVOCATION, Grants.signer("alice"));
    assertEquals(List.of(REVOCATION), ledger.revocations());
  }

  @Test
  void onlyTheOwnerGrantsAndRevokes() {
    LineageException granting =
        assertThrows(LineageException.class, () -> ledger.append(FIRST, MALLORY));
    assertEquals(
        "The grant belongs to %s, but the signing identity is bound to %s."
            .formatted(Samples.ALICE, MALLORY.binding().wallet()),
        granting.problem());
    assertFalse(Files.exists(file));
    ledger.append(FIRST, ALICE);
    LineageException revoking =
        assertThrows(LineageException.class, () -> ledger.revoke(REVOCATION, MALLORY));
    assertEquals("ledger.not_owner", revoking.code());
    assertEquals(List.of(), ledger.revocations());
  }

  @Test
  void aGrantThatIsNotThereCannotBeRevoked() {
    LineageException error =
        assertThrows(LineageException.class, () -> ledger.revoke(REVOCATION, ALICE));
    assertEquals(
        "The licence ledger %s has no grant %s.".formatted(file, FIRST.id()), error.problem());
  }

  @Test
  void everyMutationOfALineIsNamedWithItsNumber() throws IOException {
    fill();
    List<String> lines = Files.readAllLines(file);
    for (int number = 1; number <= lines.size(); number++) {
      List<String> changed = new ArrayList<>(lines);
      for (var mutation : Mutations.of(new ObjectMapper().readTree(lines.get(number - 1)))) {
        changed.set(number - 1, mutation.document().toString());
        Files.write(file, changed);
        refused(number, "", mutation.what());
      }
    }
  }

  @Test
  void everyChangedCharacterIsNoticed() throws IOException {
    fill();
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i += 7) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(file, bad);
      assertThrows(LineageException.class, () -> ledger.grants(), "byte " + i);
    }
  }

  @Test
  void aChangedValueWithItsOldSignatureIsForged() throws IOException {
    fill();
    rewrite(2, line -> ((ObjectNode) line.get("grant")).put("released_scalars", 1_000_000));
    refused(2, "it was not signed by " + ALICE.identity().publicKey(), "");
  }

  @Test
  void aRemovedRevocationIsNoticedByTheNextLine() throws IOException {
    fill();
    ledger.append(Grants.of(Optional.empty(), "third"), ALICE);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.remove(2);
    Files.write(file, lines);
    refused(3, "it does not follow the line before it, so lines are missing or moved", "");
  }

  @Test
  void swappedAndRepeatedLinesAreNoticed() throws IOException {
    fill();
    List<String> lines = Files.readAllLines(file);
    Files.write(file, List.of(lines.get(1), lines.get(0), lines.get(2)));
    refused(1, "it does not follow the line before it", "swapped");
    Files.write(file, List.of(lines.get(0), lines.get(0)));
    refused(2, "it does not follow the line before it", "repeated");
  }

  @Test
  void foreignLinesAreNamed() throws IOException {
    fill();
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    for (String foreign : List.of("", "hello", "{}", "[]", "{\"schema\":\"lineal.grant/1\"}")) {
      lines.set(1, foreign);
      Files.write(file, lines);
      refused(2, "The ledger line ", foreign);
    }
  }

  @Test
  void aLineWithALineEndOfAnotherSystemIsNamed() throws IOException {
    fill();
    Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
    refused(1, "The ledger line is not in canonical form", "");
  }

  /** A thief signs everything properly, but for a wallet that owns nothing here. */
  @Test
  void aStrangersWellSignedLinesDoNotCount() throws IOException {
    LedgerLine theft =
        LedgerLine.sign(Optional.empty(), Optional.of(FIRST), Optional.empty(), MALLORY);
    write(theft);
    Address mallory = MALLORY.binding().wallet();
    refused(1, mallory + " grants what belongs to " + Samples.ALICE, "");
    LedgerLine good =
        LedgerLine.sign(Optional.empty(), Optional.of(FIRST), Optional.empty(), ALICE);
    Optional<Sha256> previous = Optional.of(Sha256.hash(good.canonicalBytes()));
    write(good, LedgerLine.sign(previous, Optional.empty(), Optional.of(REVOCATION), MALLORY));
    refused(2, mallory + " revokes what belongs to " + Samples.ALICE, "");
    write(good, LedgerLine.sign(previous, Optional.of(FIRST), Optional.empty(), ALICE));
    refused(2, "it repeats grant " + FIRST.id(), "");
    write(LedgerLine.sign(Optional.empty(), Optional.empty(), Optional.of(REVOCATION), ALICE));
    refused(1, "it revokes a grant that no line above gives", "");
  }

  @Test
  void aBindingForAnotherChainDoesNotCount() {
    fill();
    SigningDomain chain =
        SigningDomain.onChain(1, new Address("0x5FbDB2315678afecb367f032d93F642f64180aa3"));
    ledger = FileLedger.at(file, chain);
    refused(1, "The signature of the wallet binding does not hold", "");
  }

  @Test
  void anUnfinishedLastLineSaysWhatToDo() throws IOException {
    fill();
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() - 1));
    LineageException error = assertThrows(LineageException.class, () -> ledger.grants());
    assertEquals(
        "Line 3 of the licence ledger "
            + file
            + " has no end: an append was cut off before it counted."
            + " Remove that unfinished line and repeat what was being appended.",
        error.getMessage());
    assertThrows(LineageException.class, () -> ledger.append(SECOND, ALICE));
  }

  @Test
  void aFolderThatIsNotThereIsTold() {
    FileLedger nowhere = FileLedger.at(directory.resolve("no/such"), SigningDomain.OFFLINE);
    LineageException error =
        assertThrows(LineageException.class, () -> nowhere.append(FIRST, ALICE));
    assertEquals(4, error.kind().exitCode());
    assertTrue(error.getMessage().startsWith(directory.resolve("no/such") + " could not be"));
  }

  private void fill() {
    ledger.append(FIRST, ALICE);
    ledger.append(SECOND, ALICE);
    ledger.revoke(REVOCATION, ALICE);
  }

  private interface Change {
    void apply(ObjectNode line);
  }

  private void rewrite(int number, Change change) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    ObjectNode line = (ObjectNode) new ObjectMapper().readTree(lines.get(number - 1));
    change.apply(line);
    byte[] canonical = CanonicalJson.write(line, "test");
    lines.set(number - 1, new String(canonical, StandardCharsets.UTF_8));
    Files.write(file, lines);
  }

  private void write(LedgerLine... lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (LedgerLine line : lines) {
      text.append(new String(line.canonicalBytes(), StandardCharsets.UTF_8)).append('\n');
    }
    Files.writeString(file, text);
  }

  private void refused(int number, String reason, String what) {
    LineageException error =
        assertThrows(LineageException.class, () -> ledger.grants(), "accepts: " + what);
    String start = "Line %d of the licence ledger %s cannot be trusted: ".formatted(number, file);
    assertTrue(error.getMessage().startsWith(start + reason), error.getMessage());
    assertEquals(1, error.kind().exitCode());
  }
}
