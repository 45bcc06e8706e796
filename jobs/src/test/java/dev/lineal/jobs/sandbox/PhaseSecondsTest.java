package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class PhaseSecondsTest {
  @Test
  void phasesAddUpToTheTrainingAndWhatIsNeitherArithmeticNorWaitingIsOverhead() throws Exception {
    JsonNode train =
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"train_s": 10, "checkpoint_s": 0.5, "phases_s": {"forward": 1, "products": 0.5,
                 "gradient": 1, "reduce": 0, "combine": 0.5, "owners": 3, "http": 1, "hash": 0.25,
                 "broadcast": 0.25, "other": 1}}""");
    PhaseSeconds phases = PhaseSeconds.of(train);
    assertEquals(10, phases.seconds().values().stream().mapToDouble(s -> s).sum(), 1e-12);
    assertEquals(2, phases.seconds().get("other"), 1e-12);
    assertEquals(0.3, phases.overhead(), 1e-12);
  }
}
