package dev.lineal.lineage.chain;

import static dev.lineal.lineage.chain.ChainCalls.read;
import static dev.lineal.lineage.chain.Numbers.uint;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.contract.DatasetRegistry;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.web3j.protocol.core.RemoteFunctionCall;

/**
 * The contract {@code DatasetRegistry}. Datasets are numbered from 1, versions and terms from 0.
 */
public final class Datasets {
  private final DatasetRegistry contract;

  Datasets(DatasetRegistry contract) {
    this.contract = contract;
  }

  /** Registers a dataset of a study; the writer owns it. Its number. */
  public Written<Long> register(
      ChainWriter writer, String study, DatasetVersion first, LicenceTerms terms) {
    MinedTransaction mined =
        send(writer, contract.register(study, onChain(first), terms.onChain()));
    BigInteger dataset = DatasetRegistry.getDatasetRegisteredEvents(mined.receipt()).get(0).dataset;
    return new Written<>(dataset.longValueExact(), mined);
  }

  /** Appends a version; its number. */
  public Written<Long> append(ChainWriter writer, long dataset, DatasetVersion next) {
    MinedTransaction mined = send(writer, contract.append(uint(dataset), onChain(next)));
    BigInteger version = DatasetRegistry.getVersionAppendedEvents(mined.receipt()).get(0).version;
    return new Written<>(version.longValueExact(), mined);
  }

  /** Appends terms; their number. */
  public Written<Long> appendTerms(ChainWriter writer, long dataset, LicenceTerms next) {
    MinedTransaction mined = send(writer, contract.appendTerms(uint(dataset), next.onChain()));
    BigInteger terms = DatasetRegistry.getTermsAppendedEvents(mined.receipt()).get(0).terms;
    return new Written<>(terms.longValueExact(), mined);
  }

  /** How many datasets there are. */
  public long count() {
    return read(contract.count()).longValueExact();
  }

  /** Who holds a dataset. */
  public Address owner(long dataset) {
    return Address.parse(read(contract.ownerOf(uint(dataset))));
  }

  /** A dataset's study. */
  public String study(long dataset) {
    return read(contract.study(uint(dataset)));
  }

  /** All versions, the oldest first. */
  public List<DatasetVersion> versions(long dataset) {
    long count = read(contract.versions(uint(dataset))).longValueExact();
    return LongStream.range(0, count).mapToObj(number -> version(dataset, number)).toList();
  }

  private DatasetVersion version(long dataset, long number) {
    DatasetRegistry.Version on = read(contract.version(uint(dataset), uint(number))).component1();
    return new DatasetVersion(
        Sha256.of(on.contentRoot),
        Sha256.of(on.manifestSha256),
        Sha256.of(on.schemaSha256),
        Numbers.cut(on.rows),
        on.uri);
  }

  /** Number of the terms that count now. */
  public long currentTerms(long dataset) {
    return read(contract.currentTerms(uint(dataset))).longValueExact();
  }

  /** The terms of a number. */
  public LicenceTerms terms(long dataset, long number) {
    return LicenceTerms.of(read(contract.terms(uint(dataset), uint(number))));
  }

  /** Terms to start from. */
  public LicenceTerms preset(LicenceTerms.Preset name, BigInteger priceWei, int shareBp) {
    return LicenceTerms.of(read(contract.preset(uint(name.ordinal()), priceWei, uint(shareBp))));
  }

  /** The dataset of which an address registered this version. */
  public Optional<Long> find(Address registrant, Sha256 contentRoot) {
    var found = read(contract.find(registrant.text(), contentRoot.bytes()));
    return found.component1() ? Optional.of(found.component2().longValueExact()) : Optional.empty();
  }

  /** Whether a content root is a version of a dataset. */
  public boolean hasContent(long dataset, Sha256 contentRoot) {
    return read(contract.hasContent(uint(dataset), contentRoot.bytes()));
  }

  private static DatasetRegistry.Version onChain(DatasetVersion version) {
    return new DatasetRegistry.Version(
        version.contentRoot().bytes(),
        version.manifest().bytes(),
        version.schema().bytes(),
        uint(version.rows()),
        version.uri());
  }

  private MinedTransaction send(ChainWriter writer, RemoteFunctionCall<?> call) {
    Address at = Address.parse(contract.getContractAddress());
    return writer.send(Call.of(at, call.encodeFunctionCall())).orThrow();
  }
}
