package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an EIP-712 signature counts: a signature for one domain is worthless in another.
 *
 * @param name of the application
 * @param version of its messages
 * @param chainId of EIP-155; 0 where there is no chain
 * @param verifyingContract the contract that checks the signature, where one does
 */
public record SigningDomain(
    String name, String version, long chainId, Optional<Address> verifyingContract) {
  /** Lineal without a chain: file ledgers, sandboxes and tests. */
  public static final SigningDomain OFFLINE = new SigningDomain("Lineal", "1", 0, Optional.empty());

  public SigningDomain {
    Require.text("name", name);
    Require.text("version", version);
    Require.range("chainId", chainId, 0, Long.MAX_VALUE);
    Require.present("verifyingContract", verifyingContract);
  }

  /** Lineal on a chain, checked by one of its contracts. */
  public static SigningDomain onChain(long chainId, Address verifyingContract) {
    Require.range("chainId", chainId, 1, Long.MAX_VALUE);
    return new SigningDomain("Lineal", "1", chainId, Optional.of(verifyingContract));
  }

  TypedStruct struct() {
    List<TypedField> fields =
        new ArrayList<>(
            List.of(
                TypedField.string("name", name),
                TypedField.string("version", version),
                TypedField.uint256("chainId", chainId)));
    verifyingContract.ifPresent(at -> fields.add(TypedField.address("verifyingContract", at)));
    return new TypedStruct("EIP712Domain", fields);
  }
}
