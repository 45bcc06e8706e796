package dev.lineal.owner.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.he.rounds.Items;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.SignedPurpose;
import dev.lineal.lineage.manifest.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The runs of all studies that this owner serves: what the HTTP layer calls. */
public final class Sessions implements AutoCloseable {
  private static final SignedPurpose PURPOSE = new SignedPurpose("session-1");

  private final Workers workers = Workers.perCore();
  private final List<StudySessions> studies = new CopyOnWriteArrayList<>();
  private final StudySessions.AllRuns all =
      new StudySessions.AllRuns() {
        @Override
        public Stream<OpenRun> runs() {
          return studies.stream().flatMap(StudySessions::runs);
        }

        @Override
        public void lapseIdle() {
          studies.forEach(StudySessions::lapseIdle);
        }
      };
  private final Joined joined;

  /** Finds a key set that a study got after the start. */
  @FunctionalInterface
  public interface Joined {
    Optional<HostedStudy> find(String study, Sha256 jointKey);
  }

  /**
   * @throws dev.lineal.lineage.LineageException when a study's transcript is damaged or in use
   */
  public Sessions(List<HostedStudy> hosted) {
    this(hosted, (study, jointKey) -> Optional.empty());
  }

  /**
   * @param hosted every key set of every study
   * @param joined is asked for key sets that are not among them
   * @throws dev.lineal.lineage.LineageException when a study's transcript is damaged or in use
   */
  public Sessions(List<HostedStudy> hosted, Joined joined) {
    this.joined = joined;
    try {
      hosted.forEach(this::host);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens a session.
   *
   * @param json a {@link SessionRequest}
   * @throws Refusal naming the rule
   */
  public SignedDocument open(byte[] json) {
    SessionRequest request = SessionRequest.parse(json);
    String study = request.signed().plan().study();
    StudySessions sessions = keySet(study, request.signed().plan().encryption().jointKey());
    OpenRun run = open(sessions, request);
    run.session().guard().prepare();
    KeySet keys = sessions.hosted().keys();
    Layout layout = run.session().layout();
    ObjectNode opened = JsonNodeFactory.instance.objectNode();
    opened.put("cluster", sessions.hosted().checks().mode());
    opened.put("block_slices", layout.slicesOf(Items.Blocks.class));
    opened.put("feature_slices", layout.slicesOf(Items.Features.class));
    opened.put("evidence", sessions.hosted().checks().wantsEvidence(run.plan()));
    opened.put("iterations", run.plan().iterations());
    opened.put("owner", keys.self()).put("run", run.id().toString());
    opened.put("schema", "lineal.session/1").put("study", study);
    opened.put("token", sessions.token(run.id()));
    byte[] document = CanonicalJson.write(opened, "session");
    return new SignedDocument(document, keys.identity().sign(PURPOSE, document));
  }

  /** One at a time: runs under several key sets may share a grant. */
  private synchronized OpenRun open(StudySessions sessions, SessionRequest request) {
    return sessions.open(request);
  }

  /** The key set that a plan names; any other of the study, which says so, where there is none. */
  private synchronized StudySessions keySet(String study, Sha256 jointKey) {
    List<StudySessions> ofStudy =
        studies.stream().filter(one -> one.hosted().keys().study().equals(study)).toList();
    return ofStudy.stream()
        .filter(one -> one.hosted().keys().fingerprint().equals(jointKey))
        .findFirst()
        .or(() -> joined.find(study, jointKey).map(this::host))
        .or(() -> ofStudy.stream().findFirst())
        .orElseThrow(() -> Refusal.of(Rule.STUDY_KNOWN, "This owner serves no study '%s'.", study));
  }

  private StudySessions host(HostedStudy hosted) {
    StudySessions sessions = new StudySessions(hosted, workers, all);
    studies.add(sessions);
    return sessions;
  }

  /**
   * Answers a refresh; see docs/formats.md for both bodies.
   *
   * @param length of the body
   * @throws Refusal naming the rule, before the share is touched
   * @throws IOException when the client's connection fails
   */
  public SignedAnswer refresh(Sha256 run, InputStream body, long length) throws IOException {
    return of(run).refresh(run, body, length);
  }

  /**
   * Takes evidence; see docs/formats.md.
   *
   * @param length of the evidence, which the body may go on behind
   * @throws Refusal naming the rule
   */
  public void take(Sha256 run, InputStream body, long length) throws IOException {
    of(run).take(run, body, length);
  }

  /** Refuses evidence that is longer than any of the run, before a byte of it is read. */
  public void requireEvidenceLength(Sha256 run, long length) {
    of(run).requireEvidenceLength(run, length);
  }

  /** Refuses a body that is longer than any request of the run, before a byte of it is read. */
  public void requireLength(Sha256 run, long length) {
    of(run).requireLength(run, length);
  }

  /**
   * Refuses requests of a run by anybody who did not open it.
   *
   * @param authorization the header's value, or nothing
   */
  public void requireToken(Sha256 run, String authorization) {
    of(run).requireToken(run, authorization);
  }

  /** This owner's share of a named release, sealed to the licensee. */
  public SignedDocument release(Sha256 run, String name) {
    return of(run).release(run, name);
  }

  /** Signs the manifest of a finished run. */
  public SignedDocument attest(Sha256 run, byte[] json) {
    return of(run).attest(run, json);
  }

  /** Writes the run's transcript, one entry per line. */
  public void transcript(Sha256 run, OutputStream out) throws IOException {
    of(run).transcript(run, out);
  }

  /** Throws a {@link Refusal} where the run has no session. */
  public void require(Sha256 run) {
    of(run);
  }

  /** The studies served. */
  public List<HostedStudy> hosted() {
    return studies.stream().map(StudySessions::hosted).toList();
  }

  private StudySessions of(Sha256 run) {
    return studies.stream()
        .filter(study -> study.knows(run))
        .findFirst()
        .orElseThrow(
            () -> Refusal.of(Rule.RUN_KNOWN, "This owner has no session for run %s.", run));
  }

  @Override
  public void close() {
    workers.close();
    studies.forEach(StudySessions::close);
  }
}
