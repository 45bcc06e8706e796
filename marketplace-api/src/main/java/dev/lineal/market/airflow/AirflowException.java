package dev.lineal.market.airflow;

/** Airflow's no, or its silence; worded in {@link AirflowErrors}. */
public final class AirflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a caller can do about it. */
  public enum Kind {
    /** It does not answer, or answers with its own failures: try again later. */
    UNAVAILABLE,
    /** There is such a run already: run ids are used once. */
    EXISTS,
    /** There is no such DAG or run. */
    UNKNOWN,
    /** The DAG's parameters do not fit its schema. */
    BAD_PARAMETERS,
    /** The account may not do this. */
    FORBIDDEN
  }

  private final Kind kind;

  AirflowException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What a caller can do about it. */
  public Kind kind() {
    return kind;
  }
}
