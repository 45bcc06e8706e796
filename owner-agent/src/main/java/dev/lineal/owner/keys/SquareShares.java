package dev.lineal.owner.keys;

import dev.lineal.he.NativeHandle;
import java.util.Arrays;

/** Native state of {@link SquareShareCeremony}: ephemeral secrets, sums; wiped when released. */
final class SquareShares extends NativeHandle {
  static {
    OwnerLibrary.load();
  }

  private SquareShares(long address) {
    super(address, SquareShares::destroy);
  }

  /** Overwrites {@code key}. */
  static SquareShares begin(SecretShare share, int owners, byte[] seed, byte[] key) {
    try {
      return share.with(address -> new SquareShares(begin(address, owners, seed, key)));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  byte[] produce(CeremonyStep step) {
    return use(
        address -> {
          byte[] message = new byte[messageBytes(address, number(step))];
          produce(address, number(step), message);
          return message;
        });
  }

  void absorb(CeremonyStep step, byte[] message) {
    use(
        address -> {
          absorb(address, number(step), message);
          return null;
        });
  }

  /** The share with t_i; owner 0 takes t_0 as well. */
  SecretShare complete(SecretShare share, int self) {
    return use(
        address ->
            share.with(
                shareAddress -> new SecretShare(complete(address, shareAddress, self == 0))));
  }

  private static int number(CeremonyStep step) {
    return step.ordinal() - CeremonyStep.CEREMONY_KEY.ordinal();
  }

  private static native long begin(long share, int owners, byte[] seed, byte[] key);

  private static native int messageBytes(long address, int step);

  private static native void produce(long address, int step, byte[] message);

  private static native void absorb(long address, int step, byte[] message);

  private static native long complete(long address, long share, boolean first);

  private static native void destroy(long address);
}
