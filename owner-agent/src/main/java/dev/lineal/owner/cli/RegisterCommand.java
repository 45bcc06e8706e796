package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.ChainWriter;
import dev.lineal.lineage.chain.DatasetVersion;
import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Written;
import dev.lineal.lineage.cli.ChainJson;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.report.Report;
import dev.lineal.owner.shard.PublishedDataset;
import dev.lineal.owner.shard.PublishedDatasets;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal owner register}. */
@Command(
    name = "register",
    description =
        "Puts an encrypted dataset on chain with its terms; another version of a study's dataset is"
            + " appended to it.")
public final class RegisterCommand extends ReportedCommand {
  @Mixin private OwnerOnChain owner;
  @Mixin private TermsOptions terms;

  @Option(names = "--study", required = true, description = "Id of the study.")
  private String study;

  @Option(names = "--content", description = "Content root; not needed where there is only one.")
  private String content;

  @Option(names = "--uri", defaultValue = "", description = "Where the manifest is: ipfs://CID.")
  private String uri;

  RegisterCommand() {
    super("lineal.owner.register/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    List<PublishedDataset> published =
        owner.read(home -> PublishedDatasets.of(home.study(study)).list());
    DatasetManifest manifest = chosen(published);
    LinealChain chain = owner.chain();
    Optional<Long> before = chain.datasets().find(manifest.owner(), manifest.contentRoot());
    if (before.isPresent()) {
      fill(report, manifest, before.get());
      report.with("fresh", BooleanNode.FALSE);
      JsonNodeFactory none = JsonNodeFactory.instance;
      report.with("transaction", none.nullNode()).with("block", none.nullNode());
      report.with("transaction_gas", none.nullNode());
    } else {
      Written<Long> written = write(chain, published, manifest);
      fill(report, manifest, written.value());
      ChainJson.with(report.with("fresh", BooleanNode.TRUE), written.transaction());
    }
    out.println("content   " + manifest.contentRoot());
    out.println(
        "dataset   " + chain.datasets().find(manifest.owner(), manifest.contentRoot()).get());
  }

  private DatasetManifest chosen(List<PublishedDataset> published) {
    List<DatasetManifest> fitting =
        published.stream()
            .map(PublishedDataset::manifest)
            .filter(m -> content == null || m.contentRoot().equals(Sha256.parse(content)))
            .toList();
    if (fitting.size() != 1) {
      throw new IllegalArgumentException(
          "--content: must name one of the %d datasets of study %s; owner encrypt makes them"
              .formatted(published.size(), study));
    }
    return fitting.get(0);
  }

  private Written<Long> write(
      LinealChain chain, List<PublishedDataset> published, DatasetManifest manifest) {
    ChainWriter writer = owner.writer(chain);
    DatasetVersion version =
        new DatasetVersion(
            manifest.contentRoot(),
            manifest.sha256(),
            manifest.schemaSha256(),
            manifest.rows(),
            uri);
    Optional<Long> earlier = earlier(chain, published, manifest.owner());
    if (earlier.isPresent()) {
      Written<Long> appended = chain.datasets().append(writer, earlier.get(), version);
      return new Written<>(earlier.get(), appended.transaction());
    }
    LicenceTerms asked =
        terms
            .terms(chain)
            .orElseThrow(() -> new IllegalArgumentException("--preset: a new dataset needs terms"));
    return chain.datasets().register(writer, study, version, asked);
  }

  private static Optional<Long> earlier(
      LinealChain chain, List<PublishedDataset> published, Address registrant) {
    return published.stream()
        .map(dataset -> chain.datasets().find(registrant, dataset.manifest().contentRoot()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static void fill(Report report, DatasetManifest manifest, long dataset) {
    report
        .with("dataset", LongNode.valueOf(dataset))
        .with("study", TextNode.valueOf(manifest.study()))
        .with("content_root", TextNode.valueOf(manifest.contentRoot().toString()))
        .with("manifest_sha256", TextNode.valueOf(manifest.sha256().toString()));
  }
}
