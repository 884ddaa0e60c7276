package jackhammer.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What somebody who mistyped a name may have meant. */
final class Suggestion {
  private Suggestion() {}

  /** {@code "; did you mean lenet?"}, or nothing where no name is near. */
  static String of(String word, Collection<String> names) {
    String typed = word.toLowerCase(Locale.ROOT);
    // One letter in three may be wrong.
    int most = Math.max(1, typed.length() / 3);
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(typed, name)))
        .filter(name -> distance(typed, name) <= most)
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  /** How many letters have to be put in, taken out, changed or exchanged with their neighbour. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
