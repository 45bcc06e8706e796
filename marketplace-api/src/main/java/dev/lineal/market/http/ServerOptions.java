package dev.lineal.market.http;

import dev.lineal.lineage.Require;

/**
 * Where to listen. Everything served is public; TLS is for a proxy in front to add.
 *
 * @param host name or address
 * @param port 0 for any free one
 */
public record ServerOptions(String host, int port) {
  /** A free port of 127.0.0.1. */
  public static final ServerOptions LOOPBACK = new ServerOptions("127.0.0.1", 0);

  public ServerOptions {
    Require.present("host", host);
    Require.range("port", port, 0, 65_535);
  }
}
