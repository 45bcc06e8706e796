package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What lies between the cluster and each owner: this machine's loopback, or a line of a speed. */
final class OwnerLines implements AutoCloseable {
  private final Optional<LineSpeed> speed;
  private final List<ThinLine> lines = new ArrayList<>();

  private OwnerLines(Optional<LineSpeed> speed) {
    this.speed = speed;
  }

  static OwnerLines direct() {
    return new OwnerLines(Optional.empty());
  }

  static OwnerLines of(Optional<LineSpeed> speed) {
    return new OwnerLines(speed);
  }

  /** Where an agent that listens at this address is reached. */
  String to(String agent) {
    if (speed.isEmpty()) {
      return agent;
    }
    lines.add(new ThinLine(URI.create(agent), speed.get()));
    return lines.get(lines.size() - 1).url().toString();
  }

  /** Bytes that the busiest owner's line has carried. */
  Carried carried() {
    return new Carried(most(ThinLine::bytesToAgent), most(ThinLine::bytesFromAgent));
  }

  private long most(ToLongFunction<ThinLine> bytes) {
    return lines.stream().mapToLong(bytes).max().orElse(0);
  }

  @Override
  public void close() {
    lines.forEach(ThinLine::close);
  }

  /** Bytes over one line. */
  record Carried(long toOwner, long fromOwner) {
    Carried since(Carried before) {
      return new Carried(toOwner - before.toOwner, fromOwner - before.fromOwner);
    }
  }

  /**
   * What a training over a line says of it.
   *
   * @param carried during the job, opening and release included
   */
  record Use(LineSpeed speed, Carried carried) {
    ObjectNode toJson(long bytesPerIteration, int trips) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("mbit_per_s", speed.megabits())
          .put("rtt_ms", speed.roundTripMillis())
          .put("bytes_to_owner", carried.toOwner())
          .put("bytes_from_owner", carried.fromOwner())
          .put("computed_s_per_iteration", speed.seconds(bytesPerIteration, trips));
    }
  }
}
