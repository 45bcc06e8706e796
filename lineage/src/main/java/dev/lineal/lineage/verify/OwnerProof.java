package dev.lineal.lineage.verify;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.attest.Envelope;
import dev.lineal.lineage.attest.TranscriptLine;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.manifest.DatasetManifest;
import java.util.List;

/**
 * What one owner gives to a bundle.
 *
 * @param binding its identity key, bound to its wallet
 * @param dataset manifest of the version that was used
 * @param attestation its envelope of a {@link dev.lineal.lineage.attest.RunAttestation}
 * @param transcript the run's lines in order, without line ends
 */
public record OwnerProof(
    WalletBinding binding, DatasetManifest dataset, Envelope attestation, List<byte[]> transcript) {
  public OwnerProof {
    Require.present("binding", binding);
    Require.present("dataset", dataset);
    Require.present("attestation", attestation);
    transcript = List.copyOf(transcript);
  }

  List<TranscriptLine> lines() {
    return transcript.stream().map(TranscriptLine::parse).toList();
  }
}
