package dev.lineal.lineage.licence;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.LinealMessages;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.TypedData;
import dev.lineal.lineage.manifest.Task;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an owner allows one licensee to do with its dataset of one study. Its hash is its id.
 *
 * @param study the study's id
 * @param owner wallet address of the dataset's owner
 * @param contentRoot the one version allowed; empty for every version
 * @param licensee wallet address of who may use it
 * @param purpose what for; a plan must name the same
 * @param tasks kinds of runs allowed
 * @param expires the first instant at which it no longer counts, whole seconds
 * @param iterations that all runs together may make
 * @param releases names of what may be released
 * @param releasedScalars that all runs together may release; 0 allows none
 * @param priceWei price in wei, 0 to 2^256 - 1
 * @param nonce 32 random bytes: equal grants are different grants
 */
public record Grant(
    String study,
    Address owner,
    Optional<Sha256> contentRoot,
    Address licensee,
    String purpose,
    List<Task> tasks,
    Instant expires,
    long iterations,
    List<String> releases,
    long releasedScalars,
    BigInteger priceWei,
    Sha256 nonce) {
  public Grant {
    Require.name("study", study);
    Require.present("owner", owner);
    Require.present("content_root", contentRoot);
    Require.present("licensee", licensee);
    Require.text("purpose", purpose);
    tasks = Require.notEmpty("tasks", tasks);
    Require.distinct("tasks", tasks);
    Require.seconds("expires", expires);
    Require.range("iterations", iterations, 1, Require.MAX_JSON_INTEGER);
    releases = List.copyOf(releases);
    releases.forEach(release -> Require.name("releases", release));
    Require.distinct("releases", releases);
    Require.range("released_scalars", releasedScalars, 0, Require.MAX_JSON_INTEGER);
    if (priceWei.signum() < 0 || priceWei.bitLength() > 256) {
      throw new IllegalArgumentException(
          "price_wei: must lie in 0 .. 2^256 - 1, but is " + priceWei);
    }
    Require.present("nonce", nonce);
  }

  /** Reads canonical bytes; whatever is not exactly a grant is an error with a path. */
  public static Grant parse(byte[] canonical) {
    return GrantJson.parse(canonical);
  }

  /** The one canonical text of this grant, UTF-8. */
  public byte[] canonicalBytes() {
    return GrantJson.canonicalBytes(this);
  }

  /** Hash of the canonical bytes. */
  public Sha256 id() {
    return Sha256.hash(canonicalBytes());
  }

  /** What the owner's wallet signs where the grant goes to a chain. */
  public TypedData typedData(SigningDomain domain) {
    return new TypedData(
        domain,
        LinealMessages.grant(
            id(),
            study,
            new LinealMessages.GrantParties(owner, licensee),
            new LinealMessages.GrantLimits(
                purpose,
                tasks.stream().map(Task::text).toList(),
                expires.getEpochSecond(),
                iterations,
                releasedScalars,
                priceWei)));
  }
}
