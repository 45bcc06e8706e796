package dev.lineal.owner.ceremony;

import dev.lineal.lineage.study.StudyDraft;
import dev.lineal.lineage.study.StudySchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Three agents in this process, on three ports, and what a driver does by hand. */
final class Agents implements AutoCloseable {
  final Path folder;
  final StudyDraft draft;
  final Roster roster;
  final List<TestAgent> agents = new ArrayList<>();
  private final AgentClient client;

  Agents(Path folder) throws IOException {
    this(folder, "INSECURE_TEST_10", TestStudy.SCHEMA);
  }

  Agents(Path folder, String parameterSet, StudySchema schema) throws IOException {
    this.folder = folder;
    List<Integer> ports = freePorts(3);
    List<URI> urls = ports.stream().map(TestAgent::url).toList();
    draft = TestStudy.make(folder, urls, parameterSet, schema);
    roster = Rosters.INSECURE_TEST.of(draft.study());
    client = new AgentClient(roster);
    for (int i = 0; i < ports.size(); i++) {
      agents.add(new TestAgent(folder, i, ports.get(i)));
      agents.get(i).start();
    }
  }

  static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> open = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      ports.add(open.get(i).getLocalPort());
    }
    for (ServerSocket socket : open) {
      socket.close();
    }
    return ports;
  }

  CeremonyMessage ask(int owner, int round, MessageList list) {
    return client.ask(owner, round, list.bytes());
  }

  /** All owners' messages of a round. */
  MessageList round(int round, MessageList before) {
    List<CeremonyMessage> messages = new ArrayList<>();
    for (int owner = 0; owner < roster.size(); owner++) {
      messages.add(ask(owner, round, before));
    }
    return new MessageList(messages);
  }

  /** The messages of round {@code last}, all rounds before it held. */
  MessageList upTo(int last) {
    MessageList list = MessageList.EMPTY;
    for (int round = 0; round <= last; round++) {
      list = round(round, list);
    }
    return list;
  }

  CeremonyResult drive(int end) {
    return new CeremonyDriver(roster, round -> {}).run(end);
  }

  @Override
  public void close() {
    agents.forEach(TestAgent::close);
  }
}
