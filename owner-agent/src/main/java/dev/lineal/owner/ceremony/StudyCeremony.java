package dev.lineal.owner.ceremony;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.StudyHome;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * One owner's side of one study's ceremony. A round is answered once every check of the messages
 * before has passed; request and answer are on the disk before the answer leaves, a repeat gets the
 * same bytes, and a process that starts again replays the log. One thread at a time.
 */
final class StudyCeremony implements AutoCloseable {
  private final OwnerHome owner;
  private final StudyHome home;
  private final Roster roster;
  private final int self;
  private final RoundLog log;
  private final CeremonyTranscript transcript;
  private LiveStage live;

  /**
   * @param keySet number of the key set that it makes
   */
  StudyCeremony(OwnerHome owner, String study, int keySet, Rosters rosters) {
    this.owner = owner;
    if (!owner.study(study).confirmed()) {
      throw CeremonyErrors.notConfirmed(study);
    }
    roster = rosters.of(owner.study(study).study()).withKeySet(keySet);
    self = roster.indexOf(owner.identity().publicKey());
    if (self < 0) {
      throw CeremonyErrors.otherStudy(study);
    }
    if (keySet > owner.study(study).agreedKeySet()) {
      throw CeremonyErrors.renewalNotAgreed(roster.name(self), study, keySet);
    }
    home = owner.study(study).keySet(keySet);
    log = new RoundLog(home, roster);
    if (home.hasKeys() && log.size() < Rounds.KEYS - 1) {
      throw CeremonyErrors.restored(study);
    }
    transcript = new CeremonyTranscript(home);
    catchUp();
  }

  HeParameters parameters() {
    return roster.parameters();
  }

  /** No request of this ceremony is longer. */
  int longestBody() {
    return MessageList.longest(roster);
  }

  /**
   * This owner's signed message of a round.
   *
   * @param body all owners' signed messages of the round before
   */
  synchronized byte[] answer(int round, byte[] body) {
    if (round < 0 || round >= roster.rounds()) {
      throw CeremonyErrors.noSuchRound(round, roster.rounds() - 1);
    }
    try {
      return round < log.size() ? repeat(round, body) : next(round, body);
    } catch (OwnerException e) {
      transcript.refused(round, e);
      throw e;
    }
  }

  private byte[] repeat(int round, byte[] body) {
    if (log.isRepeat(round, body)) {
      return log.answer(round);
    }
    MessageList list = MessageList.parse(body, roster);
    if (round > 0) {
      throw log.secondVersion(round, list, roster);
    }
    throw CeremonyErrors.body("round 0 has no messages before it");
  }

  private byte[] next(int round, byte[] body) {
    if (round > log.size()) {
      throw CeremonyErrors.outOfOrder(round, log.size());
    }
    MessageList list = MessageList.parse(body, roster);
    check(round, list);
    byte[] view = log.viewWith(body);
    byte[] answer = advanced(round, list, view);
    log.append(body, answer);
    transcript.done(round, body, list, answer);
    retire();
    return answer;
  }

  private void check(int round, MessageList list) {
    if (round == 0) {
      if (!list.messages().isEmpty()) {
        throw CeremonyErrors.body("round 0 has no messages before it");
      }
      return;
    }
    byte[] own = log.answer(round - 1);
    new MessageCheck(roster, self).check(list, round - 1, log.view(), own);
    if (round == Rounds.KEYS) {
      requireOneResult(list);
    }
  }

  private void requireOneResult(MessageList list) {
    List<byte[]> results = list.payloads();
    for (int other = 0; other < results.size(); other++) {
      if (!Arrays.equals(results.get(other), results.get(self))) {
        throw CeremonyErrors.message(
            roster.name(other), Rounds.KEYS - 1, "it came to another joint key than this owner");
      }
    }
  }

  /** Any failure drops the stage: the next request replays it from the log. */
  private byte[] advanced(int round, MessageList list, byte[] view) {
    boolean done = false;
    try {
      byte[] payload = stage(round).advance(list.payloads(), view);
      CeremonyMessage.Place place = new CeremonyMessage.Place(roster.ceremony(), round, self, view);
      byte[] answer = CeremonyMessage.sign(owner.identity(), place, payload).bytes();
      done = true;
      return answer;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private LiveStage stage(int round) {
    if (live == null) {
      int first = round < Rounds.KEYS ? 0 : Rounds.KEYS;
      Stage stage =
          first == 0 ? KeyStage.open(home, roster, self) : MomentStage.open(home, roster, self);
      live = new LiveStage(stage, roster, first);
      replay(first, round);
    }
    return live;
  }

  /** Brings a fresh stage to {@code round}; it makes the same bytes as before. */
  private void replay(int first, int round) {
    byte[] view = log.viewBefore(first, roster);
    for (int done = first; done < round; done++) {
      byte[] request = log.request(done);
      view = RoundLog.chain(view, Sha256.hash(request));
      byte[] payload = live.advance(MessageList.parse(request, roster).payloads(), view);
      CeremonyMessage answered =
          CeremonyMessage.read(ByteBuffer.wrap(log.answer(done)), roster.longestPayload());
      if (!Arrays.equals(payload, answered.payload())) {
        throw new IllegalStateException(
            "Round " + done + " of the ceremony came out differently when it was replayed.");
      }
    }
  }

  /** A stage that is over gives its secrets up. */
  private void retire() {
    if (live != null && live.complete()) {
      live.finished();
      close();
    }
  }

  /** What a process that died between two writes left undone. */
  private void catchUp() {
    for (int round = transcript.rounds(); round < log.size(); round++) {
      byte[] request = log.request(round);
      transcript.done(round, request, MessageList.parse(request, roster), log.answer(round));
    }
    if (log.size() >= Rounds.KEYS) {
      home.erase(KeyStage.SEED);
    }
    if (log.size() >= Rounds.ALL) {
      home.erase(MomentStage.INPUT);
    }
  }

  @Override
  public synchronized void close() {
    if (live != null) {
      live.close();
      live = null;
    }
  }
}
