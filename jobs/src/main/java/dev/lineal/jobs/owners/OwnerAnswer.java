package dev.lineal.jobs.owners;

/**
 * An owner's answer to a refresh.
 *
 * @param bytes of a {@code RefreshAnswer}
 * @param signature over its hash and the request's digest; empty where the owner gave none
 * @param worked nanoseconds from the whole request to the whole answer, as the owner says in {@code
 *     Server-Timing}; 0 where it says nothing
 */
public record OwnerAnswer(byte[] bytes, byte[] signature, long worked) {}
