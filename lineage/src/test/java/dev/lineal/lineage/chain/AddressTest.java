package dev.lineal.lineage.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  /** The test cases of EIP-55. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
      })
  void checksumsAreThoseOfEip55(String text) {
    assertEquals(text, new Address(text).toString());
    assertEquals(text, Address.parse("0x" + text.substring(2).toLowerCase(Locale.ROOT)).text());
    assertEquals(text, Address.parse("0x" + text.substring(2).toUpperCase(Locale.ROOT)).text());
    assertEquals(20, new Address(text).bytes().length);
  }

  @Test
  void aWrongChecksumIsRefused() {
    String swapped = "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    String message =
        assertThrows(IllegalArgumentException.class, () -> Address.parse(swapped)).getMessage();
    assertEquals(
        "must carry the checksum of EIP-55, so 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed if no"
            + " digit is wrong, but is '"
            + swapped
            + "'",
        message);
  }

  @Test
  void aDocumentHoldsTheChecksummedFormOnly() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Address("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0",
        "0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg"
      })
  void anotherShapeIsRefused(String text) {
    assertEquals(
        "must be an address of 0x and 40 hex digits, but is '" + text + "'",
        assertThrows(IllegalArgumentException.class, () -> Address.parse(text)).getMessage());
  }
}
