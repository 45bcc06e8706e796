package dev.lineal.owner.ceremony;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/** What an owner checks of the messages that a driver brings, before it looks into them. */
final class MessageCheck {
  private final Roster roster;
  private final int self;

  MessageCheck(Roster roster, int self) {
    this.roster = roster;
    this.self = self;
  }

  /**
   * Every owner's message of this round, in order, signed by it, of this ceremony, and by an owner
   * that has accepted the same as we have.
   *
   * @param round that the messages are of
   * @param view ours after that round
   * @param own our own message of that round
   */
  void check(MessageList list, int round, byte[] view, byte[] own) {
    List<CeremonyMessage> messages = list.messages();
    messages.forEach(message -> checkAuthor(message, round));
    checkOrder(messages.stream().map(CeremonyMessage::owner).toList(), round);
    for (CeremonyMessage message : messages) {
      if (!MessageDigest.isEqual(message.view(), view)) {
        throw refused(
            message,
            round,
            "it has accepted other messages than this owner; somebody's message was sent in two"
                + " versions");
      }
    }
    if (!Arrays.equals(messages.get(self).bytes(), own)) {
      throw refused(messages.get(self), round, "this owner's own message was exchanged on its way");
    }
  }

  private void checkAuthor(CeremonyMessage message, int round) {
    if (message.owner() >= roster.size()) {
      throw refused(message, round, "the study has " + roster.size() + " owners only");
    }
    if (!message.signedBy(roster.participants().get(message.owner()).key())) {
      throw refused(
          message, round, "its signature does not hold: the message was forged or altered");
    }
    if (!MessageDigest.isEqual(message.ceremony(), roster.ceremony())) {
      throw refused(
          message, round, "the message is of another ceremony, or of another list of owners");
    }
    if (message.round() != round) {
      throw refused(message, round, "a message of round " + message.round() + " was replayed");
    }
  }

  private void checkOrder(List<Integer> owners, int round) {
    for (int owner = 0; owner < roster.size(); owner++) {
      int first = owners.indexOf(owner);
      if (first < 0) {
        throw CeremonyErrors.message(roster.name(owner), round, "its message is missing");
      }
      if (first != owners.lastIndexOf(owner)) {
        throw CeremonyErrors.message(roster.name(owner), round, "it stands there twice");
      }
    }
    for (int place = 0; place < roster.size(); place++) {
      if (owners.get(place) != place) {
        throw CeremonyErrors.message(
            roster.name(owners.get(place)),
            round,
            "its message stands at place " + place + ", out of the study's order");
      }
    }
  }

  private dev.lineal.owner.home.OwnerException refused(
      CeremonyMessage message, int round, String reason) {
    return CeremonyErrors.message(roster.name(message.owner()), round, reason);
  }
}
