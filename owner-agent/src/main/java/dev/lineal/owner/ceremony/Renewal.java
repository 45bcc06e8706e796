package dev.lineal.owner.ceremony;

import dev.lineal.owner.home.OwnerException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which key set comes next. Every owner agrees to a renewal in its own home, so that nobody who can
 * reach the agents makes them throw their keys away; the driver only asks what was agreed.
 */
public final class Renewal {
  private final Roster roster;
  private final List<AgentClient.KeySets> states;

  private Renewal(Roster roster, List<AgentClient.KeySets> states) {
    this.roster = roster;
    this.states = states;
  }

  /**
   * The ceremony of the renewal that all owners agreed to; the newest one again when it is over.
   *
   * @throws OwnerException naming the first owner that has not agreed
   */
  public static Roster of(Roster roster) {
    AgentClient client = new AgentClient(roster);
    List<AgentClient.KeySets> states =
        IntStream.range(0, roster.size()).mapToObj(client::keySets).toList();
    return roster.withKeySet(new Renewal(roster, states).number());
  }

  private int number() {
    int common = states.stream().mapToInt(AgentClient.KeySets::agreed).min().orElseThrow();
    boolean unfinished = states.stream().anyMatch(state -> state.made() < common);
    boolean wanted = states.stream().anyMatch(state -> state.agreed() > common);
    if (common <= Roster.FIRST || (wanted && !unfinished)) {
      int missing = states.stream().map(AgentClient.KeySets::agreed).toList().indexOf(common);
      throw CeremonyErrors.renewalNotAgreed(roster.name(missing), roster.study(), common + 1);
    }
    return common;
  }
}
