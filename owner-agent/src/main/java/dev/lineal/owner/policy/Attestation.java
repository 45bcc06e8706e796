package dev.lineal.owner.policy;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.attest.RunAttestation;
import dev.lineal.lineage.manifest.CanonicalJson;
import java.util.Optional;

/**
 * Signs the hash of a run's manifest, once the run is finished and only where the manifest's author
 * saw this owner's transcript to its last answer. One manifest per run. The signature is DSSE's
 * over a {@link RunAttestation}, so that answer and signature make an envelope.
 */
final class Attestation {
  private static final String DOCUMENT = "attestation";
  private static final String REQUEST_SCHEMA = "lineal.attestation-request/1";

  private final KeySet keys;
  private final Session session;
  private final Sha256 run;
  private final Transcript transcript;
  private Optional<Attested> attested = Optional.empty();

  Attestation(KeySet keys, Session session, Transcript transcript) {
    this.keys = keys;
    this.session = session;
    this.run = session.id();
    this.transcript = transcript;
  }

  private record Attested(Sha256 manifest, Sha256 head, long entries) {}

  private record Asked(Sha256 manifest, Sha256 head) {}

  /** Takes over what the transcript already has: {@code head} is what was named then. */
  synchronized void restore(Sha256 manifest, Sha256 head) {
    attested = Optional.of(new Attested(manifest, head, 0));
  }

  synchronized SignedDocument give(byte[] json) {
    Asked asked = parse(json);
    if (!session.progress().complete()) {
      throw Refusal.of(Rule.RUN_FINISHED, "The run's last iteration is not answered yet.");
    }
    Attested mine = attested.orElseGet(() -> attest(asked));
    if (!mine.manifest().equals(asked.manifest())) {
      throw Refusal.of(
          Rule.ONE_MANIFEST_PER_RUN,
          "This owner attested manifest %s, not %s.",
          mine.manifest(),
          asked.manifest());
    }
    if (!mine.head().equals(asked.head())) {
      throw Refusal.of(Rule.TRANSCRIPT_HEAD, "Head %s was attested.", mine.head());
    }
    transcript.await(mine.entries());
    byte[] document = document(mine);
    return new SignedDocument(document, keys.identity().signPayload(RunAttestation.TYPE, document));
  }

  private Attested attest(Asked asked) {
    Sha256 head = transcript.headOfRun(run);
    if (!head.equals(asked.head())) {
      throw Refusal.of(
          Rule.TRANSCRIPT_HEAD,
          "The transcript of the run ends in %s, the request names %s.",
          head,
          asked.head());
    }
    Entry.What what =
        new Entry.What(Entry.Event.ATTESTATION, Optional.of(run), Optional.empty(), "manifest");
    long entries = transcript.append(what, Optional.of(asked.manifest()), Optional.of(head), 0, 0);
    Attested now = new Attested(asked.manifest(), head, entries);
    attested = Optional.of(now);
    return now;
  }

  private byte[] document(Attested mine) {
    return new RunAttestation(mine.manifest(), keys.self(), run, keys.study(), mine.head())
        .canonicalBytes();
  }

  private static Asked parse(byte[] json) {
    try {
      return CanonicalJson.parse(CanonicalJson.canonicalize(json, DOCUMENT), DOCUMENT)
          .read(
              request -> {
                request.constant("schema", REQUEST_SCHEMA);
                return new Asked(
                    request.sha256("manifest_sha256"), request.sha256("transcript_head"));
              });
    } catch (LineageException malformed) {
      throw Refusal.of(Rule.SESSION_FORMAT, malformed.problem());
    }
  }
}
