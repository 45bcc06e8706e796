package dev.lineal.lineage.verify;

import dev.lineal.lineage.LineageErrors;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines that each end in a newline. */
final class Lines {
  private Lines() {}

  static List<byte[]> split(byte[] text) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        lines.add(Arrays.copyOfRange(text, start, i));
        start = i + 1;
      }
    }
    if (start != text.length) {
      throw LineageErrors.badField("file of lines", "/" + lines.size(), "has no line end");
    }
    return lines;
  }

  static byte[] join(List<byte[]> lines) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      text.writeBytes(line);
      text.write('\n');
    }
    return text.toByteArray();
  }
}
