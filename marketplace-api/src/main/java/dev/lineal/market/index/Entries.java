package dev.lineal.market.index;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.ChainGrant;
import dev.lineal.lineage.contribution.Share;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ModelManifest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the entries of all lists. */
final class Entries {
  private final Snapshot snapshot;
  private final Stock stock;

  Entries(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.stock = snapshot.stock();
  }

  List<Entry> of(Kind kind) {
    return switch (kind) {
      case DATASET -> stock.datasets().keySet().stream().map(this::dataset).toList();
      case MODEL -> stock.models().keySet().stream().map(this::model).toList();
      case RUN -> stock.plans().keySet().stream().map(this::run).toList();
      case GRANT -> snapshot.grants().values().stream().map(this::grant).toList();
    };
  }

  private Entry dataset(Sha256 id) {
    DatasetManifest manifest = stock.datasets().get(id);
    return new Entry(
        id,
        text(id, manifest.study(), manifest.owner(), manifest.contentRoot()),
        Set.of(manifest.owner().text()),
        snapshot.listedDataset(id).map(on -> Set.copyOf(on.terms().tasks())).orElse(Set.of()),
        LicenceTags.of(snapshot.listedDataset(id).map(ListedDataset::terms)),
        keys(manifest.created().toString(), manifest.study(), manifest.rows()));
  }

  private Entry model(Sha256 id) {
    ModelManifest manifest = stock.models().get(id);
    Set<String> owners = new HashSet<>(Set.of(manifest.trainer().text()));
    manifest.contributors().shares().stream()
        .map(Share::owner)
        .forEach(owner -> owners.add(owner.text()));
    RunPlan plan = stock.plans().get(manifest.sources().plan());
    return new Entry(
        id,
        text(
            id,
            manifest.name().name(),
            manifest.purpose(),
            manifest.study(),
            manifest.task().text(),
            owners),
        owners,
        Set.of(manifest.task().text()),
        LicenceTags.ofModel(snapshot.listedModel(id).map(on -> on.model().terms())),
        keys(
            manifest.published().toString(),
            manifest.name().name(),
            plan == null ? 0 : rows(plan)));
  }

  private Entry run(Sha256 id) {
    RunPlan plan = stock.plans().get(id);
    Set<String> owners =
        plan.datasets().stream().map(one -> one.owner().text()).collect(Collectors.toSet());
    owners.add(plan.trainer().text());
    String task = plan.training().task().text();
    // A run that is only planned has no time: it comes before the first.
    String started = stock.run(id).map(RunManifest::started).map(Object::toString).orElse("");
    return new Entry(
        id,
        text(id, plan.study(), plan.purpose(), task, owners),
        owners,
        Set.of(task),
        Set.of(),
        keys(started, plan.study(), rows(plan)));
  }

  private Entry grant(NamedGrant grant) {
    Set<String> owners = new HashSet<>();
    Set<String> texts = new HashSet<>();
    Set<String> tasks = new HashSet<>();
    for (GrantUse use : grant.uses()) {
      owners.add(use.dataset().owner().text());
      owners.add(use.plan().trainer().text());
      texts.add(use.plan().study());
      texts.add(use.plan().purpose());
      tasks.add(use.plan().training().task().text());
    }
    grant
        .onChain()
        .ifPresent(
            on -> {
              owners.add(on.owner().text());
              owners.add(on.licensee().text());
              texts.add(on.purpose());
            });
    return new Entry(
        grant.id(),
        text(grant.id(), owners, texts),
        owners,
        tasks,
        LicenceTags.ofGrant(grant.onChain()),
        keys(
            grant.onChain().map(ChainGrant::issued).map(Object::toString).orElse(""),
            grant.uses().isEmpty() ? "" : grant.uses().get(0).plan().study(),
            grant.uses().isEmpty() ? 0 : grant.uses().get(0).dataset().rows()));
  }

  private static long rows(RunPlan plan) {
    return plan.datasets().stream().mapToLong(PlannedDataset::rows).sum();
  }

  private static Map<Sort.Key, String> keys(String created, String name, long rows) {
    return Map.of(
        Sort.Key.CREATED,
        created,
        Sort.Key.NAME,
        name,
        Sort.Key.ROWS,
        String.format(Locale.ROOT, "%019d", rows));
  }

  private static String text(Object... parts) {
    return List.of(parts).stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n"))
        .toLowerCase(Locale.ROOT);
  }
}
