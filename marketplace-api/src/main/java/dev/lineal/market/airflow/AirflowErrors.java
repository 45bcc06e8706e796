package dev.lineal.market.airflow;

import dev.lineal.market.airflow.AirflowException.Kind;

/** Every error of the client. Airflow's own words are cut, and never contain a header. */
final class AirflowErrors {
  private static final int MOST = 300;

  private AirflowErrors() {}

  static AirflowException silent(AirflowAccount account, String why) {
    return new AirflowException(
        Kind.UNAVAILABLE, "Airflow at %s does not answer: %s.".formatted(account.url(), why));
  }

  static AirflowException failing(AirflowAccount account, int status) {
    return new AirflowException(
        Kind.UNAVAILABLE, "Airflow at %s answers HTTP %d.".formatted(account.url(), status));
  }

  static AirflowException notUnderstood(AirflowAccount account, String what) {
    return new AirflowException(
        Kind.UNAVAILABLE,
        "Airflow at %s gives an answer that this version does not understand: %s."
            .formatted(account.url(), what));
  }

  /** An answer from 400 to 499. */
  static AirflowException refused(int status, String said) {
    return switch (status) {
      case 401, 403 ->
          new AirflowException(Kind.FORBIDDEN, "Airflow refuses this account: " + cut(said));
      case 404 -> new AirflowException(Kind.UNKNOWN, "Airflow knows no such thing: " + cut(said));
      case 409 -> new AirflowException(Kind.EXISTS, "Airflow has a run of this id.");
      default ->
          new AirflowException(Kind.BAD_PARAMETERS, "Airflow refuses the parameters: " + cut(said));
    };
  }

  private static String cut(String said) {
    return said.length() <= MOST ? said : said.substring(0, MOST) + "...";
  }
}
