package dev.lineal.jobs.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.owners.Catalogue;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.RunSessions;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.jobs.train.RunStore;
import dev.lineal.jobs.train.TrainingState;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.SealingKeyPair;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.Study;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The end of a finished run: every owner's sealed share of the weights, the model on raw features,
 * and a record of the run.
 *
 * @param run plan, owners, tables
 * @param licensee opens what was sealed to the plan's key
 * @param folder of the model, which must not be there
 */
public record Publish(PlannedRun run, Study study, SealingKeyPair licensee, Path folder)
    implements Action<Publish.Published> {
  private static final String WEIGHTS = "weights";

  /**
   * A model that everybody may load.
   *
   * @param run id, hexadecimal
   * @param model on raw features
   * @param file model.json's SHA-256
   */
  public record Published(String run, LinearModel model, Path folder, Sha256 file)
      implements Result {
    @Override
    public void addTo(Report report) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      report.with("run_id", json.textNode(run));
      report.with("folder", json.textNode(folder.toString()));
      report.with("features", json.numberNode(model.features().size()));
      ArrayNode files = json.arrayNode();
      files.addObject().put("name", "model.json").put("sha256", file.toString());
      report.with("files", files);
    }

    @Override
    public String summary() {
      return "model of %d features in %s, SHA-256 %s"
          .formatted(model.features().size(), folder, file);
    }
  }

  @Override
  public Published execute() {
    RunPlan plan = run.plan();
    String id = plan.sha256().toString();
    if (!licensee.publicKey().equals(plan.licensee())) {
      throw JobErrors.usage(
          "The plan seals releases to %s, and this trainer's key is %s."
              .formatted(plan.licensee(), licensee.publicKey()),
          "Use the home of the trainer who made the plan.");
    }
    TrainingState state = finished(id, plan);
    List<byte[]> sealed = new RunSessions(run.owners()).release(run.open(), WEIGHTS);
    Moments moments = new Catalogue(study, Patience.DEFAULT).moments();
    LinearModel model =
        new ReleaseModel(run.spark(), plan, open(sealed, plan), state.shares(), moments, folder)
            .execute()
            .model();
    Sha256 file = hash(folder.resolve("model.json"));
    List<String> shares = sealed.stream().map(share -> Sha256.hash(share).toString()).toList();
    new PublishedRuns(run.spark(), run.store())
        .append(
            new PublishedRuns.Entry(
                id,
                new String(plan.canonicalBytes(), StandardCharsets.UTF_8),
                run.signed().signature().hex(),
                state.sha256().toString(),
                moments.sha256().toString(),
                shares,
                file.toString(),
                Instant.now()));
    return new Published(id, model, folder, file);
  }

  private TrainingState finished(String id, RunPlan plan) {
    int planned = plan.training().iterations();
    return new RunStore(run.spark(), run.store())
        .last(id)
        .filter(state -> state.iterations() == planned)
        .orElseThrow(
            () ->
                JobErrors.usage(
                    "Run %s has not reached its %d iterations in %s."
                        .formatted(id, planned, run.store()),
                    "Finish it first: lineal job resume."));
  }

  private List<SealedShare> open(List<byte[]> sealed, RunPlan plan) {
    byte[] secret = licensee.revealSecret();
    try {
      return sealed.stream()
          .map(
              share ->
                  SealedShare.open(
                      share, secret, licensee.publicKey().bytes(), plan.sha256().bytes()))
          .toList();
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static Sha256 hash(Path file) {
    try {
      return Sha256.hash(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
