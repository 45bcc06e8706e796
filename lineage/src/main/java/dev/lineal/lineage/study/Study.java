package dev.lineal.lineage.study;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.SigningDomain;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A group of owners with one purpose, one schema, one parameter set and, after the ceremony, one
 * joint key. Fixed before the ceremony; its hash names it there.
 *
 * @param id short name
 * @param purpose what models are for; a run's plan names the same
 * @param schema of every owner's rows
 * @param parameterSet such as {@code STUDY_13}
 * @param minOwners no run has fewer owners; with two, each learns the other's totals
 * @param owners at least {@code minOwners}, in the order of their indices in the ceremony; distinct
 *     names, URLs, wallets and identity keys
 * @param domain where its wallets sign: a chain, or {@link SigningDomain#OFFLINE}
 */
public record Study(
    String id,
    String purpose,
    StudySchema schema,
    String parameterSet,
    int minOwners,
    List<StudyOwner> owners,
    SigningDomain domain) {
  /** What a study has unless its makers say otherwise. */
  public static final int DEFAULT_MIN_OWNERS = 3;

  /** No study has more owners. */
  public static final int MAX_OWNERS = 256;

  private static final Pattern PARAMETER_SET = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  public Study {
    Require.name("id", id);
    Require.text("purpose", purpose);
    Require.present("schema", schema);
    if (parameterSet == null || !PARAMETER_SET.matcher(parameterSet).matches()) {
      throw new IllegalArgumentException(
          "parameter_set: must be a name like STUDY_13, but is " + Require.quoted(parameterSet));
    }
    Require.range("min_owners", minOwners, 2, MAX_OWNERS);
    owners = Require.notEmpty("owners", owners);
    Require.range("owners", owners.size(), minOwners, MAX_OWNERS);
    Require.distinct("owners", owners.stream().map(StudyOwner::name).toList());
    Require.distinct("owners", owners.stream().map(StudyOwner::url).toList());
    Require.distinct("owners", owners.stream().map(StudyOwner::wallet).toList());
    Require.distinct("owners", owners.stream().map(StudyOwner::identityKey).toList());
    Require.present("chain", domain);
  }

  /** A study without a chain. */
  public Study(
      String id,
      String purpose,
      StudySchema schema,
      String parameterSet,
      int minOwners,
      List<StudyOwner> owners) {
    this(id, purpose, schema, parameterSet, minOwners, owners, SigningDomain.OFFLINE);
  }

  /** Reads canonical bytes; whatever is not exactly a study is an error with a path. */
  public static Study parse(byte[] canonical) {
    return StudyJson.parse(canonical);
  }

  /** The one canonical text, UTF-8. */
  public byte[] canonicalBytes() {
    return StudyJson.canonicalBytes(this);
  }

  /** Hash of the canonical bytes. */
  public Sha256 sha256() {
    return Sha256.hash(canonicalBytes());
  }

  /** Checks every owner's binding; a false one is a {@code LineageException} that says which. */
  public void checkBindings() {
    owners.forEach(owner -> owner.binding().check(domain));
  }
}
