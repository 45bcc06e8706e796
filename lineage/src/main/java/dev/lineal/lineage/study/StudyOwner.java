package dev.lineal.lineage.study;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.WalletBinding;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * One party that brings rows and holds a share of the key.
 *
 * @param name short, for messages
 * @param url of its agent: http or https, a host, perhaps a port and a path without a final slash
 * @param binding its wallet and its identity key, each signed by the other
 */
public record StudyOwner(String name, URI url, WalletBinding binding) {
  public StudyOwner {
    Require.name("name", name);
    requireAgent(Require.present("url", url));
    Require.present("binding", binding);
  }

  /** Reads a URL; anything else is an {@link IllegalArgumentException}. */
  static URI url(String text) {
    try {
      return new URI(Require.text("url", text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("must be a URL, but is " + Require.quoted(text));
    }
  }

  private static void requireAgent(URI url) {
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    boolean plain =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    if (!web || url.getHost() == null || !plain || url.toString().endsWith("/")) {
      throw new IllegalArgumentException(
          "url: must be like https://host:port without user, query or final slash, but is "
              + Require.quoted(url.toString()));
    }
  }

  /** The wallet that grants and is paid. */
  public Address wallet() {
    return binding.wallet();
  }

  /** The key that signs every message of this owner. */
  public IdentityKey identityKey() {
    return binding.identityKey();
  }
}
