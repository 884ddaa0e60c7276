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

  /** How many letters have to be put in, taken out or changed. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
