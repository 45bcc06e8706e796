package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.train.Usage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an owner's agent has used.
 *
 * @param cpuSeconds of all its threads
 * @param peakBytes most resident memory of its life; null where unknown
 */
record AgentUse(double cpuSeconds, Long peakBytes) {
  static List<AgentUse> of(List<ProcessHandle> agents) {
    return agents.stream().map(AgentUse::of).toList();
  }

  private static AgentUse of(ProcessHandle agent) {
    Duration cpu = agent.info().totalCpuDuration().orElse(Duration.ZERO);
    return new AgentUse(cpu.toMillis() / 1e3, Usage.peak(agent.pid()));
  }

  /** CPU time since then. */
  static List<AgentUse> since(List<AgentUse> before, List<ProcessHandle> agents) {
    List<AgentUse> now = of(agents);
    return IntStream.range(0, now.size())
        .mapToObj(
            i ->
                new AgentUse(
                    now.get(i).cpuSeconds() - before.get(i).cpuSeconds(), now.get(i).peakBytes()))
        .toList();
  }
}
