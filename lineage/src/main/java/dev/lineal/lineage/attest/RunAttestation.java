package dev.lineal.lineage.attest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Statement;
import dev.lineal.lineage.manifest.StrictObject;

/**
 * An owner's word that a run's manifest agrees with its transcript; the payload of its envelope.
 *
 * @param manifest hash of the run manifest
 * @param owner index in the study
 * @param run id
 * @param study its id
 * @param transcriptHead hash of the run's last line in the transcript
 */
public record RunAttestation(
    Sha256 manifest, int owner, Sha256 run, String study, Sha256 transcriptHead) {
  /** Payload type of its envelope. */
  public static final String TYPE = "application/vnd.lineal.attestation+json";

  private static final String DOCUMENT = "attestation";
  private static final String SCHEMA = "lineal.attestation/1";
  private static final int MAX_OWNER = 10_000;

  public RunAttestation {
    Require.present("manifest_sha256", manifest);
    Require.range("owner", owner, 0, MAX_OWNER);
    Require.present("run", run);
    Require.name("study", study);
    Require.present("transcript_head", transcriptHead);
  }

  /** Reads canonical bytes. */
  public static RunAttestation parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(RunAttestation::read);
  }

  private static RunAttestation read(StrictObject attestation) {
    attestation.constant("schema", SCHEMA);
    return new RunAttestation(
        attestation.sha256("manifest_sha256"),
        (int) attestation.integer("owner", 0, MAX_OWNER),
        attestation.sha256("run"),
        attestation.text("study"),
        attestation.sha256("transcript_head"));
  }

  /** The one canonical text, UTF-8. */
  public byte[] canonicalBytes() {
    return CanonicalJson.write(
        Statement.object()
            .put("manifest_sha256", manifest.toString())
            .put("owner", owner)
            .put("run", run.toString())
            .put("schema", SCHEMA)
            .put("study", study)
            .put("transcript_head", transcriptHead.toString()),
        DOCUMENT);
  }
}
