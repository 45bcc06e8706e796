package dev.lineal.owner.ceremony;

import java.util.List;

/**
 * One step that all owners take together: each commits to its message, and opens it when it holds
 * the commitments of all. Lists are in the owners' order, this owner's own included.
 */
interface Exchange {
  /** Named in messages. */
  String name();

  /** What this owner publishes first. */
  byte[] commit();

  /** This owner's message, opened once the commitments are those of all. */
  byte[] open(List<byte[]> commitments);

  /** All owners' messages, each checked against its commitment. */
  void accept(List<byte[]> messages);
}
