package dev.lineal.lineage;

import dev.lineal.lineage.LineageException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Every error of this module that a user reads: the problem, why, and what to do. */
public final class LineageErrors {
  private LineageErrors() {}

  /** A text that is no JSON, or JSON that no hash can be taken of. */
  public static LineageException notHashable(String document, String reason) {
    return error(
        Kind.BAD_INPUT,
        "json.not_hashable",
        "The %s cannot be hashed: %s.".formatted(document, reason),
        "Hashed documents are canonical JSON (RFC 8785) of integers, texts, lists and objects;"
            + " fetch it again or have it written anew.");
  }

  /** JSON whose bytes are not the canonical ones. */
  public static LineageException notCanonical(String document, long offset) {
    return error(
        Kind.BAD_INPUT,
        "json.not_canonical",
        "The %s is not in canonical form: byte %d differs from RFC 8785, so its hash would name"
                .formatted(document, offset)
            + " another document.",
        "Use the file as it was published; editors and formatters change it.");
  }

  /** A field of a document that is not what it must be. */
  public static LineageException badField(String document, String path, String reason) {
    return error(
        Kind.BAD_INPUT,
        "document.field",
        "The %s has a fault at %s: %s.".formatted(document, path, reason),
        "Compare it with its JSON Schema in this version's schemas folder, or update whichever"
            + " program is older.");
  }

  /** A file of secrets that others may read or change. */
  public static LineageException openToOthers(Path path, String actual, String wanted) {
    return error(
        Kind.BAD_INPUT,
        "secret.permissions",
        "%s is open to other users of this machine (%s), and it guards a secret."
            .formatted(path, actual),
        "Run: chmod %s %s. If others could have read it, make a new key.".formatted(wanted, path));
  }

  /** A file of secrets that is already there. */
  public static LineageException secretFileExists(Path file) {
    return error(
        Kind.BAD_INPUT,
        "secret.exists",
        "%s exists already, and replacing a key would lose what it owns.".formatted(file),
        "Choose another file, or move that one away yourself.");
  }

  /** A file of secrets that is not there. */
  public static LineageException secretFileMissing(Path file) {
    return error(
        Kind.BAD_INPUT,
        "secret.missing",
        "%s is not there.".formatted(file),
        "Check the path, or make the key first (lineal trainer init, lineal owner init).");
  }

  /** A file system that cannot keep other users out. */
  public static LineageException noFileModes(Path file) {
    return error(
        Kind.BAD_INPUT,
        "secret.no_modes",
        "The file system of %s has no POSIX permissions, so nothing keeps other users out."
            .formatted(file),
        "Keep secrets on a file system that has them.");
  }

  /** A file far longer than what it should hold. */
  public static LineageException fileTooLong(Path file, int maxBytes) {
    return error(
        Kind.BAD_INPUT,
        "file.too_long",
        "%s is longer than the %d bytes such a file may have.".formatted(file, maxBytes),
        "Check that the path names the right file.");
  }

  /** A disk that does not do what it should. */
  public static LineageException fileUnavailable(Path file, IOException cause) {
    return new LineageException(
        Kind.UNAVAILABLE,
        "file.unavailable",
        "%s could not be read or written (%s)."
            .formatted(file, cause.getClass().getSimpleName() + ": " + cause.getMessage()),
        "Check the disk's space and the rights of its directory, then try again.",
        cause);
  }

  /** No passphrase where one guards a key. */
  public static LineageException emptyPassphrase(Path file) {
    return error(
        Kind.BAD_INPUT,
        "keystore.empty_passphrase",
        "The passphrase for %s is empty, so whoever reads the file has the key.".formatted(file),
        "Choose a passphrase, and keep it where the file is not.");
  }

  /** A passphrase that does not open a keystore. */
  public static LineageException wrongPassphrase(Path file) {
    return error(
        Kind.BAD_INPUT,
        "keystore.passphrase",
        "The passphrase does not open %s, or the file was changed.".formatted(file),
        "Type it again; without it the key is lost and only a backup helps.");
  }

  /** A keystore that is none. */
  public static LineageException brokenKeystore(Path file, String reason) {
    return error(
        Kind.BAD_INPUT,
        "keystore.broken",
        "%s is no keystore that can be opened: %s.".formatted(file, reason),
        "Lineal reads Web3 secret storage version 3 with scrypt; restore the file from a backup or"
            + " export the key anew.");
  }

  /** A signature that is not that of whom it names. */
  public static LineageException forged(String document, String reason) {
    return error(
        Kind.CHECK_FAILED,
        "signature.forged",
        "The signature of the %s does not hold: %s.".formatted(document, reason),
        "Do not act on it; ask whom it names to sign again, for the same chain and contract.");
  }

  /** A line of a licence ledger that cannot be trusted. */
  public static LineageException ledgerLine(Path file, int line, String reason) {
    return error(
        Kind.CHECK_FAILED,
        "ledger.line",
        "Line %d of the licence ledger %s cannot be trusted: %s".formatted(line, file, reason),
        "No grant in it counts until it is restored from a copy; nothing may be edited, removed or"
            + " inserted.");
  }

  /** A last line that was never finished. */
  public static LineageException ledgerTorn(Path file, int line) {
    return error(
        Kind.CHECK_FAILED,
        "ledger.torn",
        "Line %d of the licence ledger %s has no end: an append was cut off before it counted."
            .formatted(line, file),
        "Remove that unfinished line and repeat what was being appended.");
  }

  /** A line of an owner's transcript that does not continue the chain. */
  public static LineageException transcriptLine(Path file, long line, String reason) {
    return error(
        Kind.CHECK_FAILED,
        "transcript.line",
        "Line %d of the transcript %s cannot be trusted: %s".formatted(line, file, reason),
        "Restore it from a copy; this owner answers nothing until its transcript is whole, because"
            + " it says what was spent.");
  }

  /** A plan that breaks a rule of its grant. */
  public static LineageException refused(String rule, String reason, String action) {
    return error(
        Kind.REFUSED,
        "grant." + rule.replace('-', '_'),
        "The rule %s refuses this run. %s".formatted(rule, reason),
        action);
  }

  /** A grant or a revocation that the signer may not write. */
  public static LineageException notTheOwner(String owner, String signer) {
    return error(
        Kind.REFUSED,
        "ledger.not_owner",
        "The grant belongs to %s, but the signing identity is bound to %s."
            .formatted(owner, signer),
        "Only the owner of a dataset grants and revokes; sign with the owner's identity key.");
  }

  /** A revocation of a grant nobody gave. */
  public static LineageException unknownGrant(Path file, Sha256 grant) {
    return error(
        Kind.BAD_INPUT,
        "ledger.unknown_grant",
        "The licence ledger %s has no grant %s.".formatted(file, grant),
        "List the ledger's grants and use one of their ids.");
  }

  /** A path that holds no bundle. */
  public static LineageException notABundle(Path path, String reason) {
    return error(
        Kind.BAD_INPUT,
        "bundle.none",
        "%s is no bundle: %s.".formatted(path, reason),
        "Name the folder or the zip that publish wrote.");
  }

  /** A file of a bundle that is not what it must be. */
  public static LineageException badBundle(String file, String reason) {
    return error(
        Kind.CHECK_FAILED,
        "bundle.file",
        "File %s of the bundle: %s".formatted(file, reason),
        "Fetch the bundle again from where it was published.");
  }

  /** A file that should be an exported model. */
  public static LineageException notAModel(String reason) {
    return error(
        Kind.BAD_INPUT,
        "model.format",
        "The model cannot be read: %s.".formatted(reason),
        "Use the model.json that a release wrote.");
  }

  /** A model of other columns than a study's. */
  public static LineageException otherColumns(
      String task, Collection<String> features, String wanted, Collection<String> columns) {
    return error(
        Kind.BAD_INPUT,
        "model.columns",
        "The parent is a %s model of %s; the study trains a %s model of %s."
            .formatted(task, features, wanted, columns),
        "Start from a model of exactly the study's columns, or without a parent.");
  }

  /** A bundle of which a check failed. */
  public static LineageException notVerified(String checks) {
    return error(
        Kind.CHECK_FAILED,
        "verify.failed",
        "The bundle does not hold: %s.".formatted(checks),
        "Do not rely on this model; ask its trainer for the bundle as it was published.");
  }

  /** A manifest that the tables do not have. */
  public static LineageException unknownManifest(String name) {
    return error(
        Kind.BAD_INPUT,
        "lineage.unknown",
        "The lineage tables have no manifest %s.".formatted(Require.quoted(name)),
        "Give a model's name, name@version, or a manifest's SHA-256.");
  }

  /** A Delta table whose log or files cannot be read. */
  public static LineageException tableUnreadable(Path folder, RuntimeException cause) {
    return new LineageException(
        Kind.UNAVAILABLE,
        "lineage.table",
        "The Delta table %s cannot be read (%s)."
            .formatted(folder, cause.getClass().getSimpleName() + ": " + cause.getMessage()),
        "Restore its log from a copy; if it is being written, try again.",
        cause);
  }

  /** Rows of the lineage tables that are not what they say. */
  public static LineageException corruptManifests(List<String> faults) {
    return error(
        Kind.CHECK_FAILED,
        "lineage.corrupt",
        "%d rows of the lineage tables are left out: %s"
            .formatted(faults.size(), String.join(" ", faults)),
        "Restore the tables from a copy; Delta keeps their earlier versions.");
  }

  /** Somewhere that was to get OpenLineage events. */
  public static LineageException eventsNotTaken(String where, String why) {
    return error(
        Kind.UNAVAILABLE,
        "openlineage.not_taken",
        "OpenLineage events were not taken by %s: %s.".formatted(where, why),
        "Nothing else depends on them; publish again to send them again.");
  }

  private static LineageException error(Kind kind, String code, String problem, String action) {
    return new LineageException(kind, code, problem, action, null);
  }
}
