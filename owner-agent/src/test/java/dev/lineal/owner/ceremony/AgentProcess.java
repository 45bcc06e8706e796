package dev.lineal.owner.ceremony;

import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import io.javalin.Javalin;
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
    Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              new CeremonyRoutes(home, Rosters.INSECURE_TEST).add(config.routes);
            })
        .start("127.0.0.1", Integer.parseInt(arguments[2]));
    System.out.println("ready");
  }
}
