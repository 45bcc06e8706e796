package dev.lineal.he.udf;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The sums of one task that hold native memory: what a task that fails or is killed leaves open is
 * closed when it ends, not when the garbage collector finds it.
 */
final class TaskSums implements TaskCompletionListener {
  private static final Map<Long, TaskSums> TASKS = new ConcurrentHashMap<>();

  private final Set<RunningSum> open = ConcurrentHashMap.newKeySet();

  /** Outside a task, as in a unit test, the caller alone closes the sum. */
  static void opened(RunningSum sum) {
    TaskContext task = TaskContext.get();
    if (task != null) {
      of(task).open.add(sum);
    }
  }

  static void rested(RunningSum sum) {
    TaskContext task = TaskContext.get();
    if (task != null) {
      of(task).open.remove(sum);
    }
  }

  @Override
  public void onTaskCompletion(TaskContext task) {
    open.forEach(RunningSum::close);
    TASKS.remove(task.taskAttemptId());
  }

  private static TaskSums of(TaskContext task) {
    TaskSums known = TASKS.get(task.taskAttemptId());
    if (known != null) {
      return known;
    }
    TaskSums sums = new TaskSums();
    TASKS.put(task.taskAttemptId(), sums);
    task.addTaskCompletionListener(sums);
    return sums;
  }
}
