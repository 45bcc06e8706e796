package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import java.util.List;

/**
 * One owner's part in a run.
 *
 * @param owner wallet address
 * @param transcriptHead hash of the run's last line in the owner's transcript, releases included
 * @param releases what it released, in the plan's order; names are unique
 */
public record OwnerPart(Address owner, Sha256 transcriptHead, List<ReleasedShare> releases) {
  public OwnerPart {
    Require.present("owner", owner);
    Require.present("transcript head", transcriptHead);
    releases = List.copyOf(Require.present("releases", releases));
    Require.distinct("releases", releases.stream().map(ReleasedShare::name).toList());
  }
}
