package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Optional;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;

/**
 * A message that a wallet signs (EIP-712). What Lineal lets wallets sign is in {@link
 * LinealMessages}.
 *
 * @param domain where the signature counts
 * @param message what is signed
 */
public record TypedData(SigningDomain domain, TypedStruct message) {
  public TypedData {
    Require.present("domain", domain);
    Require.present("message", message);
  }

  /** Keccak-256(0x19 0x01 || domain separator || hashStruct(message)): the 32 signed bytes. */
  public byte[] hash() {
    byte[] preimage = new byte[66];
    preimage[0] = 0x19;
    preimage[1] = 0x01;
    System.arraycopy(domain.struct().hash(), 0, preimage, 2, 32);
    System.arraycopy(message.hash(), 0, preimage, 34, 32);
    return Hash.sha3(preimage);
  }

  /** Whose wallet made the signature; empty where no key fits. */
  public Optional<Address> signer(WalletSignature signature) {
    Sign.SignatureData data = new Sign.SignatureData(signature.v(), signature.r(), signature.s());
    try {
      BigInteger key = Sign.signedMessageHashToKey(hash(), data);
      return Optional.of(Address.ofPublicKey(key));
    } catch (SignatureException | IllegalArgumentException noSuchPoint) {
      return Optional.empty();
    }
  }
}
