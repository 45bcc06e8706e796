package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import java.math.BigInteger;
import java.util.List;

/**
 * The three messages of Lineal that a wallet signs (EIP-712), one method each. Beside the hash of
 * the document they repeat what a person should see in a wallet before signing.
 */
public final class LinealMessages {
  /** What a wallet's owner reads when it adopts an identity key. */
  public static final String BINDING_STATEMENT = "This Ed25519 key signs for my wallet in Lineal.";

  private LinealMessages() {}

  /** The trainer asks for a run: {@code RunPlan(bytes32 planSha256,string study,...)}. */
  public static TypedStruct runPlan(
      Sha256 planSha256,
      String study,
      String task,
      long iterations,
      long releasedScalars,
      Address trainer) {
    return new TypedStruct(
        "RunPlan",
        List.of(
            TypedField.bytes32("planSha256", planSha256),
            TypedField.string("study", study),
            TypedField.string("task", task),
            TypedField.uint64("iterations", iterations),
            TypedField.uint64("releasedScalars", releasedScalars),
            TypedField.address("trainer", trainer)));
  }

  /**
   * A wallet adopts an identity key: {@code IdentityBinding(string statement,address wallet,...)}.
   *
   * @param identityKey the 32 bytes of the Ed25519 public key
   * @param issuedAt seconds since 1970
   */
  public static TypedStruct identityBinding(Address wallet, Sha256 identityKey, long issuedAt) {
    return new TypedStruct(
        "IdentityBinding",
        List.of(
            TypedField.string("statement", BINDING_STATEMENT),
            TypedField.address("wallet", wallet),
            TypedField.bytes32("identityKey", identityKey),
            TypedField.uint64("issuedAt", issuedAt)));
  }

  /**
   * An owner grants a licence: {@code Grant(bytes32 grantSha256,string study,...)}.
   *
   * @param parties owner first, licensee second
   * @param limits what may be done
   */
  public static TypedStruct grant(
      Sha256 grantSha256, String study, GrantParties parties, GrantLimits limits) {
    return new TypedStruct(
        "Grant",
        List.of(
            TypedField.bytes32("grantSha256", grantSha256),
            TypedField.string("study", study),
            TypedField.address("owner", parties.owner()),
            TypedField.address("licensee", parties.licensee()),
            TypedField.string("purpose", limits.purpose()),
            TypedField.strings("tasks", limits.tasks()),
            TypedField.uint64("expires", limits.expires()),
            TypedField.uint64("iterations", limits.iterations()),
            TypedField.uint64("releasedScalars", limits.releasedScalars()),
            TypedField.uint256("priceWei", limits.priceWei())));
  }

  /** Who grants and who may use. */
  public record GrantParties(Address owner, Address licensee) {}

  /**
   * What a grant allows, as a wallet shows it.
   *
   * @param expires seconds since 1970
   * @param priceWei price in wei
   */
  public record GrantLimits(
      String purpose,
      List<String> tasks,
      long expires,
      long iterations,
      long releasedScalars,
      BigInteger priceWei) {
    public GrantLimits {
      tasks = List.copyOf(tasks);
    }
  }
}
