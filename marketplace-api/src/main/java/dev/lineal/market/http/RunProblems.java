package dev.lineal.market.http;

import dev.lineal.lineage.Require;
import dev.lineal.market.airflow.AirflowException;
import dev.lineal.market.training.TrainingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** What is wrong with a request to start, see or stop a training. */
final class RunProblems {
  private static final String RETRY_AFTER = "Retry-After";

  private RunProblems() {}

  static void add(RoutesConfig routes) {
    routes.exception(
        TrainingException.class, (e, context) -> Problems.write(context, of(e, context)));
    routes.exception(
        AirflowException.class, (e, context) -> Problems.write(context, of(e, context)));
  }

  static ProblemException notJson(String type) {
    return new ProblemException(
        415,
        "not-json",
        "The body is of type %s.".formatted(Require.quoted(type)),
        "Send the file that lineal plan wrote, as application/json.");
  }

  static ProblemException noToken() {
    return new ProblemException(
        401,
        "run-token",
        "Only who submitted a run stops it.",
        "Send the token of the answer to POST /v1/runs: Authorization: Bearer TOKEN.");
  }

  private static ProblemException of(TrainingException e, Context context) {
    return switch (e.reason()) {
      case BAD_PLAN ->
          problem(400, "bad-plan", e, "Send the file that lineal plan wrote, as it is.");
      case SIGNATURE ->
          problem(403, "signature", e, "Have the trainer sign this plan: lineal plan.");
      case OTHER_TRAINER ->
          problem(403, "other-trainer", e, "Run it yourself (lineal train), or ask who runs this.");
      case RUN_EXISTS ->
          problem(409, "run-exists", e, "Look at /v1/runs/{id}; a new training takes a new plan.");
      case UNKNOWN_RUN -> problem(404, "unknown-id", e, "Take the id from POST /v1/runs.");
      case TOKEN -> problem(403, "run-token", e, "Send the token of the answer to POST /v1/runs.");
      case BUSY -> later(context, "busy", e);
    };
  }

  private static ProblemException of(AirflowException e, Context context) {
    return switch (e.kind()) {
      case BAD_PARAMETERS ->
          problem(422, "parameters", e, "Compare the plan with docs/airflow.md.");
      default -> later(context, "airflow-down", e);
    };
  }

  private static ProblemException later(Context context, String type, RuntimeException e) {
    context.header(RETRY_AFTER, "5");
    return problem(
        503, type, e, "Try again later: nothing was started or stopped by this request.");
  }

  private static ProblemException problem(
      int status, String type, RuntimeException e, String action) {
    return new ProblemException(status, type, e.getMessage(), action);
  }
}
