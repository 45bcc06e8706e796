package dev.lineal.owner.shard;

import dev.lineal.lineage.Sha256;
import java.util.Arrays;

/** Entity tags (RFC 9110 section 8.8.3) that are a content's SHA-256 in quotes. */
final class EntityTags {
  private static final String WEAK = "W/";

  private EntityTags() {}

  static String of(Sha256 content) {
    return '"' + content.toString() + '"';
  }

  /** Whether If-None-Match names the tag: a list or {@code *}, weak comparison. */
  static boolean matchesWeakly(String list, String tag) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .map(each -> each.startsWith(WEAK) ? each.substring(WEAK.length()) : each)
        .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }

  /** Whether If-Match names the tag: strong comparison. */
  static boolean matchesStrongly(String list, String tag) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }
}
