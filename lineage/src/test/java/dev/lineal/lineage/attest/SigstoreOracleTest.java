package dev.lineal.lineage.attest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.merkle.InclusionProof;
import dev.lineal.lineage.merkle.MerkleHash;
import dev.lineal.lineage.merkle.MerkleTree;
import dev.sigstore.bundle.ImmutableDsseEnvelope;
import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What we sign and prove, judged by sigstore's own code. */
class SigstoreOracleTest {
  @Test
  void signaturesHoldOverSigstoresEncoding() throws Exception {
    Random random = new Random(5);
    IdentityKeyPair signer = IdentityKeyPair.generate();
    for (int round = 0; round < 50; round++) {
      // Sigstore's encoding goes through text: payloads are ASCII here.
      byte[] payload = "x".repeat(random.nextInt(400)).concat("{}").getBytes(UTF_8);
      String type = round % 2 == 0 ? Envelope.IN_TOTO : "application/" + round;
      Envelope envelope = Envelope.sign(type, payload, signer);
      byte[] encoded =
          ImmutableDsseEnvelope.builder().payload(payload).payloadType(type).build().getPAE();
      byte[] signature = envelope.signatures().get(0).signature().bytes();
      assertTrue(holds(signer.publicKey().bytes(), encoded, signature), type);
    }
  }

  private static boolean holds(byte[] key, byte[] message, byte[] signature) throws Exception {
    String x509 = "302a300506032b6570032100" + HexFormat.of().formatHex(key);
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(x509))));
    verifier.update(message);
    return verifier.verify(signature);
  }

  @Test
  void inclusionProofsHoldForSigstore() {
    Random random = new Random(6);
    for (int size = 1; size <= 70; size++) {
      List<byte[]> leaves = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        byte[] leaf = new byte[1 + random.nextInt(60)];
        random.nextBytes(leaf);
        leaves.add(leaf);
      }
      MerkleTree tree = MerkleTree.of(leaves);
      int index = random.nextInt(size);
      InclusionProof proof = tree.inclusionProof(index);
      byte[] leaf = MerkleHash.leaf(leaves.get(index)).bytes();
      assertDoesNotThrow(() -> verify(leaf, proof, tree.root().bytes()));
      byte[] otherRoot = tree.root().bytes();
      otherRoot[0] ^= 1;
      assertThrows(InclusionProofVerificationException.class, () -> verify(leaf, proof, otherRoot));
    }
  }

  private static void verify(byte[] leaf, InclusionProof proof, byte[] root) throws Exception {
    List<byte[]> path = proof.path().stream().map(Sha256::bytes).toList();
    InclusionProofVerifier.verify(leaf, proof.index(), proof.size(), path, root);
  }
}
