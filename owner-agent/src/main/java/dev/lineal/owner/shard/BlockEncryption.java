package dev.lineal.owner.shard;

import dev.lineal.he.HeContext;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.Plaintext;
import dev.lineal.he.shard.ShardWriter;
import dev.lineal.owner.keys.ColumnEncryption;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Encrypts blocks under a study's joint key, columns in parallel on all cores, in memory of a few
 * columns whatever the width of a block.
 */
final class BlockEncryption implements AutoCloseable {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  /** Columns that wait to be written, so that no thread waits for the disk. */
  private static final int AHEAD = 3 * THREADS;

  private final HeContext context;
  private final ColumnEncryption encryption;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, work -> new Thread(work, "lineal-encrypt"));

  BlockEncryption(JointPublicKey key) {
    context = new HeContext(key.parameters());
    encryption = key.withResidues(b -> new ColumnEncryption(key.parameters(), b));
  }

  /** Writes every column of the block. */
  void encrypt(BlockRows block, ShardWriter shard) throws IOException {
    Deque<Future<byte[]>> ahead = new ArrayDeque<>();
    for (int j = 0; j < block.columns(); j++) {
      double[] column = block.column(j);
      ahead.add(threads.submit(() -> encrypt(column)));
      if (ahead.size() > AHEAD) {
        shard.column(result(ahead.remove()));
      }
    }
    while (!ahead.isEmpty()) {
      shard.column(result(ahead.remove()));
    }
  }

  private byte[] encrypt(double[] column) {
    try (Plaintext plaintext = context.encode(column)) {
      return plaintext.withResidues(encryption::encryptPacked);
    }
  }

  private static byte[] result(Future<byte[]> column) {
    try {
      return column.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("A column could not be encrypted.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The encryption was interrupted.", e);
    }
  }

  /** Waits for what is under way, then frees native memory. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    context.close();
  }
}
