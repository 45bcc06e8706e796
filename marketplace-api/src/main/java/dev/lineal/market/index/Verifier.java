package dev.lineal.market.index;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.licence.ChainLicenceLedger;
import dev.lineal.lineage.verify.AnchorLookup;
import dev.lineal.lineage.verify.BundleFiles;
import dev.lineal.lineage.verify.BundleVerifier;
import dev.lineal.lineage.verify.ChainModels;
import dev.lineal.lineage.verify.Verification;
import dev.lineal.market.MarketErrors;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Verifies bundles when somebody asks, and remembers for a minute what came of it, or until the
 * bundle changes. Two at a time; who comes third is told to come back.
 */
public final class Verifier {
  private static final Duration AGE = Duration.ofMinutes(1);
  private static final int AT_A_TIME = 2;

  private final MarketIndex index;
  private final Semaphore room = new Semaphore(AT_A_TIME);
  private final Map<Sha256, Known> known = new ConcurrentHashMap<>();

  private record Known(FileTime bundle, Verdict verdict) {
    boolean stands(FileTime now) {
      return bundle.equals(now) && verdict.at().plus(AGE).isAfter(Instant.now());
    }
  }

  public Verifier(MarketIndex index) {
    this.index = index;
  }

  /** The verdict on a model, perhaps a remembered one. */
  public Verdict verdict(Sha256 model) {
    Optional<BundleShelf.Found> bundle = index.bundles().find(model);
    if (bundle.isEmpty()) {
      return new Verdict(Optional.empty(), Instant.now(), 0, false);
    }
    Known old = known.get(model);
    if (old != null && old.stands(bundle.get().changed())) {
      return old.verdict();
    }
    if (!room.tryAcquire()) {
      throw MarketErrors.busy();
    }
    try {
      Verdict verdict = make(bundle.get());
      known.put(model, new Known(bundle.get().changed(), verdict));
      return verdict;
    } finally {
      room.release();
    }
  }

  /** What is remembered of a model; nothing is verified. */
  public Optional<Verdict> remembered(Sha256 model) {
    return Optional.ofNullable(known.get(model)).map(Known::verdict);
  }

  private Verdict make(BundleShelf.Found bundle) {
    long before = System.nanoTime();
    BundleFiles files = BundleFiles.read(bundle.path());
    Optional<LinealChain> chain = index.node();
    Verification made =
        chain
            .map(
                on ->
                    BundleVerifier.online(
                        files, anchors(on), new ChainModels(on), new ChainLicenceLedger(on)))
            .orElseGet(() -> BundleVerifier.offline(files));
    long millis = (System.nanoTime() - before) / 1_000_000;
    return new Verdict(Optional.of(made), Instant.now(), millis, chain.isPresent());
  }

  private static AnchorLookup anchors(LinealChain chain) {
    return new AnchorLookup() {
      @Override
      public Optional<Anchored> find(Address by, Sha256 root) throws LineageException {
        String place =
            "chain %d, %s".formatted(chain.deployment().chainId(), chain.deployment().anchorLog());
        return chain
            .anchors()
            .find(by, root)
            .map(record -> new Anchored(record.leaves(), record.block(), place));
      }
    };
  }
}
