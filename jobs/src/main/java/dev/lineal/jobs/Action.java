package dev.lineal.jobs;

/** One step of a pipeline: arguments are its fields, checked; it is done once. */
public interface Action<R extends Result> {
  /**
   * @throws JobException with what to do when the step cannot be done
   */
  R execute();
}
