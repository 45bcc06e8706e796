package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.lineage.Sha256;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How numbers, hashes, addresses and amounts look. */
final class Show {
  private static final int WEI_DIGITS = 18;
  private static final BigInteger SMALL = BigInteger.TEN.pow(12);

  private Show() {}

  static Html hash(Sha256 hash) {
    String text = hash.toString();
    return el("code", at("title", text), text.substring(0, 8) + "…" + text.substring(60));
  }

  static Html address(String address) {
    String text = address.substring(0, 6) + "…" + address.substring(38);
    return el("code", at("title", address), text);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String amount(BigInteger wei) {
    if (wei.signum() == 0) {
      return "free";
    }
    return wei.compareTo(SMALL) < 0
        ? count(wei.longValueExact()) + " wei"
        : new BigDecimal(wei, WEI_DIGITS).stripTrailingZeros().toPlainString() + " ether";
  }

  static String share(int basisPoints) {
    BigDecimal percent = new BigDecimal(BigInteger.valueOf(basisPoints), 2);
    return percent.stripTrailingZeros().toPlainString() + " %";
  }

  static Html time(Instant instant) {
    String text = instant.toString();
    return el("time", at("datetime", text), text.substring(0, 16).replace('T', ' ') + " UTC");
  }

  static String duration(Duration duration) {
    if (duration.toDays() > 1) {
      return duration.toDays() + " days";
    }
    return duration.toHours() > 1 ? duration.toHours() + " h" : duration.toSeconds() + " s";
  }

  static String bytes(long bytes) {
    return bytes < 1 << 20
        ? count(bytes) + " bytes"
        : String.format(Locale.ROOT, "%,.1f MiB", bytes / 1048576.0);
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  static Html chip(String text) {
    return el("span", at("class", "chip"), text);
  }

  static Html status(String status) {
    String mark =
        switch (status) {
          case "ok" -> "✓ ";
          case "failed" -> "✕ ";
          default -> "– ";
        };
    return el("span", at("class", "status " + status), mark + status.replace('-', ' '));
  }

  static Html link(String address, Object text) {
    return el("a", at("href", address), text);
  }

  /** A name and its value in a list of facts. */
  static Html fact(String name, Object value) {
    return el("div", el("dt", name), el("dd", value));
  }
}
