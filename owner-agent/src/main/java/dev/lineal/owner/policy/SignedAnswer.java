package dev.lineal.owner.policy;

import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.lineage.identity.SignedPurpose;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * An answer that its owner stands for: the signature is over the answer's SHA-256 and then the
 * request's digest, 64 bytes.
 *
 * @param answer as it is sent
 * @param hash SHA-256 of its bytes
 */
public record SignedAnswer(RefreshAnswer answer, Sha256 hash, IdentitySignature signature) {
  private static final SignedPurpose PURPOSE = new SignedPurpose("refresh-answer-1");

  static SignedAnswer sign(RefreshAnswer answer, Sha256 hash, IdentityKeyPair identity) {
    return new SignedAnswer(answer, hash, identity.sign(PURPOSE, signed(hash, answer.digest())));
  }

  static Sha256 hash(RefreshAnswer answer) {
    MessageDigest digest = Sha256.digest();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      answer.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.of(digest.digest());
  }

  /** Whether an owner signed these answer bytes to a request of this digest. */
  public static boolean verifies(
      IdentityKey owner, byte[] answer, byte[] requestDigest, IdentitySignature signature) {
    return owner.verifies(PURPOSE, signed(Sha256.hash(answer), requestDigest), signature);
  }

  /** The same where the answer's hash is known. */
  public static boolean verifies(
      IdentityKey owner, Sha256 answer, byte[] requestDigest, IdentitySignature signature) {
    return owner.verifies(PURPOSE, signed(answer, requestDigest), signature);
  }

  private static byte[] signed(Sha256 answer, byte[] requestDigest) {
    byte[] signed = new byte[2 * Sha256.BYTES];
    System.arraycopy(answer.bytes(), 0, signed, 0, Sha256.BYTES);
    System.arraycopy(requestDigest, 0, signed, Sha256.BYTES, Sha256.BYTES);
    return signed;
  }
}
