package dev.lineal.jobs.owners;

/**
 * An owner's answer to a refresh.
 *
 * @param bytes of a {@code RefreshAnswer}
 * @param worked nanoseconds from the whole request to the whole answer, as the owner says in {@code
 *     Server-Timing}; 0 where it says nothing
 */
public record OwnerAnswer(byte[] bytes, long worked) {}
