package jackhammer.cli;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the parser of the command line has to say, in the words of our other errors. */
final class WrongUse {
  private static final Pattern TYPE =
      Pattern.compile("Invalid value for option '(.*?)'.*?: '(.*)' is not an? (int|long|double)");

  private static final Pattern CHOICE =
      Pattern.compile(
          "Invalid value for option '(.*?)'.*?: expected one of \\[(.*)\\] .* but was '(.*)'");

  private static final Pattern NOTHING =
      Pattern.compile("Missing required parameter for option '(.*?)' \\((.*)\\)");

  private static final Pattern OPTION =
      Pattern.compile("Expected parameter for option '(.*?)' but found '(.*)'");

  private WrongUse() {}

  /** What was wrong, on one line, without the command. */
  static String message(ParameterException e) {
    String text = Main.oneLine(e.getMessage());
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return inOurWords(text);
    }
    CommandLine command = e.getCommandLine();
    String wrong = unmatched.getUnmatched().getFirst();
    if (unmatched.isUnknownOption()) {
      return text + Suggestion.of(wrong, command.getCommandSpec().optionsMap().keySet());
    }
    if (!command.getSubcommands().isEmpty()) {
      text =
          command.getParent() == null
              ? "there is no command '" + wrong + "'"
              : "expected one of %s, got '%s'"
                  .formatted(String.join(", ", command.getSubcommands().keySet()), wrong);
    }
    return text + Suggestion.of(wrong, command.getSubcommands().keySet());
  }

  private static String inOurWords(String text) {
    Matcher m = TYPE.matcher(text);
    if (m.matches()) {
      String number = m.group(3).equals("double") ? "a number" : "a whole number";
      return "%s: expected %s, got '%s'%s"
          .formatted(m.group(1), number, m.group(2), range(m.toMatchResult()));
    }
    m = CHOICE.matcher(text);
    if (m.matches()) {
      String choices = m.group(2).toLowerCase(Locale.ROOT);
      return "%s: expected one of %s, got '%s'".formatted(m.group(1), choices, m.group(3));
    }
    m = NOTHING.matcher(text);
    if (m.matches()) {
      return "%s: expected %s behind it, got nothing".formatted(m.group(1), m.group(2));
    }
    m = OPTION.matcher(text);
    if (m.matches()) {
      return "%s: expected a value behind it, got the option %s".formatted(m.group(1), m.group(2));
    }
    return text;
  }

  /** What a number of many digits has to be told. */
  private static String range(MatchResult m) {
    if (!m.group(2).matches("-?\\d+")) {
      return "";
    }
    return m.group(3).equals("int")
        ? "; the largest is " + Integer.MAX_VALUE
        : "; the largest is " + Long.MAX_VALUE;
  }
}
