package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.owner.policy.Sessions;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loopback without TLS, everything else with it. Certificates by the JDK's own keytool. */
class TlsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void servesHttpsFromPemFiles(String algorithm) throws Exception {
    KeyStore store = keytool(algorithm);
    TlsFiles files =
        new TlsFiles(
            pem("CERTIFICATE", store.getCertificate("owner").getEncoded()),
            pem("PRIVATE KEY", key(store).getEncoded()));
    ServerOptions options = new ServerOptions("127.0.0.1", 0, Optional.of(files), Limits.DEFAULT);
    try (Sessions none = new Sessions(List.of());
        AgentServer server = AgentServer.start(options, none, List.of())) {
      assertTrue(server.url().startsWith("https://"), server.url());
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .sslContext(trusting(store.getCertificate("owner")))
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(server.url() + "/healthz")).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertEquals("ok\n", response.body());
    }
  }

  @Test
  void otherAddressesNeedTls() {
    for (String host : List.of("0.0.0.0", "::", "192.0.2.1", "no.such.host.invalid")) {
      ServerStartException refused =
          assertThrows(
              ServerStartException.class,
              () -> new ServerOptions(host, 0, Optional.empty(), Limits.DEFAULT));
      assertTrue(refused.getMessage().contains("--tls-certificate"), refused.getMessage());
    }
    new ServerOptions("127.0.0.1", 0, Optional.empty(), Limits.DEFAULT);
    new ServerOptions("::1", 0, Optional.empty(), Limits.DEFAULT);
  }

  @Test
  void filesThatAreNoPemAreNamed() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "hello");
    ServerOptions options =
        new ServerOptions("127.0.0.1", 0, Optional.of(new TlsFiles(text, text)), Limits.DEFAULT);
    try (Sessions none = new Sessions(List.of())) {
      ServerStartException refused =
          assertThrows(
              ServerStartException.class, () -> AgentServer.start(options, none, List.of()));
      assertTrue(refused.getMessage().contains(text.toString()), refused.getMessage());
    }
  }

  private KeyStore keytool(String algorithm) throws Exception {
    Path file = directory.resolve(algorithm + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "owner",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=owner",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertEquals(0, keytool.waitFor(), said);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    return store;
  }

  private static Key key(KeyStore store) throws Exception {
    return store.getKey("owner", "changeit".toCharArray());
  }

  private Path pem(String label, byte[] der) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        Files.createTempFile(directory, "tls", ".pem"),
        "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }

  private static SSLContext trusting(Certificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("owner", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
