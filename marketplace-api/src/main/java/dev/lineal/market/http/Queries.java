package dev.lineal.market.http;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.market.index.Cursor;
import dev.lineal.market.index.LicenceTags;
import dev.lineal.market.index.ListQuery;
import dev.lineal.market.index.Sort;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what an address says, strictly: what is not understood is refused, never ignored. */
final class Queries {
  /** More entries are never shown at once. */
  static final int MAX_LIMIT = 100;

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_SEARCH = 200;
  private static final Set<String> OF_LISTS =
      Set.of("search", "owner", "task", "licence", "sort", "limit", "cursor");

  private Queries() {}

  /** The manifest that {@code {id}} names. */
  static Sha256 id(Context context) {
    String text = context.pathParam("id");
    try {
      return Sha256.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badId(text);
    }
  }

  /** Refuses parameters of other names, and those that come twice. */
  static void allow(Context context, Set<String> names) {
    for (Map.Entry<String, List<String>> given : context.queryParamMap().entrySet()) {
      if (!names.contains(given.getKey())) {
        throw ProblemException.badQuery(given.getKey(), "is not known here");
      }
      if (given.getValue().size() > 1) {
        throw ProblemException.badQuery(given.getKey(), "comes more than once");
      }
    }
  }

  /** The value of a parameter. */
  static Optional<String> text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  /** A whole number within bounds. */
  static int number(Context context, String name, int otherwise, int least, int most) {
    Optional<String> text = text(context, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[0-9]{1,9}")
        || Integer.parseInt(text.get()) < least
        || Integer.parseInt(text.get()) > most) {
      throw ProblemException.badQuery(
          name, "must be a whole number from %d to %d".formatted(least, most));
    }
    return Integer.parseInt(text.get());
  }

  /** What of a list is wanted. */
  static ListQuery list(Context context) {
    allow(context, OF_LISTS);
    Sort sort = text(context, "sort").map(Queries::sort).orElse(Sort.DEFAULT);
    Optional<Cursor> cursor = text(context, "cursor").map(text -> cursor(text, sort));
    return new ListQuery(
        words(text(context, "search").orElse("")),
        text(context, "owner").map(Queries::address),
        text(context, "task").map(Queries::task),
        text(context, "licence").map(Queries::licence),
        Optional.empty(),
        sort,
        number(context, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
        cursor);
  }

  private static List<String> words(String search) {
    if (search.length() > MAX_SEARCH) {
      throw ProblemException.badQuery(
          "search", "has more than %d characters".formatted(MAX_SEARCH));
    }
    return Arrays.stream(search.toLowerCase(Locale.ROOT).split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Sort sort(String text) {
    return Sort.parse(text)
        .orElseThrow(
            () ->
                ProblemException.badQuery(
                    "sort", "must be created, name or rows, or one of them behind a '-'"));
  }

  private static Cursor cursor(String text, Sort sort) {
    return Cursor.parse(text)
        .filter(cursor -> cursor.sort().equals(sort))
        .orElseThrow(ProblemException::badCursor);
  }

  private static String address(String text) {
    try {
      return Address.parse(text).text();
    } catch (IllegalArgumentException e) {
      throw ProblemException.badQuery("owner", e.getMessage());
    }
  }

  private static String task(String text) {
    try {
      return Task.parse(text).text();
    } catch (IllegalArgumentException e) {
      throw ProblemException.badQuery("task", e.getMessage());
    }
  }

  private static String licence(String text) {
    if (!LicenceTags.ALL.contains(text)) {
      throw ProblemException.badQuery("licence", "must be one of " + LicenceTags.ALL);
    }
    return text;
  }
}
