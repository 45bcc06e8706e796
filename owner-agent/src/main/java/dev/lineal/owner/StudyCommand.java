package dev.lineal.owner;

import dev.lineal.owner.cli.CreateStudyCommand;
import dev.lineal.owner.cli.KeysCommand;
import dev.lineal.owner.cli.ShowStudyCommand;
import picocli.CommandLine.Command;

/** {@code lineal study ...}. */
@Command(
    name = "study",
    description = "A group of owners with one joint key.",
    subcommands = {CreateStudyCommand.class, KeysCommand.class, ShowStudyCommand.class})
final class StudyCommand {}
