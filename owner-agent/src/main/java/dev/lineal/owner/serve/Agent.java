package dev.lineal.owner.serve;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.LicenceLedger;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.study.StudyOwner;
import dev.lineal.owner.ceremony.CeremonyRoutes;
import dev.lineal.owner.ceremony.Rosters;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.http.AgentServer;
import dev.lineal.owner.http.ServerOptions;
import dev.lineal.owner.policy.ClusterChecks;
import dev.lineal.owner.policy.HostedStudy;
import dev.lineal.owner.policy.OwnerRules;
import dev.lineal.owner.policy.OwnerRules.InsecureSets;
import dev.lineal.owner.policy.PublishedDatasets.Published;
import dev.lineal.owner.policy.Sessions;
import dev.lineal.owner.shard.DatasetRoutes;
import dev.lineal.owner.shard.PublishedDatasets;
import dev.lineal.owner.verify.AgentShards;
import dev.lineal.owner.verify.Trust;
import dev.lineal.owner.verify.Verification;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One owner's running agent: ceremonies, published datasets and the sessions of runs, over one
 * home. Studies whose ceremony ends while it runs are served from then on. Two agents never serve
 * one home.
 */
public final class Agent implements AutoCloseable {
  private final OwnerHome owner;
  private final LicenceLedger ledger;
  private final OwnerRules rules;
  private final ClusterTrust trust;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final AgentServer server;

  /**
   * Starts to serve; {@code owner} stays the caller's.
   *
   * @throws dev.lineal.owner.home.OwnerException when another agent serves the home
   * @throws dev.lineal.lineage.LineageException when a transcript is damaged
   */
  public Agent(
      OwnerHome owner,
      LicenceLedger ledger,
      OwnerRules rules,
      ClusterTrust trust,
      ServerOptions options) {
    this.owner = owner;
    this.ledger = ledger;
    this.rules = rules;
    this.trust = trust;
    try {
      open.push(owner.lockForServing());
      List<HostedStudy> hosted = new ArrayList<>();
      for (String id : owner.studies()) {
        owner.study(id).keySets().forEach(keySet -> hosted.add(hosted(keySet)));
      }
      Sessions sessions = opened(new Sessions(hosted, this::keySet));
      CeremonyRoutes ceremonies = opened(new CeremonyRoutes(owner, rosters()));
      server =
          opened(
              AgentServer.start(
                  options,
                  sessions,
                  List.of(
                      new InfoRoutes(owner, trust),
                      ceremonies,
                      new DatasetRoutes(PublishedDatasets.of(owner), owner.identity()))));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Rosters rosters() {
    return rules.insecureSets() == InsecureSets.REFUSED ? Rosters.SECURE : Rosters.INSECURE_TEST;
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  /** The key set of a study that this owner joined, by its joint key. */
  private synchronized Optional<HostedStudy> keySet(String study, Sha256 jointKey) {
    if (!owner.studies().contains(study)) {
      return Optional.empty();
    }
    return owner.study(study).keySets().stream()
        .filter(keySet -> keySet.fingerprint().equals(jointKey))
        .findFirst()
        .map(this::hosted);
  }

  private HostedStudy hosted(StudyHome keySet) {
    HomeKeySet keys = opened(new HomeKeySet(owner, keySet));
    return new HostedStudy(
        keys,
        datasets(owner.study(keySet.id())),
        ledger,
        owner.study(keySet.id()).study().domain(),
        rules,
        Clock.systemUTC(),
        checks(keys, keySet));
  }

  private ClusterChecks checks(HomeKeySet keys, StudyHome keySet) {
    Verification able = opened(verification(keys, keySet));
    return trust == ClusterTrust.TRUSTED ? new Trust(able) : able;
  }

  private Verification verification(HomeKeySet keys, StudyHome keySet) {
    List<StudyOwner> owners = keySet.study().owners();
    return new Verification(
        keys.parameters(),
        owners.stream().map(StudyOwner::identityKey).toList(),
        keys.self(),
        new AgentShards(
            owners.stream().map(StudyOwner::url).toList(),
            PublishedDatasets.of(owner.study(keySet.id()))));
  }

  static dev.lineal.owner.policy.PublishedDatasets datasets(StudyHome home) {
    PublishedDatasets published = PublishedDatasets.of(home);
    return root -> published.find(root.toString()).map(dataset -> published(dataset.manifest()));
  }

  private static Published published(DatasetManifest manifest) {
    Sha256 hash = manifest.sha256();
    int columns = manifest.shards().get(0).columns();
    return new Published(hash, manifest.rows(), manifest.shards().size(), columns);
  }

  /** Where it listens. */
  public String url() {
    return server.url();
  }

  /** Stops in the reverse order of starting. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("The agent did not stop cleanly: " + e.getMessage(), e);
      }
    }
  }
}
