package dev.lineal.lineage.chain;

import static dev.lineal.lineage.chain.ChainCalls.read;
import static dev.lineal.lineage.chain.Numbers.uint;

import dev.lineal.lineage.ChainErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.contract.ModelRegistry;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.web3j.protocol.core.RemoteFunctionCall;

/** The contract {@code ModelRegistry}. Models are numbered from 1. */
public final class Models {
  private final ModelRegistry contract;

  Models(ModelRegistry contract) {
    this.contract = contract;
  }

  /**
   * Registers a model of a run that the writer opened; its number.
   *
   * @param contributors in any order; their shares are 10,000 together
   * @param parents in any order
   */
  public Written<Long> register(
      ChainWriter writer,
      ModelVersion first,
      ModelTerms terms,
      List<Contributor> contributors,
      List<ModelParent> parents) {
    MinedTransaction mined =
        send(
            writer,
            contract.register(
                onChain(first), onChain(terms), sorted(contributors), sortedParents(parents)));
    BigInteger model = ModelRegistry.getModelRegisteredEvents(mined.receipt()).get(0).model;
    return new Written<>(model.longValueExact(), mined);
  }

  /** Appends a version from another run of the writer's; its number. */
  public Written<Long> append(ChainWriter writer, long model, ModelVersion next) {
    MinedTransaction mined = send(writer, contract.append(uint(model), onChain(next)));
    BigInteger version = ModelRegistry.getVersionAppendedEvents(mined.receipt()).get(0).version;
    return new Written<>(version.longValueExact(), mined);
  }

  /** Sets the price of a call; the writer is the owner. */
  public MinedTransaction setPrice(ChainWriter writer, long model, BigInteger pricePerCallWei) {
    return send(writer, contract.setPrice(uint(model), pricePerCallWei));
  }

  /** How many models there are. */
  public long count() {
    return read(contract.count()).longValueExact();
  }

  /** A model by its number; an error of kind {@code BAD_INPUT} where there is none. */
  public ChainModel model(long number) {
    if (number < 1 || number > count()) {
      throw ChainErrors.notFound("Model " + number, "there are " + count());
    }
    BigInteger id = uint(number);
    long versions = read(contract.versions(id)).longValueExact();
    return new ChainModel(
        number,
        Address.parse(read(contract.ownerOf(id))),
        terms(number),
        contributors(id),
        parents(id),
        LongStream.range(0, versions).mapToObj(version -> version(id, version)).toList());
  }

  /** Licence and price. */
  public ModelTerms terms(long number) {
    ModelRegistry.Licence on = read(contract.licence(uint(number)));
    return new ModelTerms(
        on.commercialUse, on.derivatives, on.derivativeShareBp.intValueExact(), on.pricePerCallWei);
  }

  /** Basis points of what the parents leave; 0 for who is no contributor. */
  public int shareBp(long number, Address payee) {
    return read(contract.shareOf(uint(number), payee.text())).intValueExact();
  }

  /** The model that an address registered with a manifest. */
  public Optional<Long> find(Address trainer, Sha256 manifest) {
    long model = read(contract.find(trainer.text(), manifest.bytes())).longValueExact();
    return model == 0 ? Optional.empty() : Optional.of(model);
  }

  private List<Contributor> contributors(BigInteger id) {
    List<?> on = read(contract.contributors(id));
    return on.stream()
        .map(ModelRegistry.Contributor.class::cast)
        .map(c -> new Contributor(Address.parse(c.payee), c.shareBp.intValueExact()))
        .toList();
  }

  private List<ModelParent> parents(BigInteger id) {
    List<?> on = read(contract.parents(id));
    return on.stream()
        .map(ModelRegistry.Parent.class::cast)
        .map(p -> new ModelParent(p.model.longValueExact(), p.shareBp.intValueExact()))
        .toList();
  }

  private ModelVersion version(BigInteger id, long number) {
    ModelRegistry.Version on = read(contract.version(id, uint(number))).component1();
    return new ModelVersion(Sha256.of(on.plan), Sha256.of(on.manifestSha256), on.uri);
  }

  private static ModelRegistry.Version onChain(ModelVersion version) {
    return new ModelRegistry.Version(
        version.plan().bytes(), version.manifest().bytes(), version.uri());
  }

  private static ModelRegistry.Licence onChain(ModelTerms terms) {
    return new ModelRegistry.Licence(
        terms.commercialUse(),
        terms.derivatives(),
        uint(terms.derivativeShareBp()),
        terms.pricePerCallWei());
  }

  /** The contract wants them in ascending order, so that it can search and sees doubles. */
  private static List<ModelRegistry.Contributor> sorted(List<Contributor> contributors) {
    return contributors.stream()
        .sorted(Comparator.comparing(c -> new BigInteger(1, c.payee().bytes())))
        .map(c -> new ModelRegistry.Contributor(c.payee().text(), uint(c.shareBp())))
        .toList();
  }

  private static List<ModelRegistry.Parent> sortedParents(List<ModelParent> parents) {
    return parents.stream()
        .sorted(Comparator.comparingLong(ModelParent::model))
        .map(p -> new ModelRegistry.Parent(uint(p.model()), uint(p.shareBp())))
        .toList();
  }

  private MinedTransaction send(ChainWriter writer, RemoteFunctionCall<?> call) {
    Address at = Address.parse(contract.getContractAddress());
    return writer.send(Call.of(at, call.encodeFunctionCall())).orThrow();
  }
}
