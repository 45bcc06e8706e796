package dev.lineal.owner.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times by round. A ratio is taken within a round and the median of the rounds' ratios is kept. */
final class PeerTimes {
  /**
   * A line of the table.
   *
   * @param linealMicros null where Lineal has no such operation
   * @param ratio the peer's time over Lineal's; null with it
   */
  record Row(
      Operation operation, String peer, Double linealMicros, double peerMicros, Double ratio) {}

  private static final class OfOperation extends LinkedHashMap<Integer, Double> {
    private static final long serialVersionUID = 1;
  }

  private final Map<Operation, OfOperation> lineal = new LinkedHashMap<>();
  private final Map<String, Map<Operation, OfOperation>> peers = new LinkedHashMap<>();

  void addLineal(int round, Peer.Pass pass) {
    add(lineal, round, pass);
  }

  void add(String peer, int round, Peer.Pass pass) {
    add(peers.computeIfAbsent(peer, name -> new LinkedHashMap<>()), round, pass);
  }

  private static void add(Map<Operation, OfOperation> to, int round, Peer.Pass pass) {
    for (Peer.Timing timing : pass.timings()) {
      to.computeIfAbsent(timing.operation(), operation -> new OfOperation())
          .put(round, timing.micros());
    }
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    peers.forEach(
        (peer, operations) ->
            operations.forEach((operation, times) -> rows.add(row(peer, operation, times))));
    return rows;
  }

  private Row row(String peer, Operation operation, OfOperation times) {
    double micros = median(times.values());
    OfOperation ours = lineal.get(operation.ofLineal());
    if (ours == null) {
      return new Row(operation, peer, null, micros, null);
    }
    List<Double> ratios = new ArrayList<>();
    times.forEach((round, time) -> ratios.add(time / ours.get(round)));
    return new Row(operation, peer, median(ours.values()), micros, median(ratios));
  }

  private static double median(Iterable<Double> values) {
    List<Double> sorted = new ArrayList<>();
    values.forEach(sorted::add);
    sorted.sort(null);
    return sorted.get(sorted.size() / 2);
  }

  ArrayNode toJson() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Row row : rows()) {
      all.addObject()
          .put("group", row.operation().group().name().toLowerCase(Locale.ROOT))
          .put("data", row.operation().data())
          .put("name", row.operation().name())
          .put("peer", row.peer())
          .put("lineal_us", row.linealMicros())
          .put("peer_us", row.peerMicros())
          .put("ratio", row.ratio());
    }
    return all;
  }
}
