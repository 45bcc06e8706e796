package dev.lineal.lineage.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class WalletSignatureTest {
  private static final String R =
      "4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d";
  private static final String S =
      "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562";
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  @Test
  void partsComeBack() {
    WalletSignature signature = new WalletSignature(R + S + "1c");
    assertEquals(65, signature.bytes().length);
    assertEquals("0x" + R + S + "1c", signature.toString());
  }

  @Test
  void theSecondFormOfASignatureIsRefused() {
    String highS = ORDER.subtract(new BigInteger(S, 16)).toString(16);
    refused("s: must be a scalar of a signature in its one valid form (EIP-2)", R + highS + "1b");
  }

  @Test
  void scalarsOutsideTheOrderAreRefused() {
    String zero = "0".repeat(64);
    refused("r: must be a scalar of a signature in its one valid form (EIP-2)", zero + S + "1b");
    refused("s: must be a scalar of a signature in its one valid form (EIP-2)", R + zero + "1b");
    refused(
        "r: must be a scalar of a signature in its one valid form (EIP-2)",
        ORDER.toString(16) + S + "1b");
  }

  @Test
  void otherValuesOfVAreRefused() {
    refused("v: must lie in 27 .. 28, but is 0", R + S + "00");
    refused("v: must lie in 27 .. 28, but is 29", R + S + "1d");
    refused("v: must lie in 27 .. 28, but is 255", R + S + "ff");
  }

  @Test
  void otherLengthsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new WalletSignature(R + S));
    assertThrows(IllegalArgumentException.class, () -> new WalletSignature("0x" + R + S + "1c"));
  }

  private static void refused(String message, String hex) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> new WalletSignature(hex)).getMessage());
  }
}
