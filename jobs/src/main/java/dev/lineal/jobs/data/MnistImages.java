package dev.lineal.jobs.data;

import dev.lineal.lineage.manifest.Task;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * MNIST's IDX files, 3 against 8 (label 1 is 8): 28 x 28 pixels become 14 x 14 by the mean of every
 * 2 x 2, over 255.
 */
final class MnistImages {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;
  private static final int SIDE = 28;
  private static final int POOLED = 14;

  private MnistImages() {}

  static Table threeAgainstEight(byte[] images, byte[] labels) {
    ByteBuffer pixels = ByteBuffer.wrap(images);
    ByteBuffer digits = ByteBuffer.wrap(labels);
    boolean idx = pixels.getInt() == IMAGES && digits.getInt() == LABELS;
    int count = pixels.getInt();
    if (!idx || digits.getInt() != count || pixels.getInt() != SIDE || pixels.getInt() != SIDE) {
      throw new IllegalArgumentException("These are no IDX files of 28 x 28 images and labels.");
    }
    List<double[]> rows = new ArrayList<>();
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte digit = digits.get(8 + i);
      if (digit == 3 || digit == 8) {
        rows.add(pooled(pixels, 16 + i * SIDE * SIDE));
        kept.add(digit == 8 ? 1.0 : 0.0);
      }
    }
    return new Table(
        Task.LOGISTIC,
        IntStream.range(0, POOLED * POOLED).mapToObj(j -> "pixel_" + j).toList(),
        rows.toArray(double[][]::new),
        kept.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double[] pooled(ByteBuffer pixels, int image) {
    double[] row = new double[POOLED * POOLED];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int pixel = pixels.get(image + y * SIDE + x) & 0xff;
        row[y / 2 * POOLED + x / 2] += pixel;
      }
    }
    for (int j = 0; j < row.length; j++) {
      row[j] /= 4 * 255.0;
    }
    return row;
  }
}
