package dev.lineal.owner.ceremony;

import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import dev.lineal.owner.http.Limits;
import dev.lineal.owner.http.RouteServer;
import java.nio.file.Path;

/** A whole agent for tests of processes: home, passphrase file, port. */
final class AgentProcess {
  private AgentProcess() {}

  public static void main(String[] arguments) {
    OwnerHome home;
    try (Passphrase passphrase = Passphrase.find(Path.of(arguments[1]))) {
      home = OwnerHome.open(Path.of(arguments[0]), passphrase);
    }
    home.lockForServing();
    new RouteServer(
        new CeremonyRoutes(home, Rosters.INSECURE_TEST),
        Integer.parseInt(arguments[2]),
        Limits.DEFAULT);
    System.out.println("ready");
  }
}
