package dev.lineal.lineage.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * Canonical JSON (RFC 8785) without floating point: one document has one sequence of bytes and so
 * one hash. Numbers are integers of at most 2^53 - 1 in absolute value; a repeated field, a lone
 * surrogate, a number with a point or exponent and text after the end are errors.
 */
public final class CanonicalJson {
  private static final int MAX_DEPTH = 32;
  private static final BigInteger MAX_INTEGER = BigInteger.valueOf(Require.MAX_JSON_INTEGER);
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
              .build());

  private CanonicalJson() {}

  /**
   * The canonical bytes of any JSON text that can be hashed.
   *
   * @param document what the text is, for the message of an error
   */
  public static byte[] canonicalize(byte[] json, String document) {
    String text = utf8(json, document);
    check(text, document);
    try {
      return new JsonCanonicalizer(text).getEncodedUTF8();
    } catch (IOException e) {
      throw LineageErrors.notHashable(document, e.getMessage());
    }
  }

  /** The canonical bytes of a tree that a document's writer built. */
  public static byte[] write(JsonNode tree, String document) {
    return canonicalize(tree.toString().getBytes(StandardCharsets.UTF_8), document);
  }

  /** The hash of a document; bytes that are not canonical have none. */
  public static Sha256 sha256(byte[] canonical, String document) {
    return Sha256.hash(requireCanonical(canonical, document));
  }

  /** Reads canonical bytes whose root is an object. */
  public static StrictObject parse(byte[] canonical, String document) {
    requireCanonical(canonical, document);
    try {
      return StrictObject.root(JSON.readTree(canonical), document);
    } catch (IOException e) {
      throw LineageErrors.notHashable(document, e.getMessage());
    }
  }

  private static byte[] requireCanonical(byte[] json, String document) {
    byte[] canonical = canonicalize(json, document);
    int difference = Arrays.mismatch(json, canonical);
    if (difference >= 0) {
      throw LineageErrors.notCanonical(document, difference);
    }
    return json;
  }

  private static String utf8(byte[] json, String document) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw LineageErrors.notHashable(document, "it is not UTF-8");
    }
  }

  private static void check(String text, String document) {
    try (JsonParser parser = JSON.createParser(text)) {
      try {
        scan(parser, document);
      } catch (JsonProcessingException e) {
        throw LineageErrors.notHashable(
            document, "%s at %s".formatted(e.getOriginalMessage(), path(parser)));
      }
    } catch (IOException e) {
      throw LineageErrors.notHashable(document, e.getMessage());
    }
  }

  private static void scan(JsonParser parser, String document) throws IOException {
    if (parser.nextToken() == null) {
      throw LineageErrors.notHashable(document, "it is empty");
    }
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      if (token == null) {
        throw LineageErrors.notHashable(document, "it ends in the middle");
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      checkToken(parser, token, document);
      parser.nextToken();
    } while (depth > 0);
    if (parser.currentToken() != null) {
      throw LineageErrors.notHashable(document, "it goes on after its end");
    }
  }

  private static String path(JsonParser parser) {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return pointer.isEmpty() ? "/" : pointer;
  }

  private static void checkToken(JsonParser parser, JsonToken token, String document)
      throws IOException {
    switch (token) {
      case VALUE_NUMBER_FLOAT ->
          throw LineageErrors.notHashable(
              document, path(parser) + " is a floating-point number, " + parser.getText());
      case VALUE_NUMBER_INT -> {
        if (parser.getBigIntegerValue().abs().compareTo(MAX_INTEGER) > 0) {
          throw LineageErrors.notHashable(
              document, path(parser) + " is beyond 2^53 - 1; such numbers are written as texts");
        }
      }
      case VALUE_STRING, FIELD_NAME -> {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(parser.getText())) {
          throw LineageErrors.notHashable(document, path(parser) + " has half a surrogate pair");
        }
      }
      default -> {}
    }
  }
}
