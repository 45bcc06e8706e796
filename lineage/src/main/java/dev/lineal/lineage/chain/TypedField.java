package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.web3j.crypto.Hash;

/**
 * One member of an EIP-712 struct: its type, its name and its value as the 32-byte word that {@code
 * encodeData} takes.
 */
public final class TypedField {
  private final String declaration;
  private final byte[] word;
  private final SortedMap<String, String> structTypes;

  private TypedField(String type, String name, byte[] word, SortedMap<String, String> structTypes) {
    this.declaration = type + " " + name;
    this.word = word;
    this.structTypes = structTypes;
  }

  private TypedField(String type, String name, byte[] word) {
    this(type, name, word, new TreeMap<>());
  }

  /** {@code string}: the Keccak-256 of its UTF-8 bytes. */
  public static TypedField string(String name, String value) {
    return new TypedField("string", name, hash(value));
  }

  /** {@code string[]}: the hash of the elements' words in order. */
  public static TypedField strings(String name, List<String> values) {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    values.forEach(value -> words.writeBytes(hash(value)));
    return new TypedField("string[]", name, Hash.sha3(words.toByteArray()));
  }

  /** {@code bytes32}. */
  public static TypedField bytes32(String name, Sha256 value) {
    return new TypedField("bytes32", name, value.bytes());
  }

  /** {@code address}, padded on the left. */
  public static TypedField address(String name, Address value) {
    return new TypedField("address", name, leftPadded(value.bytes()));
  }

  /** {@code uint64}, not negative. */
  public static TypedField uint64(String name, long value) {
    Require.range(name, value, 0, Long.MAX_VALUE);
    return new TypedField("uint64", name, leftPadded(BigInteger.valueOf(value).toByteArray()));
  }

  /** {@code uint256}, not negative. */
  public static TypedField uint256(String name, long value) {
    return uint256(name, BigInteger.valueOf(value));
  }

  /** {@code uint256}, 0 to 2^256 - 1. */
  public static TypedField uint256(String name, BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException(name + ": must lie in 0 .. 2^256 - 1, but is " + value);
    }
    return new TypedField("uint256", name, leftPadded(value.toByteArray()));
  }

  /** Another struct: its {@code hashStruct}. */
  public static TypedField struct(String name, TypedStruct value) {
    return new TypedField(value.name(), name, value.hash(), value.allTypes());
  }

  private static byte[] hash(String value) {
    return Hash.sha3(value.getBytes(StandardCharsets.UTF_8));
  }

  /** The last 32 bytes of a big-endian number, filled up with zeros. */
  private static byte[] leftPadded(byte[] number) {
    byte[] word = new byte[32];
    byte[] digits =
        number.length > 32 ? Arrays.copyOfRange(number, number.length - 32, number.length) : number;
    System.arraycopy(digits, 0, word, 32 - digits.length, digits.length);
    return word;
  }

  String declaration() {
    return declaration;
  }

  byte[] word() {
    return word.clone();
  }

  SortedMap<String, String> structTypes() {
    return structTypes;
  }
}
