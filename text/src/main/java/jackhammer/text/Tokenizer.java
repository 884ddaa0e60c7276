package jackhammer.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into tokens.
 *
 * <pre>{@code
 * Tokenizer.characters().tokenize("春眠"); // [春, 眠]
 * Tokenizer.whitespace().tokenize("  a  nail "); // [a, nail]
 * Tokenizer.regex("\\w+|[^\\w\\s]").tokenize("Hit it!"); // [Hit, it, !]
 * }</pre>
 */
@FunctionalInterface
public interface Tokenizer {
  /** The tokens in the order of the text; none of an empty text. */
  List<String> tokenize(String text);

  /**
   * A token for each code point: a letter beyond the first 65,536 stays whole, a letter and an
   * accent that is a code point of its own are two. Normalise first (java.text.Normalizer, NFC)
   * where the same letter may come in both forms.
   */
  static Tokenizer characters() {
    return text -> present(text).codePoints().mapToObj(Character::toString).toList();
  }

  /** What stands between white space, as Python's {@code str.split()} has it. */
  static Tokenizer whitespace() {
    // Python also parts at the four separators of ASCII, which Unicode does not call white space.
    return splitting("[\\p{IsWhite_Space}\\x1c-\\x1f]+");
  }

  /**
   * The matches of a regular expression, as Python's {@code re.findall} gives them for one without
   * groups; what lies between is left out, and so are empty matches. Letters and digits are those
   * of Unicode; {@code \w} has combining accents too, which Python's has not, and {@code \s} lacks
   * the four separators of ASCII (U+001C to U+001F).
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  static Tokenizer regex(String pattern) {
    Pattern compiled = compile("regex", pattern);
    return text -> {
      List<String> tokens = new ArrayList<>();
      Matcher m = compiled.matcher(present(text));
      while (m.find()) {
        if (m.end() > m.start()) {
          tokens.add(m.group());
        }
      }
      return tokens;
    };
  }

  /**
   * What lies between the matches of a regular expression, without what is empty.
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  static Tokenizer splitting(String pattern) {
    Pattern compiled = compile("splitting", pattern);
    return text ->
        Arrays.stream(compiled.split(present(text))).filter(token -> !token.isEmpty()).toList();
  }

  private static Pattern compile(String method, String pattern) {
    if (pattern == null) {
      throw new IllegalArgumentException(
          "Tokenizer." + method + ": expected a regular expression, got null");
    }
    return Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
  }

  private static String present(String text) {
    if (text == null) {
      throw new IllegalArgumentException("Tokenizer.tokenize: expected a text, got null");
    }
    return text;
  }
}
