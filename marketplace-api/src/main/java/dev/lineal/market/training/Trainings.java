package dev.lineal.market.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.SignedRunPlanJson;
import dev.lineal.market.airflow.AirflowAccount;
import dev.lineal.market.airflow.AirflowClient;
import dev.lineal.market.airflow.AirflowException;
import dev.lineal.market.airflow.DagRun;
import dev.lineal.market.training.TrainingException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The DAG {@code train_study} of an Airflow. A run's id there is its plan's hash, which Airflow
 * takes once only: a signed plan starts one run, whoever sends it and how often.
 */
public final class Trainings {
  private static final String DAG = "train_study";

  private final AirflowClient airflow;
  private final RunTokens tokens;
  private final SigningDomain domain;
  private final Set<Address> trainers;
  private final LiveRuns live;

  /**
   * @param account of the Airflow
   * @param domain for which plans must be signed
   * @param trainers whose plans are run
   * @param store of the trainings' own tables, for their progress
   */
  public Trainings(
      AirflowAccount account, SigningDomain domain, Set<Address> trainers, Optional<Path> store) {
    this.airflow = new AirflowClient(account);
    this.tokens = new RunTokens(account.password());
    this.domain = domain;
    this.trainers = Set.copyOf(trainers);
    this.live = new LiveRuns(airflow, DAG, store);
  }

  /**
   * A run that was accepted.
   *
   * @param token cancels it; a secret of whoever submitted it
   */
  public record Accepted(Sha256 id, DagRun run, String token) {
    @Override
    public String toString() {
      return "run " + id;
    }
  }

  /**
   * Starts the run of a plan.
   *
   * @param request {@code lineal.session-request/1}: the plan, its hash, the trainer's signature
   * @throws TrainingException where it may not be started
   * @throws AirflowException where Airflow does not take it: then nothing was started
   */
  public Accepted submit(byte[] request) {
    SignedRunPlan signed = signed(request);
    Sha256 id = signed.plan().sha256();
    ObjectNode conf =
        JsonNodeFactory.instance
            .objectNode()
            .put("plan", new String(signed.plan().canonicalBytes(), StandardCharsets.UTF_8))
            .put("plan_sha256", id.toString())
            .put("schema", SignedRunPlanJson.SCHEMA)
            .put("signature", signed.signature().hex());
    try {
      return new Accepted(id, airflow.trigger(DAG, id.toString(), conf), tokens.of(id));
    } catch (AirflowException e) {
      if (e.kind() == AirflowException.Kind.EXISTS) {
        throw new TrainingException(
            Reason.RUN_EXISTS, "The plan %s was submitted before.".formatted(id));
      }
      throw e;
    }
  }

  private SignedRunPlan signed(byte[] request) {
    SignedRunPlan signed = parsed(request);
    if (!trainers.contains(signed.plan().trainer())) {
      throw new TrainingException(
          Reason.OTHER_TRAINER,
          "This market runs no plans of trainer %s.".formatted(signed.plan().trainer()));
    }
    try {
      signed.check(domain);
    } catch (LineageException forged) {
      throw new TrainingException(Reason.SIGNATURE, forged.problem());
    }
    return signed;
  }

  private static SignedRunPlan parsed(byte[] request) {
    try {
      return SignedRunPlanJson.parse(request);
    } catch (LineageException malformed) {
      throw new TrainingException(Reason.BAD_PLAN, malformed.problem());
    }
  }

  /** What is known of a run; empty where it was never submitted here. */
  public Optional<LiveRun> find(Sha256 id) {
    return live.find(id);
  }

  /**
   * Stops a run.
   *
   * @param token that its submission returned
   * @throws TrainingException where there is no such run, or the token is another's
   */
  public DagRun cancel(Sha256 id, String token) {
    Require.present("token", token);
    if (!tokens.fits(id, token)) {
      throw new TrainingException(Reason.TOKEN, "The token is not that of run %s.".formatted(id));
    }
    try {
      return airflow.cancel(DAG, id.toString());
    } catch (AirflowException e) {
      if (e.kind() == AirflowException.Kind.UNKNOWN) {
        throw new TrainingException(Reason.UNKNOWN_RUN, "There is no run %s.".formatted(id));
      }
      throw e;
    }
  }
}
