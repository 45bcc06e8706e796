package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StageTimeTest {
  private static Timings task(long arithmetic, long owners, long http, long hash) {
    return new Timings(0, 0, arithmetic, 0, 0, owners, http, hash, 10, 20);
  }

  @Test
  void twoTasksBesideEachOtherCountOnceAndTheRestIsSparks() {
    StageTime time =
        StageTime.of(1000, List.of(task(400, 200, 100, 100), task(400, 200, 100, 100)), 2);
    Phases phases = time.phases();
    assertEquals(new Phases(0, 0, 400, 0, 0, 200, 100, 100, 0, 200), phases);
    assertEquals(1000, phases.total());
    assertEquals(20, time.tasks().requestBytes());
  }

  @Test
  void tasksBehindEachOtherAddUp() {
    StageTime time = StageTime.of(1000, List.of(task(400, 0, 0, 0), task(400, 0, 0, 0)), 1);
    assertEquals(800, time.phases().gradient());
  }

  @Test
  void clocksThatDisagreeNeverExplainMoreThanTheWall() {
    Phases phases = StageTime.of(100, List.of(task(150, 50, 0, 0)), 4).phases();
    assertEquals(75, phases.gradient());
    assertEquals(25, phases.owners());
    assertEquals(0, phases.other());
  }

  @Test
  void aStageWithoutTasksIsSparks() {
    assertEquals(7, StageTime.of(7, List.of(), 2).phases().other());
  }

  @Test
  void anIterationsRowExplainsAllOfItsWall() {
    Measured measured = new Measured(Phases.broadcast(5));
    measured.stage(StageTime.of(50, List.of(task(40, 0, 0, 0)), 1), List.of());
    IterationRow row = measured.row(3, "ab", 100);
    assertEquals(100, row.phases().total());
    assertEquals(40, row.phases().gradient());
    assertEquals(55, row.phases().other());
    assertEquals(10, row.requestBytes());
    assertEquals(20, row.replyBytes());
  }
}
