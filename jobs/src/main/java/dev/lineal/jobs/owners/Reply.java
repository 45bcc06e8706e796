package dev.lineal.jobs.owners;

/**
 * One owner's answer.
 *
 * @param answer bytes of a {@code RefreshAnswer}
 * @param signature over its hash and the request's digest; empty where the owner gave none
 */
public record Reply(byte[] answer, byte[] signature) {}
