package dev.lineal.lineage.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One object of a document, read field by field. A field that is missing, unknown or of another
 * type is an error that names its path (a JSON pointer, RFC 6901). Null is a value of its own: only
 * the {@code nullable} methods take it, and no field may be left out for it.
 */
public final class StrictObject {
  private final JsonNode node;
  private final String path;
  private final String document;
  private final Set<String> unread = new TreeSet<>();

  private StrictObject(JsonNode node, String path, String document) {
    this.node = node;
    this.path = path;
    this.document = document;
    if (!node.isObject()) {
      throw LineageErrors.badField(
          document, path.isEmpty() ? "/" : path, "must be an object, but is " + kind(node));
    }
    node.fieldNames().forEachRemaining(unread::add);
  }

  static StrictObject root(JsonNode node, String document) {
    return new StrictObject(node, "", document);
  }

  /** A text. */
  public String text(String field) {
    JsonNode value = take(field);
    if (!value.isTextual()) {
      throw wrong(field, "a text", value);
    }
    return value.asText();
  }

  /** A text that a value type reads; what the type objects to is told with the path. */
  public <T> T value(String field, Function<String, T> reader) {
    String text = text(field);
    return at(field, () -> reader.apply(text));
  }

  /** A SHA-256 in hex. */
  public Sha256 sha256(String field) {
    return value(field, Sha256::parse);
  }

  /** A time as {@code 2026-11-22T21:45:00Z}: whole seconds, UTC, in this one form. */
  public Instant time(String field) {
    return value(field, StrictObject::parseTime);
  }

  /** A text that must be exactly this one. */
  public void constant(String field, String wanted) {
    String actual = text(field);
    if (!actual.equals(wanted)) {
      throw bad(field, "must be '%s', but is %s".formatted(wanted, Require.quoted(actual)));
    }
  }

  /** An integer between min and max, both included. */
  public long integer(String field, long min, long max) {
    return integer(take(field), field, min, max);
  }

  private long integer(JsonNode value, String field, long min, long max) {
    if (!value.isIntegralNumber()) {
      throw wrong(field, "an integer", value);
    }
    if (!value.canConvertToLong() || value.asLong() < min || value.asLong() > max) {
      throw bad(field, "must lie in %d .. %d, but is %s".formatted(min, max, value));
    }
    return value.asLong();
  }

  /** An object. */
  public StrictObject object(String field) {
    return new StrictObject(take(field), path + "/" + field, document);
  }

  /** An object or null. */
  public Optional<StrictObject> nullableObject(String field) {
    JsonNode value = take(field);
    return value.isNull()
        ? Optional.empty()
        : Optional.of(new StrictObject(value, path + "/" + field, document));
  }

  /** An object, or nothing where there is no such field. */
  public Optional<StrictObject> optionalObject(String field) {
    return node.has(field) ? Optional.of(object(field)) : Optional.empty();
  }

  /** A text or null. */
  public <T> Optional<T> nullableValue(String field, Function<String, T> reader) {
    if (node.path(field).isNull()) {
      take(field);
      return Optional.empty();
    }
    return Optional.of(value(field, reader));
  }

  /** An integer between min and max, or null. */
  public Optional<Long> nullableInteger(String field, long min, long max) {
    JsonNode value = take(field);
    return value.isNull() ? Optional.empty() : Optional.of(integer(value, field, min, max));
  }

  /** A list of objects, each read to its end. */
  public <T> List<T> objects(String field, Function<StrictObject, T> reader) {
    return elements(field).stream().map(element -> element.read(reader)).toList();
  }

  /** A list of exactly so many objects, which the caller reads. */
  public List<StrictObject> objects(String field, int count) {
    List<StrictObject> elements = elements(field);
    if (elements.size() != count) {
      throw bad(field, "must have %d elements, but has %d".formatted(count, elements.size()));
    }
    return elements;
  }

  /** A list of min to max objects, which the caller reads. */
  public List<StrictObject> objects(String field, int min, int max) {
    List<StrictObject> elements = elements(field);
    if (elements.size() < min || elements.size() > max) {
      throw bad(
          field, "must have %d to %d elements, but has %d".formatted(min, max, elements.size()));
    }
    return elements;
  }

  private List<StrictObject> elements(String field) {
    List<StrictObject> elements = new ArrayList<>();
    JsonNode list = list(field);
    for (int i = 0; i < list.size(); i++) {
      elements.add(new StrictObject(list.get(i), "%s/%s/%d".formatted(path, field, i), document));
    }
    return elements;
  }

  /** A list of texts. */
  public List<String> texts(String field) {
    List<String> read = new ArrayList<>();
    JsonNode list = list(field);
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).isTextual()) {
        throw wrong(field + "/" + i, "a text", list.get(i));
      }
      read.add(list.get(i).asText());
    }
    return read;
  }

  /** A list of integers, each between min and max. */
  public List<Long> integers(String field, long min, long max) {
    List<Long> read = new ArrayList<>();
    Iterator<JsonNode> list = list(field).elements();
    for (int i = 0; list.hasNext(); i++) {
      read.add(integer(list.next(), field + "/" + i, min, max));
    }
    return read;
  }

  /**
   * Reads this object whole: unknown fields are an error, and what a record's constructor objects
   * to is told with this object's path.
   */
  public <T> T read(Function<StrictObject, T> reader) {
    try {
      T value = reader.apply(this);
      if (!unread.isEmpty()) {
        throw bad(unread.iterator().next(), "is unknown to this version");
      }
      return value;
    } catch (IllegalArgumentException rule) {
      throw LineageErrors.badField(document, path.isEmpty() ? "/" : path, rule.getMessage());
    }
  }

  /** An error at one field of this object. */
  public LineageException bad(String field, String reason) {
    return LineageErrors.badField(document, path + "/" + field, reason);
  }

  private <T> T at(String field, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException rule) {
      throw bad(field, rule.getMessage());
    }
  }

  private JsonNode list(String field) {
    JsonNode list = take(field);
    if (!list.isArray()) {
      throw wrong(field, "a list", list);
    }
    return list;
  }

  private JsonNode take(String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw bad(field, "is missing");
    }
    unread.remove(field);
    return value;
  }

  private LineageException wrong(String field, String wanted, JsonNode actual) {
    return bad(field, "must be %s, but is %s".formatted(wanted, kind(actual)));
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> "null";
    };
  }

  private static Instant parseTime(String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.toString().equals(text)) {
        return Require.seconds("time", time);
      }
    } catch (DateTimeParseException notATime) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "must be a time like 2026-11-22T21:45:00Z, but is " + Require.quoted(text));
  }
}
