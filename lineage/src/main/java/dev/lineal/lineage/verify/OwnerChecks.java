package dev.lineal.lineage.verify;

import static dev.lineal.lineage.verify.Disagreement.failed;
import static dev.lineal.lineage.verify.Disagreement.unlessEqual;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.attest.RunAttestation;
import dev.lineal.lineage.attest.TranscriptLine;
import dev.lineal.lineage.iteration.StepRecord;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.OwnerPart;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.ReleasedShare;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks of what owners signed: identities, datasets, attestations, transcripts. */
final class OwnerChecks {
  private static final Sha256 START = Sha256.of(new byte[Sha256.BYTES]);

  private final Bundle bundle;
  private final RunPlan plan;
  private final RunManifest run;

  OwnerChecks(Bundle bundle) {
    this.bundle = bundle;
    this.plan = bundle.plan().plan();
    this.run = bundle.run().manifest();
  }

  void identities() {
    for (int i = 0; i < bundle.owners().size(); i++) {
      OwnerProof proof = bundle.owners().get(i);
      unlessEqual(
          "the bound wallet of owner " + i,
          proof.binding().wallet(),
          plan.datasets().get(i).owner());
      proof.binding().check(bundle.domain());
    }
  }

  void datasets() {
    for (int i = 0; i < bundle.owners().size(); i++) {
      PlannedDataset planned = plan.datasets().get(i);
      DatasetManifest dataset = bundle.owners().get(i).dataset();
      String of = " of the dataset of owner " + i;
      unlessEqual("the manifest" + of, dataset.sha256(), planned.manifest());
      unlessEqual("the owner" + of, dataset.owner(), planned.owner());
      unlessEqual("the content root" + of, dataset.contentRoot(), planned.contentRoot());
      unlessEqual("the number of rows" + of, dataset.rows(), planned.rows());
      unlessEqual("the number of blocks" + of, dataset.shards().size(), planned.blocks());
      unlessEqual("the study" + of, dataset.study(), plan.study());
      unlessEqual(
          "the parameter set" + of, dataset.parameterSet(), plan.encryption().parameterSet());
      unlessEqual("the joint key" + of, dataset.jointKey(), plan.encryption().jointKey());
      unlessEqual(
          "the identity key" + of,
          dataset.identityKey(),
          bundle.owners().get(i).binding().identityKey());
    }
  }

  void datasetSchema() {
    Sha256 schema = bundle.schema().sha256();
    for (int i = 0; i < bundle.owners().size(); i++) {
      Sha256 stated = bundle.owners().get(i).dataset().schemaSha256();
      unlessEqual("the schema of the dataset of owner " + i, stated, schema);
    }
  }

  void attestations() {
    for (int i = 0; i < bundle.owners().size(); i++) {
      OwnerProof proof = bundle.owners().get(i);
      RunAttestation word =
          RunAttestation.parse(
              proof.attestation().check(RunAttestation.TYPE, proof.binding().identityKey()));
      String by = "attested by owner " + i;
      unlessEqual("the manifest " + by, word.manifest(), run.sha256());
      unlessEqual("the run " + by, word.run(), run.plan());
      unlessEqual("the study " + by, word.study(), plan.study());
      unlessEqual("the index " + by, word.owner(), i);
      unlessEqual(
          "the transcript " + by, word.transcriptHead(), run.owners().get(i).transcriptHead());
    }
  }

  void transcripts() {
    Map<TranscriptLine.Place, Sha256> recorded = new HashMap<>();
    for (StepRecord step : bundle.steps()) {
      recorded.put(
          new TranscriptLine.Place(step.iteration(), step.round(), step.slice()), step.request());
    }
    for (int i = 0; i < bundle.owners().size(); i++) {
      transcript(i, recorded);
    }
  }

  private void transcript(int owner, Map<TranscriptLine.Place, Sha256> recorded) {
    String of = "of owner " + owner;
    Sha256 head = START;
    Map<TranscriptLine.Place, Sha256> answered = new HashMap<>();
    Set<ReleasedShare> released = new HashSet<>();
    for (TranscriptLine line : bundle.owners().get(owner).lines()) {
      unlessEqual("a line's predecessor " + of, line.previousOfRun(), head);
      unlessEqual("a line's run " + of, line.run(), Optional.of(run.plan()));
      head = line.hash();
      if (line.event().equals("answer")) {
        answered.put(place(line, of), required(line.request(), of));
      } else if (line.event().equals("release")) {
        released.add(new ReleasedShare(line.subject(), required(line.answer(), of)));
      }
    }
    OwnerPart part = run.owners().get(owner);
    unlessEqual("the head of the transcript " + of, head, part.transcriptHead());
    if (!answered.equals(recorded)) {
      throw failed("the transcript %s answers other requests than were recorded".formatted(of));
    }
    unlessEqual("the releases " + of, released, new HashSet<>(part.releases()));
  }

  private static TranscriptLine.Place place(TranscriptLine line, String of) {
    return line.place().orElseThrow(() -> failed("an answer %s has no place".formatted(of)));
  }

  private static Sha256 required(Optional<Sha256> hash, String of) {
    return hash.orElseThrow(() -> failed("a line %s has no hash".formatted(of)));
  }

  /** Names for messages and summaries. */
  List<String> addresses() {
    return plan.datasets().stream().map(dataset -> dataset.owner().text()).toList();
  }
}
