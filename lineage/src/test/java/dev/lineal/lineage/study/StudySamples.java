package dev.lineal.lineage.study;

import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.TestWallets;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.WalletBinding;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** One study of three owners, its regression twin and its moments. */
public final class StudySamples {
  /** Seeds and public keys of RFC 8032 section 7.1, tests 1 to 3. */
  private static final List<List<String>> KEYS =
      List.of(
          List.of(
              "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
              "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
          List.of(
              "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
              "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
          List.of(
              "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
              "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));

  private StudySamples() {}

  public static Study study() {
    return new Study(
        "tumours",
        "diagnosis of tumours",
        schema(),
        "STUDY_13",
        3,
        owners("alice", "bob", "carol"));
  }

  public static StudySchema schema() {
    return new StudySchema(
        List.of(
            new StudyColumn("mean radius", NumberType.NUMBER, bounds("0", "40.5")),
            new StudyColumn("age", NumberType.INTEGER, bounds("-1", "130")),
            new StudyColumn("ward", NumberType.INTEGER, bounds("0", "9"))),
        new StudyLabel.Classification("diagnosis", "benign", "malignant"));
  }

  public static StudySchema regression() {
    return new StudySchema(
        schema().columns(),
        new StudyLabel.Regression("days", NumberType.INTEGER, bounds("0", "9007199254740991")));
  }

  public static Moments moments() {
    return new Moments(
        "tumours",
        schema().sha256(),
        569,
        List.of(
            new ColumnMoments("mean radius", new Decimal("14.127"), new Decimal("3.521")),
            new ColumnMoments("age", new Decimal("-0.5"), new Decimal("12"))),
        List.of("ward"));
  }

  static Bounds bounds(String min, String max) {
    return new Bounds(new Decimal(min), new Decimal(max));
  }

  static List<StudyOwner> owners(String... names) {
    return java.util.stream.IntStream.range(0, names.length)
        .mapToObj(
            i ->
                new StudyOwner(
                    names[i], URI.create("https://" + names[i] + ".example:8443"), binding(i)))
        .toList();
  }

  static WalletBinding binding(int i) {
    HexFormat hex = HexFormat.of();
    IdentityKey key = IdentityKey.of(hex.parseHex(KEYS.get(i).get(1)));
    return WalletBinding.sign(
        TestWallets.of("owner " + i),
        IdentityKeyPair.restore(key, hex.parseHex(KEYS.get(i).get(0))),
        Instant.parse("2026-01-02T03:04:05Z"),
        SigningDomain.OFFLINE);
  }
}
