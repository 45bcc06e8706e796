package dev.lineal.lineage.verify;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.attest.Envelope;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.iteration.StepLine;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.WalletBindingJson;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.StudySchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The names of a bundle's files (docs/formats.md), and what is in each. */
public final class BundleFormat {
  static final String HEAD = "bundle.json";
  static final String PLAN = "run-plan.json";
  static final String TRAINER = "trainer-binding.json";
  static final String RUN = "run-manifest.json";
  static final String RUN_ENVELOPE = "run-manifest.dsse.json";
  static final String MODEL = "model-manifest.json";
  static final String MODEL_ENVELOPE = "model-manifest.dsse.json";
  static final String SCHEMA = "study-schema.json";
  static final String MOMENTS = "moments.json";
  static final String LEDGER = "grants.jsonl";
  static final String STEPS = "steps.jsonl";
  static final String LOSSES = "losses.json";
  static final String ANCHOR = "anchor-proof.json";
  static final String PARENT = "parent-model-manifest.json";
  static final String PARENT_FILE = "parent-model.json";
  static final String FILES = "files/";

  private final BundleFiles files;
  private final Set<String> unread;

  private BundleFormat(BundleFiles files) {
    this.files = files;
    this.unread = new LinkedHashSet<>(files.names());
  }

  /**
   * Reads every file.
   *
   * @throws LineageException where one is missing, unknown, or not the document it should be
   */
  public static Bundle read(BundleFiles files) {
    return new BundleFormat(files).read();
  }

  private Bundle read() {
    BundleHead head = read(HEAD, BundleHead::parse);
    RunPlan plan = read(PLAN, RunPlan::parse);
    List<OwnerProof> owners = new ArrayList<>();
    for (int owner = 0; owner < plan.datasets().size(); owner++) {
      owners.add(readOwner(folder(owner)));
    }
    Bundle bundle =
        new Bundle(
            head.domain(),
            new SignedRunPlan(plan, head.planSignature()),
            read(TRAINER, WalletBindingJson::parse),
            new Bundle.Signed<>(read(RUN, RunManifest::parse), read(RUN_ENVELOPE, Envelope::parse)),
            new Bundle.Signed<>(
                read(MODEL, ModelManifest::parse), read(MODEL_ENVELOPE, Envelope::parse)),
            owners,
            read(SCHEMA, StudySchema::parse),
            read(MOMENTS, Moments::parse),
            find(LEDGER, bytes -> bytes),
            read(STEPS, Lines::split).stream()
                .map(line -> of(STEPS, line, StepLine::parse))
                .toList(),
            find(LOSSES, Losses::parse),
            find(ANCHOR, AnchorProof::parse),
            parent(),
            modelFiles());
    if (!unread.isEmpty()) {
      throw LineageErrors.badBundle(unread.iterator().next(), "does not belong to a bundle");
    }
    return bundle;
  }

  private OwnerProof readOwner(String folder) {
    List<byte[]> transcript = read(folder + "transcript.jsonl", Lines::split);
    OwnerProof proof =
        new OwnerProof(
            read(folder + "binding.json", WalletBindingJson::parse),
            read(folder + "dataset-manifest.json", DatasetManifest::parse),
            read(folder + "attestation.dsse.json", Envelope::parse),
            transcript);
    of(folder + "transcript.jsonl", new byte[0], ignored -> proof.lines());
    return proof;
  }

  private Optional<Bundle.Parent> parent() {
    return find(PARENT, ModelManifest::parse)
        .map(manifest -> new Bundle.Parent(manifest, read(PARENT_FILE, bytes -> bytes)));
  }

  private Map<String, byte[]> modelFiles() {
    Map<String, byte[]> found = new TreeMap<>();
    for (String name : files.names()) {
      if (name.startsWith(FILES)) {
        found.put(name.substring(FILES.length()), read(name, bytes -> bytes));
      }
    }
    return found;
  }

  private <T> T read(String name, Function<byte[], T> parser) {
    unread.remove(name);
    return of(name, files.require(name), parser);
  }

  private <T> Optional<T> find(String name, Function<byte[], T> parser) {
    unread.remove(name);
    return files.find(name).map(bytes -> of(name, bytes, parser));
  }

  private static <T> T of(String name, byte[] bytes, Function<byte[], T> parser) {
    try {
      return parser.apply(bytes);
    } catch (LineageException fault) {
      throw LineageErrors.badBundle(name, fault.problem());
    }
  }

  /** The files of a bundle. */
  public static BundleFiles write(Bundle bundle) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(HEAD, new BundleHead(bundle.domain(), bundle.plan().signature()).canonicalBytes());
    files.put(PLAN, bundle.plan().plan().canonicalBytes());
    files.put(TRAINER, WalletBindingJson.canonicalBytes(bundle.trainer()));
    files.put(RUN, bundle.run().manifest().canonicalBytes());
    files.put(RUN_ENVELOPE, bundle.run().envelope().toJson());
    files.put(MODEL, bundle.model().manifest().canonicalBytes());
    files.put(MODEL_ENVELOPE, bundle.model().envelope().toJson());
    files.put(SCHEMA, bundle.schema().canonicalBytes());
    files.put(MOMENTS, bundle.moments().canonicalBytes());
    files.put(STEPS, Lines.join(bundle.steps().stream().map(StepLine::canonicalBytes).toList()));
    bundle.ledger().ifPresent(lines -> files.put(LEDGER, lines));
    bundle.losses().ifPresent(losses -> files.put(LOSSES, losses.canonicalBytes()));
    bundle.anchor().ifPresent(anchor -> files.put(ANCHOR, anchor.canonicalBytes()));
    bundle
        .parent()
        .ifPresent(
            parent -> {
              files.put(PARENT, parent.manifest().canonicalBytes());
              files.put(PARENT_FILE, parent.file());
            });
    bundle.files().forEach((name, bytes) -> files.put(FILES + name, bytes));
    for (int owner = 0; owner < bundle.owners().size(); owner++) {
      writeOwner(bundle.owners().get(owner), folder(owner), files);
    }
    return new BundleFiles(files);
  }

  private static void writeOwner(OwnerProof proof, String folder, Map<String, byte[]> files) {
    files.put(folder + "binding.json", WalletBindingJson.canonicalBytes(proof.binding()));
    files.put(folder + "dataset-manifest.json", proof.dataset().canonicalBytes());
    files.put(folder + "attestation.dsse.json", proof.attestation().toJson());
    files.put(folder + "transcript.jsonl", Lines.join(proof.transcript()));
  }

  private static String folder(int owner) {
    return "owners/" + owner + "/";
  }
}
