package dev.lineal.lineage.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.lineage.LineageException;
import org.junit.jupiter.api.Test;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;

class ContractErrorsTest {
  private static String selector(String signature) {
    return Hash.sha3String(signature).substring(0, 10);
  }

  @Test
  void aCustomErrorIsToldWithItsValues() {
    String data =
        selector("WrongPayment(uint256,uint256)")
            + TypeEncoder.encode(new Uint256(30))
            + TypeEncoder.encode(new Uint256(29));
    ContractError error = ContractErrors.decode(data);
    assertEquals("WrongPayment", error.name());
    assertEquals("WrongPayment(wantedWei=30, paidWei=29)", error.text());
    LineageException told = error.asError();
    assertEquals("chain.wrong_payment", told.code());
    assertEquals(LineageException.Kind.REFUSED, told.kind());
    assertEquals(
        "The chain refuses: WrongPayment(wantedWei=30, paidWei=29). Pay exactly what is wanted;"
            + " ask for the price again.",
        told.getMessage());
  }

  @Test
  void aTextInACustomErrorIsRead() {
    String data =
        selector("PurposeNotAllowed(uint256,string)")
            + FunctionEncoder.encodeConstructor(
                java.util.List.of(new Uint256(7), new Utf8String("δοκιμή")));
    assertEquals(
        "PurposeNotAllowed(dataset=7, purpose=δοκιμή)", ContractErrors.decode(data).text());
  }

  @Test
  void aRequireTextIsRead() {
    String data =
        selector("Error(string)")
            + FunctionEncoder.encodeConstructor(java.util.List.of(new Utf8String("no")));
    assertEquals("no", ContractErrors.decode(data).text());
  }

  @Test
  void whatIsNoErrorOfOursIsToldAsItIs() {
    assertEquals("unknown error 0x12345678", ContractErrors.decode("0x12345678").text());
    assertEquals("the call reverted without a reason", ContractErrors.decode("0x").text());
    assertEquals("the call reverted without a reason", ContractErrors.decode(null).text());
  }
}
