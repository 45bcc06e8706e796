package dev.lineal.owner.http;

import dev.lineal.lineage.Require;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where and how to listen.
 *
 * @param host name or address; other than loopback only with TLS
 * @param port 0 for any free one
 * @param tls files of the server's certificate
 * @param limits for clients
 */
public record ServerOptions(String host, int port, Optional<TlsFiles> tls, Limits limits) {
  /** A free port of 127.0.0.1. */
  public static final ServerOptions LOOPBACK =
      new ServerOptions("127.0.0.1", 0, Optional.empty(), Limits.DEFAULT);

  /**
   * @throws ServerStartException when others could listen in
   */
  public ServerOptions {
    Require.range("port", port, 0, 65_535);
    Require.present("tls", tls);
    Require.present("limits", limits);
    if (tls.isEmpty() && !loopback(host)) {
      throw ServerStartException.open(host);
    }
  }

  private static boolean loopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
