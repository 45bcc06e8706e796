package dev.lineal.owner.ceremony;

import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.study.Moments;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.keys.CeremonySeeds;
import dev.lineal.owner.keys.PartialDecryption;
import dev.lineal.owner.keys.SecretAccess;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.moments.LocalTotals;
import dev.lineal.owner.moments.MomentRoom;
import dev.lineal.owner.moments.MomentsFromTotals;
import dev.lineal.owner.moments.UnusableColumnException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Collective moments: every owner's encrypted totals, every owner's part of the decryption of their
 * sum, then agreement on the moments. Only totals over all owners are ever released.
 */
final class MomentStage implements Stage {
  /** Exchanges of this stage. */
  static final int EXCHANGES = 3;

  static final String INPUT = "ceremony/moment-input";
  private static final int SEED_BYTES = 32;

  private final StudyHome home;
  private final Roster roster;
  private final int self;
  private final MomentRoom room;
  private final LocalTotals own;
  private final CeremonySeeds seeds;
  private final SecretShare share;
  private final JointPublicKey key;
  private final List<Exchange> exchanges;
  private EncryptedTotal total;
  private Moments moments;

  private MomentStage(
      StudyHome home, Roster roster, int self, LocalTotals own, CeremonySeeds seeds) {
    this.home = home;
    this.roster = roster;
    this.self = self;
    this.own = own;
    this.seeds = seeds;
    room = MomentRoom.of(roster.parameters(), roster.size());
    share = home.share();
    key = home.jointKey();
    exchanges =
        List.of(
            new ValueExchange("TOTALS", roster, self, this::encrypted, this::addUp),
            new ValueExchange("DECRYPTION", roster, self, this::part, this::decrypt),
            ValueExchange.agreement(
                "MOMENT_AGREEMENT", roster, self, () -> moments.sha256().bytes()));
  }

  /** From the sealed input (seed, then totals), which is fixed here when it was not yet. */
  static MomentStage open(StudyHome home, Roster roster, int self) {
    requireBudget(roster);
    Optional<byte[]> sealed = home.unseal(INPUT);
    byte[] input = sealed.orElseGet(() -> fixInput(home, roster));
    byte[] seed = Arrays.copyOf(input, SEED_BYTES);
    try {
      LocalTotals own = LocalTotals.parse(Arrays.copyOfRange(input, SEED_BYTES, input.length));
      return new MomentStage(
          home, roster, self, own, CeremonySeeds.of(SecretAccess.forStorageAtRest(), seed));
    } finally {
      Arrays.fill(input, (byte) 0);
      Arrays.fill(seed, (byte) 0);
    }
  }

  private static byte[] fixInput(StudyHome home, Roster roster) {
    byte[] totals = home.unseal(OwnRows.TOTALS).orElseThrow(() -> CeremonyErrors.noRows(home.id()));
    if (LocalTotals.parse(totals).integers().size() != roster.columns().releasedScalars()) {
      throw CeremonyErrors.noRows(home.id());
    }
    byte[] seed = CeremonySeeds.fresh(SecretAccess.forStorageAtRest());
    byte[] input = ByteBuffer.allocate(SEED_BYTES + totals.length).put(seed).put(totals).array();
    home.seal(INPUT, input);
    Arrays.fill(seed, (byte) 0);
    Arrays.fill(totals, (byte) 0);
    return input;
  }

  private static void requireBudget(Roster roster) {
    int budget = MomentRoom.budget(roster.parameters());
    if (roster.columns().releasedScalars() > budget) {
      throw CeremonyErrors.budget(roster.columns().releasedScalars(), budget);
    }
  }

  @Override
  public List<Exchange> exchanges() {
    return exchanges;
  }

  @Override
  public void accepted(byte[] view) {
    seeds.accepted(view);
  }

  @Override
  public byte[] finish() {
    home.keepMoments(moments.canonicalBytes());
    return moments.sha256().bytes();
  }

  @Override
  public void finished() {
    home.erase(INPUT);
  }

  @Override
  public void close() {
    key.close();
    share.close();
    seeds.close();
  }

  private byte[] encrypted() {
    return key.withResidues(
        residues ->
            seeds.totals(roster.parameters(), residues).encrypt(own.integers(), room.scaleBits()));
  }

  private void addUp(List<byte[]> ciphertexts) {
    total = EncryptedTotal.sum(roster.parameters(), key.keyId(), ciphertexts);
  }

  private byte[] part() {
    byte[] digest = total.digest(key.fingerprintBytes());
    requireOneDigest(digest);
    home.countReleased(roster.columns().releasedScalars());
    long[] part =
        new PartialDecryption(room.floodBits()).answer(share, digest, total.c1(), scalars());
    ByteBuffer out = ByteBuffer.allocate(part.length * Long.BYTES);
    out.asLongBuffer().put(part);
    return out.array();
  }

  /** One digest per key set and purpose, on the disk before anything is answered. */
  private void requireOneDigest(byte[] digest) {
    Optional<byte[]> before = home.decryptedForMoments();
    if (before.isEmpty()) {
      home.fixDecryptedForMoments(digest);
    } else if (!Arrays.equals(before.get(), digest)) {
      throw CeremonyErrors.secondDigest();
    }
  }

  private void decrypt(List<byte[]> parts) {
    try {
      List<BigInteger> coefficients = total.decrypted(parts, scalars());
      List<BigInteger> exact = room.exact(coefficients, roster.size());
      moments = MomentsFromTotals.compute(roster.study(), roster.columns(), exact);
    } catch (UnusableColumnException e) {
      throw CeremonyErrors.unusableColumn(e.getMessage());
    } catch (IllegalArgumentException e) {
      throw CeremonyErrors.contribution(e.getMessage());
    }
  }

  private int scalars() {
    return roster.columns().releasedScalars();
  }
}
