package dev.lineal.owner.verify;

import dev.lineal.owner.policy.Cut;
import dev.lineal.owner.policy.Layout;
import java.io.IOException;
import java.nio.file.Path;

/** Keeps every shard as it is. */
record BlockFold(StudyBlocks blocks) implements Fold {
  /** All slices alike. */
  record Setting(Layout layout, StudyBlocks blocks) implements Plan {
    @Override
    public boolean complete(int slice) {
      Cut cut = layout.blockCut();
      for (int i = 0; i < cut.count(slice); i++) {
        if (!blocks.has(cut.first(slice) + i)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Fold open(int slice) {
      return new BlockFold(blocks);
    }
  }

  @Override
  public void add(int block, Path shard) throws IOException {
    blocks.keep(block, shard);
  }

  @Override
  public void close() {
    // The blocks outlive the pass.
  }
}
