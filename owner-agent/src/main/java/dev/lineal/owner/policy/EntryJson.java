package dev.lineal.owner.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.StrictObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A transcript's line as canonical JSON: fields in order, all texts plain ASCII names and hex. */
final class EntryJson {
  private static final String DOCUMENT = "transcript entry";
  private static final String SCHEMA = "lineal.transcript-entry/1";
  private static final int MAX_PLACE = Integer.MAX_VALUE;

  private EntryJson() {}

  static byte[] write(Entry entry) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    Optional<Place> place = entry.what().place();
    line.put("answer", text(entry.answer()));
    line.put("answers", entry.answers());
    line.put("at", entry.at().toString());
    line.put("event", entry.what().event().text());
    line.put("iteration", place.map(Place::iteration).orElse(null));
    line.put("number", entry.number());
    line.put("previous", entry.previous().toString());
    line.put("previous_of_run", entry.previousOfRun().toString());
    line.put("request", text(entry.request()));
    line.put("round", place.map(Place::round).orElse(null));
    line.put("run", text(entry.what().run()));
    line.put("scalars", entry.scalars());
    line.put("schema", SCHEMA);
    line.put("slice", place.map(Place::slice).orElse(null));
    line.put("subject", entry.what().subject());
    return line.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(Optional<Sha256> hash) {
    return hash.map(Sha256::toString).orElse(null);
  }

  static Entry parse(byte[] line) {
    return CanonicalJson.parse(line, DOCUMENT).read(EntryJson::read);
  }

  private static Entry read(StrictObject line) {
    line.constant("schema", SCHEMA);
    Entry.What what =
        new Entry.What(
            line.value("event", Entry.Event::parse),
            line.nullableValue("run", Sha256::parse),
            place(line),
            line.text("subject"));
    return new Entry(
        line.integer("number", 0, Require.MAX_JSON_INTEGER),
        line.time("at"),
        what,
        line.nullableValue("request", Sha256::parse),
        line.nullableValue("answer", Sha256::parse),
        line.integer("answers", 0, Require.MAX_JSON_INTEGER),
        line.integer("scalars", 0, Require.MAX_JSON_INTEGER),
        line.sha256("previous"),
        line.sha256("previous_of_run"));
  }

  private static Optional<Place> place(StrictObject line) {
    Optional<Long> iteration = line.nullableInteger("iteration", 0, MAX_PLACE);
    Optional<Long> round = line.nullableInteger("round", 0, MAX_PLACE);
    Optional<Long> slice = line.nullableInteger("slice", 0, MAX_PLACE);
    return iteration.isEmpty() || round.isEmpty() || slice.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Place(iteration.get().intValue(), round.get().intValue(), slice.get().intValue()));
  }
}
