package dev.lineal.market.airflow;

import java.util.Locale;

/** How far a run of a DAG is. */
public enum RunState {
  QUEUED,
  RUNNING,
  SUCCESS,
  FAILED;

  /** Whether nothing changes any more. */
  public boolean ended() {
    return this == SUCCESS || this == FAILED;
  }

  /** As Airflow writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunState parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
