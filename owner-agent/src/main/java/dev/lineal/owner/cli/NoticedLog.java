package dev.lineal.owner.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Puts a notice in front of every line of the log, so that none can be read without it. */
final class NoticedLog extends FilterOutputStream {
  private final byte[] notice;
  private boolean lineStarts = true;

  private NoticedLog(OutputStream log, String notice) {
    super(log);
    this.notice = notice.getBytes(StandardCharsets.US_ASCII);
  }

  static PrintStream over(PrintStream log, String notice) {
    return new PrintStream(new NoticedLog(log, notice), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (lineStarts) {
      out.write(notice);
    }
    out.write(b);
    lineStarts = b == '\n';
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }
}
