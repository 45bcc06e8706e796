package dev.lineal.owner.ceremony;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.owner.moments.MomentColumns;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Who takes part in a study's ceremony, in the order of {@code study.json}.
 *
 * @param study id
 * @param studySha256 hash of the whole {@code study.json}
 * @param parameters of the study
 * @param columns whose moments are computed
 * @param participants the owners
 * @param keySet number of the study's key set that the ceremony makes; {@link #FIRST} and up
 */
public record Roster(
    String study,
    Sha256 studySha256,
    HeParameters parameters,
    MomentColumns columns,
    List<Participant> participants,
    int keySet) {
  /** The key set of the study's first ceremony, which also computes the moments. */
  public static final int FIRST = 1;

  private static final byte[] CEREMONY =
      "lineal/ceremony/id/v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RENEWAL =
      "lineal/ceremony/renewal-id/v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_KEY_SETS = 1 << 16;

  public Roster {
    Require.name("study", study);
    Require.present("study_sha256", studySha256);
    Require.present("parameters", parameters);
    Require.present("columns", columns);
    Require.range("key set", keySet, FIRST, MOST_KEY_SETS);
    participants = Require.notEmpty("owners", participants);
    Require.distinct("owners", participants.stream().map(Participant::name).toList());
    Require.distinct("identity keys", participants.stream().map(Participant::key).toList());
  }

  /**
   * @param name what messages call this owner
   * @param key that signs its messages
   */
  public record Participant(String name, URI url, IdentityKey key) {}

  public int size() {
    return participants.size();
  }

  public String name(int owner) {
    return owner >= 0 && owner < size()
        ? participants.get(owner).name()
        : "number " + owner + ", which the study does not have";
  }

  /** The same owners, about to make another key set. */
  public Roster withKeySet(int number) {
    return new Roster(study, studySha256, parameters, columns, participants, number);
  }

  /** Rounds of this ceremony: a renewal makes keys and keeps the moments. */
  public int rounds() {
    return keySet == FIRST ? Rounds.ALL : Rounds.KEYS;
  }

  /** Names this ceremony and no other: the study with all its owners goes into it. */
  public byte[] ceremony() {
    if (keySet == FIRST) {
      return Sha256.hash(CEREMONY, studySha256.bytes()).bytes();
    }
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(keySet).array();
    return Sha256.hash(RENEWAL, studySha256.bytes(), number).bytes();
  }

  /** Where an agent answers a round. */
  String path(int round) {
    String set = keySet == FIRST ? "" : "/key-sets/" + keySet;
    return "/v1/studies/" + study + set + "/rounds/" + round;
  }

  /** Bytes that no message of the ceremony is longer than. */
  int longestPayload() {
    return 2 * Long.BYTES * columns.releasedScalars() + 32 * parameters.ringDegree() * 8;
  }

  /** Place of the owner with this key, or -1. */
  public int indexOf(IdentityKey key) {
    return participants.stream().map(Participant::key).toList().indexOf(key);
  }
}
