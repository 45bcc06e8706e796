package dev.lineal.jobs.testing;

import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.owner.keys.Ceremony;
import dev.lineal.owner.keys.Commitment;
import dev.lineal.owner.keys.JointKey;
import dev.lineal.owner.keys.JointKeyCeremony;
import dev.lineal.owner.keys.Reveal;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.keys.SquareShareCeremony;
import java.util.ArrayList;
import java.util.List;

/** The keys of a study whose owners all live in this test: both ceremonies, held for real. */
public record TestKeys(JointPublicKey publicKey, List<SecretShare> shares) {
  public static TestKeys of(HeParameters parameters, int owners) {
    List<SecretShare> first = new ArrayList<>();
    List<JointKeyCeremony> keys = new ArrayList<>();
    List<SquareShareCeremony> squares = new ArrayList<>();
    for (int i = 0; i < owners; i++) {
      first.add(SecretShare.generate(parameters));
      keys.add(new JointKeyCeremony(first.get(i), new byte[32], owners, i));
      squares.add(new SquareShareCeremony(first.get(i), new byte[32], owners, i));
    }
    hold(keys);
    hold(squares);
    List<SecretShare> complete = squares.stream().map(SquareShareCeremony::result).toList();
    squares.forEach(SquareShareCeremony::close);
    first.forEach(SecretShare::close);
    JointKey key = keys.get(0).result();
    return new TestKeys(JointPublicKey.of(parameters, key.seed(), key.packed()), complete);
  }

  private static void hold(List<? extends Ceremony> owners) {
    while (!owners.get(0).complete()) {
      List<Commitment> commitments = owners.stream().map(Ceremony::commit).toList();
      List<Reveal> reveals = owners.stream().map(o -> o.reveal(commitments)).toList();
      owners.forEach(o -> o.accept(reveals));
    }
  }
}
