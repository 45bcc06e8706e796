package dev.lineal.owner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How tests start programs of ours: short lives, for which little is worth compiling. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * The start of a command: java, the options that a build gives to short JVMs (outside a build,
   * none), {@code options}, this JVM's class path, the program.
   */
  public static List<String> command(Class<?> main, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String build = System.getProperty("jvm.short");
    if (build != null) {
      command.addAll(List.of(build.split(" ")));
    }
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }
}
