package dev.lineal.owner.policy;

import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.rounds.TaskRounds;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.RunPlan;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A run's plan and progress as its check sees them.
 *
 * @param directory of the run
 * @param others of the key set that have their last answer
 */
record RunRecord(
    KeySet keys,
    RunPlan plan,
    Sha256 id,
    Layout layout,
    TaskRounds task,
    Progress progress,
    Path directory,
    Supplier<List<CheckedRun>> others)
    implements CheckedRun {
  @Override
  public Optional<Sha256> request(Place place) {
    return progress.find(place).map(Progress.Answered::request);
  }

  @Override
  public Optional<Sha256> answer(Place place) {
    return progress.find(place).map(Progress.Answered::answer);
  }

  @Override
  public RefreshSeed seed(Place place) {
    return Operands.seed(keys.fingerprint(), id, place, progress.digest(place));
  }

  @Override
  public long keyId() {
    return ByteBuffer.wrap(keys.fingerprint().bytes()).getLong();
  }

  @Override
  public List<CheckedRun> finished() {
    return others.get();
  }

  @Override
  public void seal(String name, byte[] secret) {
    keys.seal(secretName(name), secret);
  }

  @Override
  public Optional<byte[]> unseal(String name) {
    return keys.unseal(secretName(name));
  }

  private String secretName(String name) {
    return "sessions/" + id + "/" + name;
  }
}
