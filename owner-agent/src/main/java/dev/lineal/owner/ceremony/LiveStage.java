package dev.lineal.owner.ceremony;

import java.util.List;

/** A stage in memory, at the round that comes next; replayed from the log after a start. */
final class LiveStage implements AutoCloseable {
  private final Stage stage;
  private final Roster roster;
  private final int first;
  private int next;

  /**
   * @param first number of the stage's first round in the whole ceremony
   */
  LiveStage(Stage stage, Roster roster, int first) {
    this.stage = stage;
    this.roster = roster;
    this.first = first;
    next = first;
  }

  int next() {
    return next;
  }

  /**
   * This owner's payload of the round, from all payloads of the round before.
   *
   * @param view over everything accepted, this request included
   */
  byte[] advance(List<byte[]> payloads, byte[] view) {
    int step = next - first;
    List<Exchange> exchanges = stage.exchanges();
    try {
      if (step % 2 == 1) {
        byte[] opened = exchanges.get(step / 2).open(payloads);
        next++;
        return opened;
      }
      stage.accepted(view);
      if (step > 0) {
        exchanges.get(step / 2 - 1).accept(payloads);
      }
      byte[] answer =
          step / 2 < exchanges.size() ? exchanges.get(step / 2).commit() : stage.finish();
      next++;
      return answer;
    } catch (StepRefusedException e) {
      throw CeremonyErrors.message(roster.name(e.owner()), next - 1, e.getMessage());
    }
  }

  /** True when the stage's last round was answered. */
  boolean complete() {
    return next - first > 2 * stage.exchanges().size();
  }

  void finished() {
    stage.finished();
  }

  @Override
  public void close() {
    stage.close();
  }
}
