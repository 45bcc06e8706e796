package dev.lineal.owner.ceremony;

import dev.lineal.lineage.Sha256;
import dev.lineal.owner.home.OwnerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Carries signed messages between agents, round by round. Trusted with nothing: it holds no secret,
 * and every owner checks everything itself. It keeps no state either: rounds that are done are
 * asked again and answered with the same bytes, so that a run that was cut off goes on.
 */
public final class CeremonyDriver {
  private final Roster roster;
  private final AgentClient agents;
  private final IntConsumer progress;

  /**
   * @param progress told the number of every round that all owners have answered
   */
  public CeremonyDriver(Roster roster, IntConsumer progress) {
    this.roster = roster;
    this.agents = new AgentClient(roster);
    this.progress = progress;
  }

  /**
   * All rounds below {@code end}.
   *
   * @param end {@link Rounds#KEYS} for the keys alone, {@link Rounds#ALL} for the moments too
   * @throws OwnerException naming the owner that stopped it
   */
  public CeremonyResult run(int end) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(roster.size(), 16));
    try {
      MessageList list = MessageList.EMPTY;
      List<Sha256> results = new ArrayList<>();
      for (int round = 0; round < end; round++) {
        list = exchange(pool, round, list.bytes());
        if (round == Rounds.KEYS - 1 || round == Rounds.ALL - 1) {
          results.add(commonResult(round, list));
        }
        progress.accept(round);
      }
      return new CeremonyResult(results, end);
    } finally {
      pool.shutdownNow();
    }
  }

  private MessageList exchange(ExecutorService pool, int round, byte[] body) {
    List<Future<CeremonyMessage>> asked = new ArrayList<>();
    for (int owner = 0; owner < roster.size(); owner++) {
      int place = owner;
      asked.add(pool.submit(() -> agents.ask(place, round, body)));
    }
    List<CeremonyMessage> messages = new ArrayList<>();
    for (Future<CeremonyMessage> message : asked) {
      messages.add(get(message));
    }
    return new MessageList(messages);
  }

  private Sha256 commonResult(int round, MessageList list) {
    List<byte[]> results = list.payloads();
    for (int owner = 1; owner < results.size(); owner++) {
      if (!Arrays.equals(results.get(owner), results.get(0))) {
        throw CeremonyErrors.message(
            roster.name(owner), round, "it came to another result than " + roster.name(0));
      }
    }
    return Sha256.of(results.get(0));
  }

  private static CeremonyMessage get(Future<CeremonyMessage> message) {
    try {
      return message.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an agent", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OwnerException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
