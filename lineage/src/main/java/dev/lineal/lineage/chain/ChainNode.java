package dev.lineal.lineage.chain;

import dev.lineal.lineage.ChainErrors;
import dev.lineal.lineage.LineageException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.http.HttpService;

/** A node of an Ethereum chain, over JSON-RPC. Safe for many threads. */
public final class ChainNode {
  private static final OkHttpClient CLIENT =
      new OkHttpClient.Builder()
          .connectTimeout(Duration.ofSeconds(5))
          .readTimeout(Duration.ofSeconds(30))
          .build();

  private final URI url;
  private final HttpService rpc;
  private final Web3j web3j;

  private ChainNode(URI url) {
    this.url = url;
    this.rpc = new HttpService(url.toString(), CLIENT);
    this.web3j = Web3j.build(rpc);
  }

  /** A node at an address such as {@code http://127.0.0.1:8545}; nothing is asked yet. */
  public static ChainNode at(URI url) {
    if (url.getHost() == null || !url.getScheme().matches("https?")) {
      throw new IllegalArgumentException(
          "a node's address must be http://HOST:PORT or https://..., but is '" + url + "'");
    }
    return new ChainNode(url);
  }

  /** Where it is. */
  public URI url() {
    return url;
  }

  /** The chain's id of EIP-155. */
  public long chainId() {
    return ask(web3j.ethChainId()).getChainId().longValueExact();
  }

  /** Number of the newest block. */
  public long head() {
    return ask(web3j.ethBlockNumber()).getBlockNumber().longValueExact();
  }

  /** The chain's own time: that of the newest block. */
  public Instant now() {
    return Instant.ofEpochSecond(
        block(DefaultBlockParameterName.LATEST).getTimestamp().longValueExact());
  }

  /** What an account owns. */
  public BigInteger balanceWei(Address account) {
    return ask(web3j.ethGetBalance(account.text(), DefaultBlockParameterName.LATEST)).getBalance();
  }

  /** Gas that a transaction used; empty where it is in no block. */
  public Optional<Long> gas(String transaction) {
    return ask(web3j.ethGetTransactionReceipt(transaction))
        .getTransactionReceipt()
        .map(receipt -> receipt.getGasUsed().longValueExact());
  }

  EthBlock.Block block(DefaultBlockParameter which) {
    return ask(web3j.ethGetBlockByNumber(which, false)).getBlock();
  }

  boolean hasCode(Address contract) {
    return ask(web3j.ethGetCode(contract.text(), DefaultBlockParameterName.LATEST))
            .getCode()
            .length()
        > 2;
  }

  Web3j web3j() {
    return web3j;
  }

  /** An answer, or an error of the node as an error of kind {@code UNAVAILABLE}. */
  <T extends Response<?>> T ask(Request<?, T> request) {
    T answer = tryAsk(request);
    if (answer.hasError()) {
      throw ChainErrors.nodeRefused(
          url.toString(), request.getMethod(), answer.getError().getMessage());
    }
    return answer;
  }

  /** An answer that may be an error. */
  <T extends Response<?>> T tryAsk(Request<?, T> request) {
    try {
      return request.send();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /** A method that web3j does not know, such as anvil's own. */
  String raw(String method, Object... parameters) {
    Request<Object, RawResponse> request =
        new Request<>(method, java.util.List.of(parameters), rpc, RawResponse.class);
    return String.valueOf(ask(request).getResult());
  }

  private LineageException unavailable(IOException e) {
    return ChainErrors.nodeUnavailable(url.toString(), e);
  }

  /** Any JSON. */
  static final class RawResponse extends Response<Object> {}
}
