package dev.lineal.owner.policy;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.rounds.StepBound;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.GrantUse;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.owner.home.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All sessions of one key set. What was answered and spent is read from the transcript at the
 * start, so a crash at any moment loses and doubles nothing.
 */
final class StudySessions implements AutoCloseable {
  private static final String SESSIONS = "sessions";
  private static final String REQUEST = "session.json";

  private final HostedStudy hosted;
  private final Workers workers;
  private final Path directory;
  private final Transcript transcript;
  private final RefusalNotes notes;
  private final SessionTokens tokens;
  private final Map<Sha256, OpenRun> runs = new ConcurrentHashMap<>();
  private final AllRuns all;

  /** The runs of all key sets of all studies. */
  interface AllRuns {
    Stream<OpenRun> runs();

    /** Lets those that are idle lapse, whatever key set they are of. */
    void lapseIdle();
  }

  /**
   * @param workers shared by all studies; stay the caller's
   * @param all runs of this and other key sets, which may share a grant
   * @throws LineageException when the transcript is damaged or another process serves the study
   */
  StudySessions(HostedStudy hosted, Workers workers, AllRuns all) {
    this.hosted = hosted;
    this.all = all;
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
      case SESSION ->
          run.ifPresentOrElse(
              known -> known.lease().reopen(entry.at()),
              () -> resume(entry.what().run().orElseThrow(), entry.at()));
      case LAPSE -> run.orElseThrow().lease().lapse();
      case ANSWER -> restoreAnswer(run.orElseThrow(), entry);
      case RELEASE -> run.orElseThrow().release().restore(entry.number() + 1);
      case ATTESTATION ->
          run.orElseThrow()
              .attestation()
              .restore(entry.request().orElseThrow(), entry.answer().orElseThrow());
      case FAILED_CHECK -> run.orElseThrow().session().guard().restore(entry.what());
      case REFUSAL, REFUSALS_UNNOTED -> {}
    }
  }

  private static void restoreAnswer(OpenRun run, Entry entry) {
    Place place = entry.what().place().orElseThrow();
    run.session()
        .progress()
        .answered(
            place,
            new Progress.Answered(entry.request().orElseThrow(), entry.answer().orElseThrow(), 0));
    run.lease().answered(place, entry.answers(), entry.at());
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
          return known != null && !known.lease().lapsed() ? known : openNew(request, run);
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
    OpenRun known = runs.get(run);
    if (known != null && !known.lease().lapsed()) {
      return known;
    }
    Instant now = hosted.clock().instant();
    all.lapseIdle();
    RunPlan plan = request.signed().plan();
    check(plan, request.curvature()).run();
    Path folder = folder(run);
    DurableFile.makeDirectory(folder);
    DurableFile.write(folder.resolve(REQUEST), request.toJson());
    Budget.Use use = use(plan);
    Entry.What what =
        new Entry.What(Entry.Event.SESSION, Optional.of(run), Optional.empty(), "open");
    long entries =
        transcript.append(what, Optional.of(run), Optional.empty(), use.answers(), use.scalars());
    OpenRun opened =
        runs.computeIfAbsent(
            run, id -> opened(request.signed(), folder, new Lease(plan, use, now)));
    opened.lease().reopen(now);
    transcript.await(entries);
    return opened;
  }

  private OpenRun opened(SignedRunPlan signed, Path folder, Lease lease) {
    return new OpenRun(hosted, signed, folder, lease, transcript, workers, this::finished);
  }

  private List<CheckedRun> finished() {
    return runs.values().stream()
        .map(OpenRun::session)
        .filter(session -> session.progress().complete())
        .map(Session::record)
        .toList();
  }

  /** Lets idle runs lapse; on the disk before what they give back is used. */
  void lapseIdle() {
    Instant now = hosted.clock().instant();
    runs.forEach((run, opened) -> lapse(run, opened.lease(), now));
  }

  private void lapse(Sha256 run, Lease lease, Instant now) {
    synchronized (lease) {
      if (lease.idle(now)) {
        Entry.What what =
            new Entry.What(Entry.Event.LAPSE, Optional.of(run), Optional.empty(), "idle");
        long entries = transcript.append(what, Optional.empty(), Optional.empty(), 0, 0);
        lease.lapse();
        transcript.await(entries);
      }
    }
  }

  /** All checks of a plan against what this owner has and has spent; for reviews as well. */
  PlanCheck check(RunPlan plan, Optional<CurvatureEvidence> curvature) {
    Optional<Sha256> mine =
        plan.datasets().stream()
            .filter(dataset -> dataset.owner().equals(hosted.keys().wallet()))
            .map(dataset -> dataset.grant())
            .findFirst();
    Sha256 run = plan.sha256();
    GrantUse used = mine.map(id -> others(id, run)).orElse(GrantUse.NONE);
    Optional<StepBound> shown =
        curvature.map(
            evidence ->
                new ShownCurvature(hosted.keys(), plan, evidence)
                    .bound(Optional.ofNullable(runs.get(evidence.run()))));
    return new PlanCheck(hosted, plan, usedBeside(run), used, shown);
  }

  /** What all other runs hold of the key set's budgets. */
  private Budget.Use usedBeside(Sha256 self) {
    return runs.values().stream()
        .filter(run -> !run.id().equals(self))
        .map(run -> run.lease().use())
        .reduce(Budget.Use.NONE, Budget.Use::plus);
  }

  /** All runs that were opened under this key set. */
  Stream<OpenRun> runs() {
    return runs.values().stream();
  }

  Budget.Use use(RunPlan plan) {
    return Budget.of(plan, hosted.keys().parameters(), hosted.keys().owners().size());
  }

  private GrantUse others(Sha256 grant, Sha256 self) {
    return all.runs()
        .filter(run -> run.grantId().equals(grant) && !run.id().equals(self))
        .map(run -> run.lease().grantUse())
        .reduce(GrantUse.NONE, StudySessions::sum);
  }

  static GrantUse sum(GrantUse one, GrantUse other) {
    return new GrantUse(
        one.iterations() + other.iterations(), one.releasedScalars() + other.releasedScalars());
  }

  private Path folder(Sha256 run) {
    return directory.resolve(run.toString());
  }

  /** Opens again what the transcript says was opened. */
  private void resume(Sha256 run, Instant at) {
    SignedRunPlan signed = request(hosted.keys().directory(), run).signed();
    Lease lease = new Lease(signed.plan(), use(signed.plan()), at);
    runs.put(run, opened(signed, folder(run), lease));
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
                .answer(
                    request,
                    () -> {
                      opened.lease().requireLive();
                      opened.requireGrant(() -> others(opened.grantId(), run));
                    }));
  }

  void requireLength(Sha256 run, long length) {
    OpenRun opened = require(run);
    try {
      opened.session().form().requireLength(length);
    } catch (Refusal refusal) {
      notes.note(refusal, RefusalNotes.Subject.of(run));
      throw refusal;
    }
  }

  /**
   * Takes evidence.
   *
   * @param body positioned before it; not read further than {@code length}
   */
  void take(Sha256 run, InputStream body, long length) throws IOException {
    OpenRun opened = require(run);
    opened.session().form().requireEvidenceLength(length);
    RefreshEvidence evidence;
    try {
      evidence = RefreshEvidence.read(body, length);
    } catch (HeFormatException malformed) {
      throw Refusal.of(Rule.EVIDENCE_FORMAT, malformed.getMessage());
    }
    noting(
        () ->
            new RefusalNotes.Subject(
                Optional.of(run),
                Optional.of(Place.of(evidence.position())),
                Optional.of(Sha256.of(evidence.digest()))),
        () -> {
          opened.session().take(evidence);
          return null;
        });
  }

  void requireEvidenceLength(Sha256 run, long length) {
    require(run).session().form().requireEvidenceLength(length);
  }

  private RefreshRequest read(OpenRun opened, Sha256 run, InputStream body, long length)
      throws IOException {
    requireLength(run, length);
    try {
      return opened.session().form().read(body, (int) length);
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
          opened.requireGoing();
          opened.requireGrant(() -> others(opened.grantId(), run));
          SignedDocument released = opened.release().give(name);
          opened.session().guard().finish();
          return released;
        });
  }

  SignedDocument attest(Sha256 run, byte[] json) {
    OpenRun opened = require(run);
    return noting(
        () -> RefusalNotes.Subject.of(run),
        () -> {
          opened.requireGoing();
          return opened.attestation().give(json);
        });
  }

  void transcript(Sha256 run, OutputStream out) throws IOException {
    require(run);
    transcript.copy(run, out);
  }

  private <T> T noting(Supplier<RefusalNotes.Subject> subject, Supplier<T> body) {
    try {
      return body.get();
    } catch (Refusal refusal) {
      if (refusal.status() != Rule.SHARDS_READ.status()) {
        notes.note(refusal, subject.get());
      }
      throw refusal;
    }
  }

  @Override
  public void close() {
    runs.values().forEach(run -> run.session().guard().close());
    transcript.close();
  }
}
