package jackhammer.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each other.
 *
 * @param classes their names
 * @param counts of the pictures of class i that were taken for class j
 */
record Confusion(List<String> classes, int[][] counts) {
  /**
   * Counts.
   *
   * @param labels the true classes
   * @param choices what they were taken for
   */
  static Confusion of(List<String> classes, int[] labels, int[] choices) {
    int[][] counts = new int[classes.size()][classes.size()];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][choices[i]]++;
    }
    return new Confusion(classes, counts);
  }

  /** Prints rows of the true classes and columns of the predicted ones. */
  void print(PrintWriter out) {
    int names = classes.stream().mapToInt(String::length).max().orElse(0);
    int digits =
        Arrays.stream(counts)
            .flatMapToInt(Arrays::stream)
            .mapToObj(Integer::toString)
            .mapToInt(String::length)
            .max()
            .orElse(1);
    int column = Math.max(digits, 3) + 1;
    out.println("True class, and what it was taken for:");
    StringBuilder heading = new StringBuilder(" ".repeat(names + 3));
    for (int j = 0; j < counts.length; j++) {
      heading.append(pad(Integer.toString(j), column));
    }
    out.println(heading.append("     right"));
    for (int i = 0; i < counts.length; i++) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%2d ", i));
      row.append(classes.get(i)).append(" ".repeat(names - classes.get(i).length()));
      for (int count : counts[i]) {
        row.append(pad(count == 0 ? "." : Integer.toString(count), column));
      }
      int all = Arrays.stream(counts[i]).sum();
      row.append(
          all == 0
              ? pad("-", 10)
              : String.format(Locale.ROOT, "%8.1f %%", 100.0 * counts[i][i] / all));
      out.println(row);
    }
  }

  /** The mean of the shares of right choices over the classes that have examples. */
  double balanced() {
    return IntStream.range(0, counts.length)
        .filter(i -> Arrays.stream(counts[i]).sum() > 0)
        .mapToDouble(i -> (double) counts[i][i] / Arrays.stream(counts[i]).sum())
        .average()
        .orElse(Double.NaN);
  }

  /** The number of the class with the most examples. */
  int largest() {
    return IntStream.range(0, counts.length)
        .boxed()
        .max(Comparator.comparingInt(i -> Arrays.stream(counts[i]).sum()))
        .orElseThrow();
  }

  /** As lists, for JSON. */
  List<List<Integer>> rows() {
    return Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  private static String pad(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
