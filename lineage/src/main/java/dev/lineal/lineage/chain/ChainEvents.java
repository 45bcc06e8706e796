package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.contract.DatasetRegistry;
import dev.lineal.lineage.chain.contract.LicenceMarket;
import dev.lineal.lineage.chain.contract.ModelRegistry;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog.LogObject;
import org.web3j.protocol.core.methods.response.Log;

/** Follows the events of Lineal's contracts. */
public final class ChainEvents {
  /** Public nodes answer no longer spans. */
  private static final long SPAN = 10_000;

  private static final String DATASET =
      EventEncoder.encode(DatasetRegistry.DATASETREGISTERED_EVENT);
  private static final String MODEL = EventEncoder.encode(ModelRegistry.MODELREGISTERED_EVENT);
  private static final String TRANSFER = EventEncoder.encode(DatasetRegistry.TRANSFER_EVENT);
  private static final String GRANTED = EventEncoder.encode(LicenceMarket.GRANTED_EVENT);
  private static final String REVOKED = EventEncoder.encode(LicenceMarket.REVOKED_EVENT);
  private static final Event RUN_OPENED = LicenceMarket.RUNOPENED_EVENT;
  private static final String OPENED = EventEncoder.encode(RUN_OPENED);

  private final ChainNode node;
  private final Deployment deployment;
  private final Set<Long> datasets = new TreeSet<>();
  private final Set<Long> models = new TreeSet<>();
  private final Set<Sha256> grants = new TreeSet<>();
  private final Map<Long, Address> registrants = new HashMap<>();
  private final Map<Long, Address> trainers = new HashMap<>();

  private ChainEvents(LinealChain chain) {
    this.node = chain.node();
    this.deployment = chain.deployment();
  }

  /**
   * What changed since an earlier look. Where that block left the chain, everything is told anew.
   *
   * @param earlier head of that look; empty for everything
   */
  public static ChainChanges since(LinealChain chain, Optional<ChainHead> earlier) {
    return new ChainEvents(chain).read(earlier);
  }

  private ChainChanges read(Optional<ChainHead> earlier) {
    ChainHead head = head(node.block(DefaultBlockParameterName.LATEST));
    Optional<ChainHead> known = earlier.filter(this::stands);
    long next = known.map(at -> at.number() + 1).orElse(deployment.block());
    for (long from = next; from <= head.number(); from += SPAN) {
      logs(from, Math.min(head.number(), from + SPAN - 1)).forEach(this::take);
    }
    return new ChainChanges(head, known.isEmpty(), datasets, models, grants, registrants, trainers);
  }

  private static ChainHead head(EthBlock.Block block) {
    return new ChainHead(
        block.getNumber().longValueExact(), block.getHash(), Numbers.time(block.getTimestamp()));
  }

  private boolean stands(ChainHead earlier) {
    EthBlock.Block now = node.block(DefaultBlockParameter.valueOf(Numbers.uint(earlier.number())));
    return now != null && now.getHash().equals(earlier.hash());
  }

  private List<Log> logs(long from, long to) {
    List<String> contracts =
        List.of(
            deployment.datasetRegistry().text(),
            deployment.modelRegistry().text(),
            deployment.licenceMarket().text(),
            deployment.revenueSplit().text());
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameter.valueOf(Numbers.uint(from)),
            DefaultBlockParameter.valueOf(Numbers.uint(to)),
            contracts);
    return node.ask(node.web3j().ethGetLogs(filter)).getLogs().stream()
        .map(log -> ((LogObject) log).get())
        .toList();
  }

  private void take(Log log) {
    Address contract = Address.parse(log.getAddress());
    List<String> topics = log.getTopics();
    String event = topics.get(0);
    if (contract.equals(deployment.licenceMarket())) {
      takeOfMarket(event, log);
    } else if (contract.equals(deployment.datasetRegistry())) {
      number(event, topics).ifPresent(datasets::add);
      if (event.equals(DATASET)) {
        registrants.put(number(topics.get(1)), address(topics.get(2)));
      }
    } else {
      number(event, topics).ifPresent(models::add);
      if (event.equals(MODEL)) {
        trainers.put(number(topics.get(1)), address(topics.get(2)));
      }
    }
  }

  private void takeOfMarket(String event, Log log) {
    if (event.equals(GRANTED) || event.equals(REVOKED)) {
      grants.add(hash(log.getTopics().get(1)));
    } else if (event.equals(OPENED)) {
      List<?> data =
          FunctionReturnDecoder.decode(log.getData(), RUN_OPENED.getNonIndexedParameters());
      for (Object id : ((DynamicArray<?>) data.get(0)).getValue()) {
        grants.add(Sha256.of(((Bytes32) id).getValue()));
      }
    }
  }

  /** The token of an event: of a transfer the third topic, approvals of none. */
  private static Optional<Long> number(String event, List<String> topics) {
    if (event.equals(TRANSFER)) {
      return Optional.of(number(topics.get(3)));
    }
    boolean approval =
        event.equals(EventEncoder.encode(DatasetRegistry.APPROVAL_EVENT))
            || event.equals(EventEncoder.encode(DatasetRegistry.APPROVALFORALL_EVENT));
    return approval ? Optional.empty() : Optional.of(number(topics.get(1)));
  }

  private static long number(String topic) {
    return new BigInteger(topic.substring(2), 16).longValueExact();
  }

  private static Address address(String topic) {
    return Address.parse("0x" + topic.substring(topic.length() - 40));
  }

  private static Sha256 hash(String topic) {
    return Sha256.parse(topic.substring(2));
  }
}
