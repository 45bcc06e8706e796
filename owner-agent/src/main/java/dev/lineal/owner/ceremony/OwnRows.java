package dev.lineal.owner.ceremony;

import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.moments.LocalTotals;
import dev.lineal.owner.moments.MomentColumns;
import dev.lineal.owner.shard.RowSource;
import java.io.IOException;
import java.util.Arrays;

/** An owner's rows' part in the moments: their exact sums, sealed until the ceremony uses them. */
public final class OwnRows {
  static final String TOTALS = "totals";

  private OwnRows() {}

  /**
   * Sums up the rows and seals the sums; an agent then needs the rows no more. Replaces an earlier
   * sum until the moments have begun.
   *
   * @return number of rows
   */
  public static long give(StudyHome home, MomentColumns columns, RowSource rows)
      throws IOException {
    if (home.unseal(MomentStage.INPUT).isPresent() || home.hasMoments()) {
      throw CeremonyErrors.momentsBegun(home.id());
    }
    LocalTotals totals = LocalTotals.of(columns, rows);
    byte[] bytes = totals.toBytes();
    try {
      home.seal(TOTALS, bytes);
      return totals.rows();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
