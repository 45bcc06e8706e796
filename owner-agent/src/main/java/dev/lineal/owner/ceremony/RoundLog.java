package dev.lineal.owner.ceremony;

import dev.lineal.lineage.Sha256;
import dev.lineal.owner.home.DurableFile;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.StudyHome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was accepted and answered, round by round: {@code ceremony/round-NN} holds the request's
 * length (u32) and bytes, then the answer; public messages only. A round is on the disk before its
 * answer leaves.
 */
final class RoundLog {
  private static final byte[] VIEW =
      "lineal/ceremony/rounds/v1\0".getBytes(StandardCharsets.US_ASCII);

  private final StudyHome home;
  private final List<byte[]> answers = new ArrayList<>();
  private final List<Sha256> requests = new ArrayList<>();
  private byte[] view;

  /** Reads what is on the disk. */
  RoundLog(StudyHome home, Roster roster) {
    this.home = home;
    view = Sha256.hash(VIEW, roster.ceremony()).bytes();
    for (Optional<byte[]> file = read(0); file.isPresent(); file = read(size())) {
      remember(request(file.get()), answer(file.get()));
    }
  }

  /** Rounds done; also the number of the next. */
  int size() {
    return answers.size();
  }

  /** Hash over all requests accepted so far. */
  byte[] view() {
    return view.clone();
  }

  /** The view after a further request. */
  byte[] viewWith(byte[] request) {
    return chain(view, Sha256.hash(request));
  }

  /** The view before a round that is done, or the next one. */
  byte[] viewBefore(int round, Roster roster) {
    byte[] before = Sha256.hash(VIEW, roster.ceremony()).bytes();
    for (Sha256 request : requests.subList(0, round)) {
      before = chain(before, request);
    }
    return before;
  }

  static byte[] chain(byte[] view, Sha256 request) {
    return Sha256.hash(view, request.bytes()).bytes();
  }

  byte[] answer(int round) {
    return answers.get(round).clone();
  }

  boolean isRepeat(int round, byte[] request) {
    return requests.get(round).equals(Sha256.hash(request));
  }

  /** A request from the disk, to replay it. */
  byte[] request(int round) {
    byte[] request = request(read(round).orElseThrow());
    if (!isRepeat(round, request)) {
      throw new IllegalStateException("round " + round + " changed on the disk");
    }
    return request;
  }

  void append(byte[] request, byte[] answer) {
    byte[] content =
        ByteBuffer.allocate(Integer.BYTES + request.length + answer.length)
            .putInt(request.length)
            .put(request)
            .put(answer)
            .array();
    DurableFile.write(file(size()), content);
    remember(request, answer);
  }

  private void remember(byte[] request, byte[] answer) {
    view = viewWith(request);
    requests.add(Sha256.hash(request));
    answers.add(answer.clone());
  }

  private Optional<byte[]> read(int round) {
    return DurableFile.read(file(round));
  }

  private Path file(int round) {
    return home.path("ceremony/round-%02d".formatted(round));
  }

  private static byte[] request(byte[] file) {
    int length = ByteBuffer.wrap(file).getInt();
    return Arrays.copyOfRange(file, Integer.BYTES, Integer.BYTES + length);
  }

  private static byte[] answer(byte[] file) {
    int length = ByteBuffer.wrap(file).getInt();
    return Arrays.copyOfRange(file, Integer.BYTES + length, file.length);
  }

  /** Tells which owner's message differs from the one accepted before. */
  OwnerException secondVersion(int round, MessageList other, Roster roster) {
    List<CeremonyMessage> before = MessageList.parse(request(round), roster).messages();
    for (int i = 0; i < before.size(); i++) {
      boolean same =
          i < other.messages().size()
              && Arrays.equals(before.get(i).bytes(), other.messages().get(i).bytes());
      if (!same) {
        return CeremonyErrors.message(
            roster.name(before.get(i).owner()),
            round - 1,
            i < other.messages().size()
                ? "another message than the one accepted before"
                : "its message is missing");
      }
    }
    return CeremonyErrors.body("it has more messages than the study has owners");
  }
}
