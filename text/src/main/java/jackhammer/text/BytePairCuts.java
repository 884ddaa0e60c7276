package jackhammer.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a text is cut into words before byte pairs are merged inside them. */
final class BytePairCuts {
  /** GPT-2's: English endings, letters, digits, signs, each with a space before; white space. */
  static final Pattern GPT2 =
      compile("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

  private BytePairCuts() {}

  static Pattern compile(String pattern) {
    return Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** Each word by itself. */
  static UnaryOperator<List<String>> each(UnaryOperator<String> change) {
    return words -> words.stream().map(change).toList();
  }

  /** Both the matches and what lies between them. */
  static UnaryOperator<List<String>> isolated(Pattern pattern) {
    return cut(pattern, true, true);
  }

  /** The matches alone. */
  static UnaryOperator<List<String>> matches(Pattern pattern) {
    return cut(pattern, true, false);
  }

  /** What lies between the matches alone. */
  static UnaryOperator<List<String>> between(Pattern pattern) {
    return cut(pattern, false, true);
  }

  private static UnaryOperator<List<String>> cut(Pattern pattern, boolean matches, boolean gaps) {
    return words -> {
      List<String> parts = new ArrayList<>();
      for (String word : words) {
        Matcher m = pattern.matcher(word);
        int done = 0;
        while (m.find()) {
          add(parts, gaps, word.substring(done, m.start()));
          add(parts, matches, m.group());
          done = m.end();
        }
        add(parts, gaps, word.substring(done));
      }
      return parts;
    };
  }

  private static void add(List<String> parts, boolean wanted, String part) {
    if (wanted && !part.isEmpty()) {
      parts.add(part);
    }
  }
}
