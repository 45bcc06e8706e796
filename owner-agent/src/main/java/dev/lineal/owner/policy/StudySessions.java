package dev.lineal.owner.policy;

import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.GrantUse;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.owner.home.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * All sessions of one study. What was answered and spent is read from the transcript at the start,
 * so a crash at any moment loses and doubles nothing.
 */
public final class StudySessions implements AutoCloseable {
  private static final String SESSIONS = "sessions";
  private static final String REQUEST = "session.json";

  private final HostedStudy hosted;
  private final Workers workers;
  private final Path directory;
  private final Transcript transcript;
  private final RefusalNotes notes;
  private final SessionTokens tokens;
  private final Budget budget = new Budget();
  private final Map<Sha256, OpenRun> runs = new ConcurrentHashMap<>();

  /**
   * @param workers shared by all studies; stay the caller's
   * @throws LineageException when the transcript is damaged or another process serves the study
   */
  public StudySessions(HostedStudy hosted, Workers workers) {
    this.hosted = hosted;
    this.workers = workers;
    this.directory = hosted.keys().directory().resolve(SESSIONS);
    DurableFile.makeDirectory(directory);
    this.tokens = SessionTokens.of(hosted.keys());
    this.transcript =
        Transcript.open(hosted.keys().directory().resolve("transcript"), hosted.clock());
    this.notes = new RefusalNotes(transcript, hosted.clock());
    try {
      transcript.recover(this::restore);
    } catch (RuntimeException e) {
      transcript.close();
      throw e;
    }
  }

  private void restore(Entry entry) {
    Optional<OpenRun> run = entry.what().run().map(runs::get);
    switch (entry.what().event()) {
      case SESSION -> resume(entry.what().run().orElseThrow());
      case ANSWER ->
          run.orElseThrow()
              .session()
              .progress()
              .answered(
                  entry.what().place().orElseThrow(),
                  new Progress.Answered(
                      entry.request().orElseThrow(), entry.answer().orElseThrow(), 0));
      case RELEASE -> run.orElseThrow().release().restore(entry.number() + 1);
      case ATTESTATION ->
          run.orElseThrow()
              .attestation()
              .restore(entry.request().orElseThrow(), entry.answer().orElseThrow());
      case REFUSAL, REFUSALS_UNNOTED -> {}
    }
  }

  HostedStudy hosted() {
    return hosted;
  }

  /**
   * Opens a session, or finds the one that the same plan opened before.
   *
   * @throws Refusal naming the first rule that is broken
   */
  OpenRun open(SessionRequest request) {
    SignedRunPlan signed = request.signed();
    Sha256 run = signed.plan().sha256();
    return noting(
        () -> new RefusalNotes.Subject(Optional.of(run), Optional.empty(), Optional.of(run)),
        () -> {
          requireSignature(signed);
          OpenRun known = runs.get(run);
          return known != null ? known : openNew(request, run);
        });
  }

  private void requireSignature(SignedRunPlan signed) {
    try {
      signed.check(hosted.domain());
    } catch (LineageException forged) {
      throw Refusal.of(Rule.TRAINER_SIGNATURE, forged.problem());
    }
  }

  private synchronized OpenRun openNew(SessionRequest request, Sha256 run) {
    OpenRun raced = runs.get(run);
    if (raced != null) {
      return raced;
    }
    RunPlan plan = request.signed().plan();
    check(plan).run();
    Path folder = folder(run);
    DurableFile.makeDirectory(folder);
    DurableFile.write(folder.resolve(REQUEST), request.toJson());
    Budget.Use use = use(plan);
    Entry.What what =
        new Entry.What(Entry.Event.SESSION, Optional.of(run), Optional.empty(), "open");
    long entries =
        transcript.append(what, Optional.of(run), Optional.empty(), use.answers(), use.scalars());
    OpenRun opened = new OpenRun(hosted, request.signed(), folder, transcript, workers);
    budget.take(use);
    runs.put(run, opened);
    transcript.await(entries);
    return opened;
  }

  /** All checks of a plan against what this owner has and has spent; for reviews as well. */
  PlanCheck check(RunPlan plan) {
    Optional<Sha256> mine =
        plan.datasets().stream()
            .filter(dataset -> dataset.owner().equals(hosted.keys().wallet()))
            .map(dataset -> dataset.grant())
            .findFirst();
    GrantUse used = mine.map(id -> others(id, plan.sha256())).orElse(GrantUse.NONE);
    return new PlanCheck(hosted, plan, budget.used(), used);
  }

  Budget.Use used() {
    return budget.used();
  }

  Budget.Use use(RunPlan plan) {
    return Budget.of(plan, hosted.keys().parameters(), hosted.keys().owners().size());
  }

  private GrantUse others(Sha256 grant, Sha256 self) {
    long iterations = 0;
    long scalars = 0;
    for (OpenRun run : runs.values()) {
      if (run.grantId().equals(grant) && !run.plan().sha256().equals(self)) {
        iterations += run.use().iterations();
        scalars += run.use().releasedScalars();
      }
    }
    return new GrantUse(iterations, scalars);
  }

  private Path folder(Sha256 run) {
    return directory.resolve(run.toString());
  }

  /** Opens again what the transcript says was opened. */
  private void resume(Sha256 run) {
    SessionRequest request = request(hosted.keys().directory(), run);
    budget.take(use(request.signed().plan()));
    runs.put(run, new OpenRun(hosted, request.signed(), folder(run), transcript, workers));
  }

  private static SessionRequest request(Path directory, Sha256 run) {
    return SessionRequest.parse(
        DurableFile.read(directory.resolve(SESSIONS + "/" + run + "/" + REQUEST))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The transcript opened run " + run + ", but its plan is gone.")));
  }

  /** The plan of a run that was opened. */
  static RunPlan plan(Path directory, Sha256 run) {
    return request(directory, run).signed().plan();
  }

  /** What requests of an opened run must carry. */
  String token(Sha256 run) {
    return tokens.of(run);
  }

  void requireToken(Sha256 run, String authorization) {
    require(run);
    noting(
        () -> RefusalNotes.Subject.of(run),
        () -> {
          tokens.require(run, authorization);
          return null;
        });
  }

  boolean knows(Sha256 run) {
    return runs.containsKey(run);
  }

  private OpenRun require(Sha256 run) {
    OpenRun found = runs.get(run);
    if (found == null) {
      throw Refusal.of(Rule.RUN_KNOWN, "This owner has no session for run %s.", run);
    }
    return found;
  }

  /**
   * Answers a refresh.
   *
   * @param body positioned before the request
   * @param length that the client states
   * @throws Refusal before the share is touched; noted in the transcript
   * @throws IOException when the client's connection fails
   */
  SignedAnswer refresh(Sha256 run, InputStream body, long length) throws IOException {
    OpenRun opened = require(run);
    RefreshRequest request = read(opened, run, body, length);
    Optional<Sha256> digest = Optional.of(Sha256.of(request.digest()));
    RefusalNotes.Subject whole =
        new RefusalNotes.Subject(Optional.of(run), Optional.of(Place.of(request)), digest);
    return noting(
        () -> whole,
        () ->
            opened
                .session()
                .answer(request, () -> opened.requireGrant(() -> others(opened.grantId(), run))));
  }

  void requireLength(Sha256 run, long length) {
    OpenRun opened = require(run);
    try {
      opened.session().requireLength(length);
    } catch (Refusal refusal) {
      notes.note(refusal, RefusalNotes.Subject.of(run));
      throw refusal;
    }
  }

  private RefreshRequest read(OpenRun opened, Sha256 run, InputStream body, long length)
      throws IOException {
    requireLength(run, length);
    try {
      return opened.session().read(body, (int) length);
    } catch (Refusal refusal) {
      notes.note(refusal, RefusalNotes.Subject.of(run));
      throw refusal;
    }
  }

  SignedDocument release(Sha256 run, String name) {
    OpenRun opened = require(run);
    return noting(
        () -> RefusalNotes.Subject.of(run),
        () -> {
          opened.requireGrant(() -> others(opened.grantId(), run));
          return opened.release().give(name);
        });
  }

  SignedDocument attest(Sha256 run, byte[] json) {
    OpenRun opened = require(run);
    return noting(() -> RefusalNotes.Subject.of(run), () -> opened.attestation().give(json));
  }

  void transcript(Sha256 run, OutputStream out) throws IOException {
    require(run);
    transcript.copy(run, out);
  }

  private <T> T noting(Supplier<RefusalNotes.Subject> subject, Supplier<T> body) {
    try {
      return body.get();
    } catch (Refusal refusal) {
      notes.note(refusal, subject.get());
      throw refusal;
    }
  }

  @Override
  public void close() {
    transcript.close();
  }
}
