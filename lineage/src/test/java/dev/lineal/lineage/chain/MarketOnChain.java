package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.contribution.Share;
import dev.lineal.lineage.licence.GrantPurchase;
import dev.lineal.lineage.licence.GrantWish;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.verify.AnchorProof;
import dev.lineal.lineage.verify.Bundle;
import dev.lineal.lineage.verify.OwnerProof;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registers sample bundles on a development chain: datasets, grants, runs, models, paid calls. */
public final class MarketOnChain {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger GRANT = ETHER.divide(BigInteger.valueOf(20));
  private static final BigInteger CALL = ETHER.divide(BigInteger.valueOf(1_000));

  private final LinealChain chain;
  private final Map<Sha256, Long> datasets = new LinkedHashMap<>();
  private final Map<Sha256, Long> models = new LinkedHashMap<>();

  private MarketOnChain(LinealChain chain) {
    this.chain = chain;
  }

  /** In the order of the bundles, parents first. */
  public static void register(Path deployment, List<Bundle> bundles) {
    MarketOnChain market = new MarketOnChain(LinealChain.open(Deployment.read(deployment)));
    bundles.forEach(market::register);
    market.anchor(bundles.get(bundles.size() - 1));
  }

  /** Only the last: of the others the check of the anchor fails. */
  private void anchor(Bundle bundle) {
    AnchorProof proof = bundle.anchor().orElseThrow();
    AnchorRequest request = new AnchorRequest(proof.root(), proof.inclusion().size());
    chain.anchors().anchor(writer("trainer"), request);
  }

  private ChainWriter writer(String name) {
    Wallet wallet = TestWallets.of(name);
    String much = "0x" + ETHER.multiply(BigInteger.valueOf(1_000)).toString(16);
    chain.node().raw("anvil_setBalance", wallet.address().text(), much);
    return chain.writer(wallet);
  }

  private void register(Bundle bundle) {
    List<String> names = List.of("alice", "bob");
    List<Sha256> grants = new ArrayList<>();
    for (int i = 0; i < bundle.owners().size(); i++) {
      OwnerProof owner = bundle.owners().get(i);
      long dataset = dataset(names.get(i), owner.dataset());
      GrantWish wish =
          new GrantWish(
              dataset,
              bundle.plan().plan().purpose(),
              Optional.empty(),
              Optional.empty(),
              GrantWish.Use.COMMERCIAL);
      grants.add(new GrantPurchase(chain).buy(writer("trainer"), wish).value().id());
    }
    chain.licences().openRun(writer("trainer"), bundle.plan().plan().sha256(), grants, 2, 177);
    model(bundle.model().manifest());
  }

  /** Two manifests may have one content: only the first is on chain. */
  private long dataset(String owner, DatasetManifest manifest) {
    return datasets.computeIfAbsent(
        manifest.contentRoot(),
        root -> {
          LicenceTerms terms = chain.datasets().preset(LicenceTerms.Preset.COMMERCIAL, GRANT, 500);
          DatasetVersion version =
              new DatasetVersion(
                  root,
                  manifest.sha256(),
                  manifest.schemaSha256(),
                  manifest.rows(),
                  "ipfs://" + owner);
          return chain.datasets().register(writer(owner), manifest.study(), version, terms).value();
        });
  }

  private void model(ModelManifest manifest) {
    List<Contributor> contributors = new ArrayList<>();
    for (Share share : manifest.contributors().shares()) {
      contributors.add(new Contributor(share.owner(), share.basisPoints()));
    }
    List<ModelParent> parents =
        manifest.sources().parent().stream()
            .map(parent -> new ModelParent(models.get(parent), 1_000))
            .toList();
    ModelVersion version =
        new ModelVersion(manifest.sources().plan(), manifest.sha256(), "ipfs://model");
    long number =
        chain
            .models()
            .register(
                writer("trainer"),
                version,
                new ModelTerms(true, true, 1_000, CALL),
                contributors,
                parents)
            .value();
    models.put(manifest.sha256(), number);
    chain.revenue().pay(writer("user"), number, 3, CALL.multiply(BigInteger.valueOf(3)));
  }
}
