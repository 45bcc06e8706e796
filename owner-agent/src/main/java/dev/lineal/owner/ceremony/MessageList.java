package dev.lineal.owner.ceremony;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A round's request: count u16, then all owners' signed messages of the round before, in order. */
record MessageList(List<CeremonyMessage> messages) {
  static final MessageList EMPTY = new MessageList(List.of());

  MessageList {
    messages = List.copyOf(messages);
  }

  /** Reads a whole body. */
  static MessageList parse(byte[] body, Roster roster) {
    try {
      ByteBuffer in = ByteBuffer.wrap(body);
      int count = body.length < 2 ? -1 : in.getShort() & 0xffff;
      if (count < 0 || count > 2 * roster.size()) {
        throw CeremonyErrors.body("it has an impossible number of messages");
      }
      List<CeremonyMessage> messages = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        messages.add(CeremonyMessage.read(in, roster.longestPayload()));
      }
      if (in.hasRemaining()) {
        throw CeremonyErrors.body("it goes on after the last message");
      }
      return new MessageList(messages);
    } catch (IllegalArgumentException e) {
      throw CeremonyErrors.body(e.getMessage());
    }
  }

  byte[] bytes() {
    List<byte[]> parts = messages.stream().map(CeremonyMessage::bytes).toList();
    ByteBuffer out = ByteBuffer.allocate(2 + parts.stream().mapToInt(part -> part.length).sum());
    out.putShort((short) parts.size());
    parts.forEach(out::put);
    return out.array();
  }

  /** No body of this ceremony is longer. */
  static int longest(Roster roster) {
    return 2
        + Math.multiplyExact(roster.size(), CeremonyMessage.OVERHEAD + roster.longestPayload());
  }

  List<byte[]> payloads() {
    return messages.stream().map(CeremonyMessage::payload).toList();
  }
}
