package dev.lineal.owner.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.SealingKey;
import dev.lineal.lineage.identity.SignedPurpose;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.owner.home.DurableFile;
import dev.lineal.owner.keys.RefreshItem;
import dev.lineal.owner.keys.Release;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * This owner's share of the model, with its noise, sealed to the licensee by HPKE (RFC 9180, base
 * mode: X25519, HKDF-SHA256, AES-256-GCM). Made once; a repeat gives the same bytes.
 */
final class WeightRelease {
  /** Noise of deviation 2^-28 in units of weight / R, on shares rounded to 2^-34. */
  static final Release NOISE = new Release(FixedPoint.powerOfTwo(28), 34);

  static final String INFO = "lineal/release/1";
  private static final String DOCUMENT = "released share";
  private static final String SCHEMA = "lineal.release-share/1";
  private static final String SEALED_SCHEMA = "lineal.sealed-release/1";
  private static final SignedPurpose PURPOSE = new SignedPurpose("release-1");
  private static final int RELEASE_ROUND = 6;

  private final KeySet keys;
  private final Session session;
  private final Path file;
  private final Transcript transcript;
  private long entries;

  WeightRelease(KeySet keys, Session session, Path directory, Transcript transcript) {
    this.keys = keys;
    this.session = session;
    this.file = directory.resolve("release-" + PlanCheck.WEIGHTS + ".json");
    this.transcript = transcript;
  }

  /** Takes over what the transcript already has. */
  synchronized void restore(long noted) {
    entries = noted;
  }

  synchronized SignedDocument give(String name) {
    RunPlan plan = session.plan();
    if (plan.releases().stream().noneMatch(release -> release.name().equals(name))) {
      throw Refusal.of(Rule.RELEASE_IN_PLAN, "The plan releases no '%s'.", name);
    }
    if (!session.progress().complete()) {
      throw Refusal.of(
          Rule.RUN_FINISHED, "Not all %d iterations of the plan are answered.", plan.iterations());
    }
    byte[] sealed = DurableFile.read(file).orElseGet(() -> make(plan));
    note(plan, sealed);
    return new SignedDocument(sealed, keys.identity().sign(PURPOSE, sealed));
  }

  /** Counted once: the file is there before its line, and the line before the answer. */
  private void note(RunPlan plan, byte[] sealed) {
    if (entries == 0) {
      Entry.What what =
          new Entry.What(
              Entry.Event.RELEASE, Optional.of(session.id()), Optional.empty(), PlanCheck.WEIGHTS);
      entries =
          transcript.append(
              what,
              Optional.empty(),
              Optional.of(Sha256.hash(sealed)),
              0,
              plan.training().features());
    }
    transcript.await(entries);
  }

  private byte[] make(RunPlan plan) {
    int last = plan.iterations() - 1;
    List<BigInteger> shares =
        session.sharesAfter(last).stream().map(WeightShares::v).flatMap(List::stream).toList();
    Sha256 request =
        Sha256.hash((INFO + " " + session.id() + " weights").getBytes(StandardCharsets.UTF_8));
    RefreshSeed seed =
        new RefreshSeed(
            keys.fingerprint().bytes(),
            session.id().bytes(),
            plan.iterations(),
            RELEASE_ROUND,
            request.bytes());
    List<BigInteger> released =
        keys.withShare(share -> NOISE.apply(share, new RefreshItem(seed, 0), shares));
    byte[] plain = document(session.id(), released);
    try {
      byte[] sealed = seal(plan.licensee(), session.id(), plain);
      DurableFile.write(file, sealed);
      return sealed;
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private byte[] document(Sha256 run, List<BigInteger> released) {
    ObjectNode share = JsonNodeFactory.instance.objectNode();
    share.put("fraction_bits", NOISE.fractionBits()).put("name", PlanCheck.WEIGHTS);
    share.put("owner", keys.self()).put("run", run.toString()).put("schema", SCHEMA);
    ArrayNode values = share.putArray("values");
    released.forEach(value -> values.add(value.toString()));
    return CanonicalJson.write(share, DOCUMENT);
  }

  private byte[] seal(SealingKey licensee, Sha256 run, byte[] plain) {
    HPKE hpke =
        new HPKE(
            HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    try {
      byte[][] sealed =
          hpke.seal(
              hpke.deserializePublicKey(licensee.bytes()),
              INFO.getBytes(StandardCharsets.US_ASCII),
              run.bytes(),
              plain,
              null,
              null,
              null);
      ObjectNode envelope = JsonNodeFactory.instance.objectNode();
      envelope.put("ciphertext", HexFormat.of().formatHex(sealed[0]));
      envelope.put("encapsulated", HexFormat.of().formatHex(sealed[1]));
      envelope.put("licensee", licensee.text()).put("name", PlanCheck.WEIGHTS);
      envelope.put("owner", keys.self()).put("run", run.toString()).put("schema", SEALED_SCHEMA);
      return CanonicalJson.write(envelope, DOCUMENT);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("Sealing a release failed; report this defect.", e);
    }
  }
}
