package dev.menshen.server.cli;

import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows what went wrong as one line that says what to do; {@code --debug} adds the stack trace. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  Failures(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine command, ParseResult parseResult) {
    if (thrown instanceof CommandFailure failure) {
      print(String.valueOf(failure.getMessage()));
      trace(failure);
      return failure.exitCode();
    }
    if (thrown instanceof DataAccessException || thrown instanceof TransactionException) {
      // Messages of databases may quote what was to be written.
      print(texts.get("error.database", thrown.getClass().getSimpleName()));
      trace(thrown);
      return ExitCode.FAILURE;
    }
    // The message of an unknown exception may quote the text; its class does not.
    print(texts.get("error.unexpected", thrown.getClass().getName()));
    trace(thrown);
    return ExitCode.FAILURE;
  }

  @Override
  public int handleParseException(ParameterException thrown, String[] arguments) {
    CommandLine command = thrown.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    print(
        thrown instanceof UnmatchedArgumentException unmatched
            ? message(unmatched, command, name)
            : thrown.getMessage() + texts.get("error.seeHelp", name));
    return ExitCode.USAGE;
  }

  private String message(UnmatchedArgumentException unmatched, CommandLine command, String name) {
    String argument = unmatched.getUnmatched().getFirst();
    List<String> suggestions = unmatched.getSuggestions();
    boolean option = unmatched.isUnknownOption();
    if (SecretPlaces.isSetting(argument)) {
      return texts.get("error.settingArgument", argument.split("=", 2)[0]);
    }
    if (option && !argument.matches("--?[A-Za-z][A-Za-z-]{0,30}(=.*)?")) {
      return texts.get("error.textLikeOption", name);
    }
    String what =
        option
            ? texts.get("error.unknownOption", argument.split("=", 2)[0], name)
            : !command.getSubcommands().isEmpty()
                ? texts.get("error.unknownCommand", argument)
                : texts.get("error.unknownArgument", name);
    return what
        + (suggestions.isEmpty()
            ? texts.get("error.seeHelp", name)
            : texts.get("error.suggestion", suggestions.getFirst().replaceFirst("^menshen ", "")));
  }

  private void print(String message) {
    terminal.err().println("menshen: " + message);
  }

  private void trace(Exception thrown) {
    if (common.debug()) {
      thrown.printStackTrace(terminal.err());
    }
  }
}
