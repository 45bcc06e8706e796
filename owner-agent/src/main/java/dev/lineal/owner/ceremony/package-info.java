/**
 * The ceremony that makes a study's joint key, the owners' shares and the collective moments: what
 * an agent answers, round by round, and the driver that carries messages between agents. The driver
 * is trusted with nothing. Source: docs/protocol.md.
 */
package dev.lineal.owner.ceremony;
