package dev.lineal.owner.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's certificate chain and its private key as PEM files (RFC 7468): {@code CERTIFICATE}
 * blocks, the server's first, and one unencrypted {@code PRIVATE KEY} (PKCS #8; RSA, EC or EdDSA).
 */
public record TlsFiles(Path certificates, Path key) {
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  /**
   * @throws ServerStartException when a file is missing or not what it must be
   */
  KeyStore keyStore(char[] password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry("server", privateKey(), password, chain());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw ServerStartException.tls(this, e.getMessage());
    }
  }

  private Certificate[] chain() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(certificates)) {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw ServerStartException.tls(this, "the first file has no CERTIFICATE block");
      }
      return chain;
    }
  }

  private PrivateKey privateKey() throws IOException, GeneralSecurityException {
    byte[] content = Files.readAllBytes(key);
    String pem = new String(content, StandardCharsets.US_ASCII);
    Arrays.fill(content, (byte) 0);
    Matcher block = PRIVATE_KEY.matcher(pem);
    if (!block.find()) {
      throw ServerStartException.tls(this, "the second file has no PRIVATE KEY block (PKCS #8)");
    }
    byte[] pkcs8 = Base64.getMimeDecoder().decode(block.group(1));
    try {
      for (String algorithm : ALGORITHMS) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException another) {
          // The next one may fit.
        }
      }
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
    throw ServerStartException.tls(this, "the private key is neither EC, RSA nor EdDSA");
  }
}
