package dev.lineal.lineage.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.StructuredDataEncoder;

class TypedDataTest {
  private static final Wallet COW = TestWallets.of("cow");
  private static final SigningDomain ON_CHAIN =
      SigningDomain.onChain(31337, new Address("0x5FbDB2315678afecb367f032d93F642f64180aa3"));

  /** The example of EIP-712 itself. */
  private static TypedData mail(String contents) {
    TypedStruct from = person("Cow", "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826");
    TypedStruct to = person("Bob", "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB");
    SigningDomain domain =
        new SigningDomain(
            "Ether Mail",
            "1",
            1,
            Optional.of(new Address("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC")));
    return new TypedData(
        domain,
        new TypedStruct(
            "Mail",
            List.of(
                TypedField.struct("from", from),
                TypedField.struct("to", to),
                TypedField.string("contents", contents))));
  }

  private static TypedStruct person(String name, String wallet) {
    return new TypedStruct(
        "Person",
        List.of(
            TypedField.string("name", name), TypedField.address("wallet", new Address(wallet))));
  }

  @Test
  void theMailOfEip712HashesToItsPublishedValues() {
    TypedData mail = mail("Hello, Bob!");
    assertEquals(
        "Mail(Person from,Person to,string contents)Person(string name,address wallet)",
        mail.message().encodedType());
    assertEquals(
        "f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f",
        hex(mail.domain().struct().hash()));
    assertEquals(
        "c52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e",
        hex(mail.message().hash()));
    assertEquals(
        "be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2", hex(mail.hash()));
  }

  @Test
  void theMailOfEip712IsSignedAsPublished() {
    TypedData mail = mail("Hello, Bob!");
    WalletSignature signature = COW.sign(mail);
    assertEquals(
        "0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"
            + "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c",
        signature.toString());
    assertEquals(
        Optional.of(new Address("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826")),
        mail.signer(signature));
    assertNotEquals(Optional.of(COW.address()), mail("Hello, Eve!").signer(signature));
  }

  /** The constants were computed by the Python package eth-account 0.14.0. */
  @Test
  void linealsMessagesHashAsAnotherImplementationSays() {
    TypedStruct plan =
        LinealMessages.runPlan(filled("11"), "mnist-3v8", "logistic", 32, 174, COW.address());
    signs(
        SigningDomain.OFFLINE,
        plan,
        "06d8825260b75128fc49ca2f45121c3fcd3dfc7297eceb75467c750dd86aab7b",
        "e95ec629ceddf2fa68e8558a553411a59e38a1315d527baf2934f9f8755a001d"
            + "5756206b4c1b8884d06395fe400fba3c92332ea9722b6e009bc06ee924bdb4b61b");
    signs(
        ON_CHAIN,
        plan,
        "825cb56c47442c3c3daaeeeb098af51e5a2ba4f747b72f57dd927cf47602511d",
        "c3c9f3ed8c631c7a48911175382561621cb8404c8dc7e3807061eb505ffb0da6"
            + "0eb54b18e819b1e56fc7c97df73f15fbb2388b47b12a76b6dd1123576d40f5401c");
    TypedStruct binding =
        LinealMessages.identityBinding(
            COW.address(),
            Sha256.parse("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
            1_767_225_600);
    signs(
        SigningDomain.OFFLINE,
        binding,
        "f029e60c90ac2603c709e5a5dce73081fb01a6193ec04f981adbb6025234c0c1",
        "e134258efdbc8d04b2e3c9bb2bb6ea7233bd01b285feaca4106807d0ad6b589f"
            + "1752c9c3a23f8932de6991d9bcfef58769d0ff90ec480a37e926772936dfd98e1c");
    signs(
        ON_CHAIN,
        binding,
        "e30f1fcc7da6c68c70595d227a11d7e266a66fdcc362608ef217b62e7d712589",
        "66c3f30b7d699ebbafdf8ae9d0d107c99a569b84eac9e5eba1174fd795fe84e8"
            + "2ade65a2e3ebd5e70b4ab41da3b4cc3a93e4a7580d838ecec46a8302178b46c81b");
  }

  /** The constants were computed by the Python package eth-account 0.14.0. */
  @Test
  void grantsHashAsAnotherImplementationSays() {
    signs(
        SigningDomain.OFFLINE,
        grant(),
        "fcb563d654d567965f36930273db51af8b7ad57effc6542ad895b21265d3be03",
        "61e5670861389b65d87109a3fc5cb5d08b4e3ea3ba9e3c0877f5dec8fc7367bb"
            + "7b08b468176d7282e4f8f4b34931aacf5badd7876d4ecdcd865826907043affd1b");
    signs(
        ON_CHAIN,
        grant(),
        "d5c924e7b56dbfa0fe59f75b7f0f226960dba6302291ef5c7854209f23cd40c0",
        "37ff4141c50e7683b898009e9371d52a055f51f85dcee81fe9bae7c34040b5d8"
            + "6a271a90f24fc7a84fb9e1870eaeacc7278874f2ab0dddcf23d4148087304e2a1c");
  }

  private static TypedStruct grant() {
    return LinealMessages.grant(
        filled("22"),
        "mnist-3v8",
        new LinealMessages.GrantParties(
            COW.address(), new Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8")),
        new LinealMessages.GrantLimits(
            "digit recognition",
            List.of("logistic", "linear"),
            1_798_761_600,
            64,
            1024,
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE)));
  }

  private static void signs(
      SigningDomain domain, TypedStruct message, String hash, String signature) {
    TypedData data = new TypedData(domain, message);
    assertEquals(hash, hex(data.hash()));
    assertEquals(signature, COW.sign(data).hex());
    assertEquals(Optional.of(COW.address()), data.signer(new WalletSignature(signature)));
  }

  @Test
  void web3jsOwnEncoderAgreesOnTheGrant() throws IOException {
    String json =
        """
        {"types":{
          "EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},
            {"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],
          "Grant":[{"name":"grantSha256","type":"bytes32"},{"name":"study","type":"string"},
            {"name":"owner","type":"address"},{"name":"licensee","type":"address"},
            {"name":"purpose","type":"string"},{"name":"tasks","type":"string[]"},
            {"name":"expires","type":"uint64"},{"name":"iterations","type":"uint64"},
            {"name":"releasedScalars","type":"uint64"},{"name":"priceWei","type":"uint256"}]},
         "primaryType":"Grant",
         "domain":{"name":"Lineal","version":"1","chainId":31337,
           "verifyingContract":"0x5FbDB2315678afecb367f032d93F642f64180aa3"},
         "message":{"grantSha256":"0x%s","study":"mnist-3v8",
           "owner":"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826",
           "licensee":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
           "purpose":"digit recognition","tasks":["logistic","linear"],"expires":1798761600,
           "iterations":64,"releasedScalars":1024,"priceWei":"%s"}}"""
            .formatted(filled("22"), BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
    assertArrayEquals(
        new StructuredDataEncoder(json).hashStructuredData(),
        new TypedData(ON_CHAIN, grant()).hash());
  }

  @Test
  void aSignatureForOneDomainIsNoneForAnother() {
    TypedStruct message = grant();
    WalletSignature signature = COW.sign(new TypedData(ON_CHAIN, message));
    SigningDomain otherChain = SigningDomain.onChain(1, ON_CHAIN.verifyingContract().orElseThrow());
    for (SigningDomain other : List.of(SigningDomain.OFFLINE, otherChain)) {
      assertNotEquals(Optional.of(COW.address()), new TypedData(other, message).signer(signature));
    }
  }

  @Test
  void numbersOutsideTheirTypeAreRefused() {
    assertEquals(
        "n: must lie in 0 .. 2^256 - 1, but is -1",
        assertThrows(
                IllegalArgumentException.class,
                () -> TypedField.uint256("n", BigInteger.ONE.negate()))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> TypedField.uint256("n", BigInteger.TWO.pow(256)));
    assertThrows(IllegalArgumentException.class, () -> TypedField.uint64("n", -1));
  }

  private static Sha256 filled(String hexByte) {
    return Sha256.parse(hexByte.repeat(32));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
