package dev.lineal.owner.shard;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP answer that the routes send.
 *
 * @param status of RFC 9110
 * @param headers by name
 * @param length of the body, also where a HEAD leaves the body out; -1 where there can be none
 * @param body writes exactly {@code length} bytes
 */
record Answer(int status, Map<String, String> headers, long length, Body body) {
  /** Writes a body. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer ofBytes(int status, Map<String, String> headers, byte[] body) {
    return new Answer(status, headers, body.length, out -> out.write(body));
  }

  /** This with one header more. */
  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, length, body);
  }
}
