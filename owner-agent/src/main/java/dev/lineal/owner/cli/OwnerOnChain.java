package dev.lineal.owner.cli;

import dev.lineal.lineage.chain.ChainWriter;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.cli.ChainOptions;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** An owner's home and the chain on which its wallet acts. */
public final class OwnerOnChain {
  @Mixin private HomeOptions home;
  @Mixin private ChainOptions chain;

  /** Opens the chain. */
  public LinealChain chain() {
    return chain.open();
  }

  /** The writer of the owner's wallet. */
  public ChainWriter writer(LinealChain opened) {
    try (Passphrase passphrase = home.passphrase();
        OwnerHome owner = OwnerHome.open(home.home(), passphrase)) {
      return opened.writer(owner.wallet(passphrase));
    }
  }

  /** Reads from the home. */
  public <T> T read(Function<OwnerHome, T> reading) {
    try (OwnerHome owner = home.open()) {
      return reading.apply(owner);
    }
  }
}
