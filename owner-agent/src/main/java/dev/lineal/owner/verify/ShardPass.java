package dev.lineal.owner.verify;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.shard.ShardHeader;
import dev.lineal.he.shard.ShardReader;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.owner.home.ScratchFile;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Cut;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every shard of a plan once, on all cores, and folds it into the run's combinations. An
 * owner that is away is waited for; slices that are complete are not read again after a restart.
 */
final class ShardPass implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShardPass.class);
  private static final int LONGEST_PAUSE_S = 30;

  private final CheckedRun run;
  private final HeParameters parameters;
  private final ShardSource source;
  private final Kept kept;
  private final Columns columns;
  private final Fold.Plan plan;
  private final Map<Integer, Fold> folds = new HashMap<>();
  private final Map<Integer, DatasetManifest> manifests = new HashMap<>();
  private final AtomicInteger folded = new AtomicInteger();
  private final AtomicLong fetched = new AtomicLong();
  private final ExecutorService threads;
  private volatile String trouble = "";
  private volatile boolean closed;
  private boolean started;

  ShardPass(
      CheckedRun run,
      HeParameters parameters,
      ShardSource source,
      Kept kept,
      Columns columns,
      Fold.Plan plan) {
    this.run = run;
    this.parameters = parameters;
    this.source = source;
    this.kept = kept;
    this.columns = columns;
    this.plan = plan;
    this.threads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> {
              Thread thread = new Thread(task, "lineal-shard-pass");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to read what is missing; a second call does nothing. */
  synchronized void start() {
    if (started || closed) {
      return;
    }
    started = true;
    Cut blocks = run.layout().blockCut();
    for (int slice = 0; slice < blocks.slices(); slice++) {
      if (plan.complete(slice)) {
        folded.addAndGet(blocks.count(slice));
      } else {
        folds.put(slice, plan.open(slice));
      }
    }
    int block = 0;
    for (int owner = 0; owner < run.plan().datasets().size(); owner++) {
      for (int shard = 0; shard < run.plan().datasets().get(owner).blocks(); shard++) {
        submit(new Block(block++, owner, shard));
      }
    }
    threads.shutdown();
  }

  /**
   * @param number in the plan's order of all blocks
   * @param owner index of its dataset
   * @param shard index in the dataset
   */
  private record Block(int number, int owner, int shard) {}

  private void submit(Block block) {
    Fold fold = folds.get(run.layout().blockCut().sliceOf(block.number()));
    if (fold != null) {
      threads.submit(() -> persist(block, fold));
    }
  }

  /** Refuses until every shard is folded; says how far it is. */
  void requireDone() {
    int all = run.layout().blocks();
    int done = folded.get();
    if (done < all) {
      throw Refusal.of(
          Rule.SHARDS_READ, "%d of %d shards of the run are read.%s", done, all, trouble);
    }
  }

  private void persist(Block block, Fold fold) {
    for (int attempt = 0; !closed; attempt++) {
      try {
        fold(block, fetch(block), fold);
        return;
      } catch (IOException | HeFormatException | LineageException e) {
        pause(block, attempt, e.getMessage());
      }
    }
  }

  /** Once: a block that was added in part must not be added again. */
  private void fold(Block block, Path shard, Fold fold) {
    try {
      fold.add(block.number(), shard);
      Files.deleteIfExists(shard);
      note(folded.incrementAndGet());
    } catch (IOException | RuntimeException | Error e) {
      trouble = " Shard %d of owner %d: %s".formatted(block.shard(), block.owner(), e.getMessage());
      LOG.error("run {}:{} The run cannot be checked.", run.id(), trouble, e);
    }
  }

  private void note(int done) {
    int all = run.layout().blocks();
    int tenth = Math.max(1, all / 10);
    if (done % tenth == 0 || done == all) {
      LOG.info(
          "run {}: {} of {} shards read for the check, {} bytes",
          run.id(),
          done,
          all,
          fetched.get());
    }
  }

  private void pause(Block block, int attempt, String why) {
    int seconds = Math.min(LONGEST_PAUSE_S, 1 << Math.min(attempt, 5));
    trouble =
        " Shard %d of owner %d cannot be read: %s".formatted(block.shard(), block.owner(), why);
    LOG.warn("run {}:{} Tried again in {} s.", run.id(), trouble, seconds);
    try {
      TimeUnit.SECONDS.sleep(seconds);
      trouble = "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** A private copy of the shard, its hash checked before a byte of it counts. */
  private Path fetch(Block block) throws IOException {
    PlannedDataset dataset = run.plan().datasets().get(block.owner());
    Shard shard = manifest(block.owner(), dataset).shards().get(block.shard());
    Path copy = kept.draft();
    try {
      MessageDigest digest = Sha256.digest();
      try (InputStream in = source.shard(block.owner(), dataset, shard);
          OutputStream out = Channels.newOutputStream(ScratchFile.create(copy))) {
        copy(in, out, digest, shard.bytes());
      }
      Sha256 got = Sha256.of(digest.digest());
      if (!got.equals(shard.sha256())) {
        throw new HeFormatException(
            "it has SHA-256 %s where its manifest says %s".formatted(got, shard.sha256()));
      }
      requireHeader(copy, shard);
      fetched.addAndGet(shard.bytes());
      return copy;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  private static void copy(InputStream in, OutputStream out, MessageDigest digest, long most)
      throws IOException {
    byte[] chunk = new byte[1 << 18];
    long left = most + 1;
    int read = in.read(chunk);
    while (read > 0 && left > 0) {
      digest.update(chunk, 0, read);
      out.write(chunk, 0, read);
      left -= read;
      read = in.read(chunk, 0, (int) Math.max(1, Math.min(chunk.length, left)));
    }
  }

  private void requireHeader(Path file, Shard shard) throws IOException {
    try (ShardReader reader = ShardReader.open(file)) {
      ShardHeader header = reader.header();
      boolean same =
          header.block() == shard.index()
              && columns.allow(header.columns())
              && header.parameters().equals(parameters)
              && header.keyId() == run.keyId();
      if (!same) {
        throw new HeFormatException(
            "its header says block %d, %d columns, %s, key %016x"
                .formatted(
                    header.block(), header.columns(), header.parameters().name(), header.keyId()));
      }
    }
  }

  private DatasetManifest manifest(int owner, PlannedDataset dataset) throws IOException {
    synchronized (manifests) {
      DatasetManifest known = manifests.get(owner);
      if (known == null) {
        known = source.manifest(owner, dataset);
        boolean same =
            known.sha256().equals(dataset.manifest())
                && known.contentRoot().equals(dataset.contentRoot())
                && known.shards().size() == dataset.blocks();
        if (!same) {
          throw new HeFormatException("its manifest is not the one that the plan names");
        }
        manifests.put(owner, known);
      }
      return known;
    }
  }

  /** Stops reading; what is complete stays. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    folds.values().forEach(Fold::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
