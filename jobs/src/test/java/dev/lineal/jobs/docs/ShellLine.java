package dev.lineal.jobs.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a command in a shell's script, with something in the place of every variable. */
record ShellLine(List<String> words) {
  private static final Pattern WORD =
      Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"'|&;<>]+)|([|&;<>]|\\s#.*)");

  /** Commands of a block that name a program in bin, or spark-submit. */
  static List<ShellLine> commands(String block) {
    List<ShellLine> commands = new ArrayList<>();
    for (String line : block.replaceAll("\\\\\\n\\s*", " ").split("\n")) {
      String command = line.strip();
      if (command.startsWith("bin/") || command.startsWith("spark-submit ")) {
        commands.add(of(command));
      }
    }
    return commands;
  }

  static ShellLine of(String command) {
    String known = command.replaceAll("\\$\\([^)]*\\)|\\$\\{[^}]*}|\\$\\w+", "1");
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(known);
    while (word.find() && word.group(4) == null) {
      for (int group = 1; group <= 3; group++) {
        if (word.group(group) != null) {
          words.add(word.group(group));
        }
      }
    }
    return new ShellLine(words);
  }

  String program() {
    return words.get(0);
  }

  List<String> arguments() {
    return words.subList(1, words.size());
  }
}
