package dev.lineal.owner.http;

/** The server cannot start as it was told to: the problem, why, and what to do. */
public final class ServerStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ServerStartException(String message) {
    super(message);
  }

  static ServerStartException open(String host) {
    return new ServerStartException(
        "The address "
            + host
            + " can be reached from other machines, but there is no certificate, so everything would"
            + " travel in the clear. Give --tls-certificate and --tls-key, or listen on 127.0.0.1.");
  }

  static ServerStartException tls(TlsFiles files, String reason) {
    return new ServerStartException(
        "TLS cannot use "
            + files.certificates()
            + " and "
            + files.key()
            + ": "
            + reason
            + ". Give the certificate chain and its unencrypted PKCS #8 key as PEM files.");
  }

  static ServerStartException address(String host, int port, String reason) {
    return new ServerStartException(
        "The server cannot listen on "
            + host
            + ":"
            + port
            + ": "
            + reason
            + ". Stop what listens there, or give another --port.");
  }
}
