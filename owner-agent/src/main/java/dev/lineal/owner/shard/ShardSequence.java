package dev.lineal.owner.shard;

import dev.lineal.he.JointPublicKey;
import dev.lineal.he.shard.ShardHeader;
import dev.lineal.lineage.manifest.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Cuts rows into blocks and has them encrypted and written while the next block is read: two blocks
 * in memory, whatever the number of rows.
 */
final class ShardSequence implements RowSource.Visitor, AutoCloseable {
  private final JointPublicKey key;
  private final WorkDirectory work;
  private final BlockEncryption encryption;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "lineal-shards"));
  private final List<Shard> shards = new ArrayList<>();
  private BlockRows reading;
  private BlockRows spare;
  private Future<Shard> writing;
  private int next;
  private volatile int resumed;

  ShardSequence(JointPublicKey key, Standardisation standardisation, WorkDirectory work) {
    this.key = key;
    this.work = work;
    int slots = key.parameters().slots();
    reading = new BlockRows(standardisation, slots);
    spare = new BlockRows(standardisation, slots);
    encryption = new BlockEncryption(key);
  }

  @Override
  public void accept(double[] row) {
    reading.add(row);
    if (reading.isFull()) {
      handOver();
    }
  }

  /** Writes the last block; all shards in order, complete on the disk. */
  List<Shard> finish() {
    if (reading.rows() > 0) {
      handOver();
    }
    await();
    return List.copyOf(shards);
  }

  /** How many shards an earlier process had finished. */
  int resumed() {
    return resumed;
  }

  private void handOver() {
    await();
    BlockRows block = reading;
    int index = next++;
    writing = writer.submit(() -> write(index, block));
    reading = spare;
    spare = block;
  }

  private Shard write(int index, BlockRows block) throws IOException {
    ShardHeader header =
        new ShardHeader(key.parameters(), key.keyId(), index, block.rows(), block.columns());
    Optional<Shard> finished = work.finished(header);
    Shard shard;
    if (finished.isPresent()) {
      shard = finished.get();
      resumed++;
    } else {
      shard = work.write(header, out -> encryption.encrypt(block, out));
    }
    block.clear();
    return shard;
  }

  /** Waits for the block that is being written. */
  private void await() {
    if (writing == null) {
      return;
    }
    try {
      shards.add(writing.get());
      writing = null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException disk) {
        throw DatasetErrors.notWritten(work.path(), disk);
      }
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("A block could not be encrypted.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The encryption was interrupted.", e);
    }
  }

  @Override
  public void close() {
    writer.shutdown();
    boolean interrupted = false;
    while (!writer.isTerminated()) {
      try {
        writer.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    encryption.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
