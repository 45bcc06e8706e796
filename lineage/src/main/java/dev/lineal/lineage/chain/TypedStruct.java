package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.web3j.crypto.Hash;

/**
 * A struct of EIP-712 with its values.
 *
 * @param name of the type
 * @param fields in the order of the type
 */
public record TypedStruct(String name, List<TypedField> fields) {
  public TypedStruct {
    Require.text("name", name);
    fields = List.copyOf(fields);
  }

  /** {@code encodeType}: this type, then every struct it mentions, by name. */
  public String encodedType() {
    SortedMap<String, String> others = allTypes();
    others.remove(name);
    return ownType() + String.join("", others.values());
  }

  /** {@code hashStruct}: Keccak-256 of the type's hash and the words of the fields; 32 bytes. */
  public byte[] hash() {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    words.writeBytes(Hash.sha3(encodedType().getBytes(StandardCharsets.UTF_8)));
    fields.forEach(field -> words.writeBytes(field.word()));
    return Hash.sha3(words.toByteArray());
  }

  SortedMap<String, String> allTypes() {
    SortedMap<String, String> types = new TreeMap<>();
    fields.forEach(field -> types.putAll(field.structTypes()));
    types.put(name, ownType());
    return types;
  }

  private String ownType() {
    return fields.stream()
        .map(TypedField::declaration)
        .collect(Collectors.joining(",", name + "(", ")"));
  }
}
