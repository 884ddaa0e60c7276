package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.data.Example;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The errors of pictures that a network gave back, by their classes, beside those of an answer that
 * is always the mean of all pictures: batches are added one after the other.
 */
final class ClassErrors {
  private final List<String> classes;
  private final double[] errors;
  private final int[] counts;
  private final List<List<Integer>> members = new ArrayList<>();

  private double[] sums;
  private double squares;

  ClassErrors(List<String> classes) {
    this.classes = classes;
    this.errors = new double[classes.size()];
    this.counts = new int[classes.size()];
    classes.forEach(c -> members.add(new ArrayList<>()));
  }

  /**
   * Adds a batch.
   *
   * @param of the mean squared error of each picture, [N]
   */
  void add(Example batch, Tensor of) {
    float[] e = of.toFloatArray();
    long[] labels = batch.target().toLongArray();
    int before = Arrays.stream(counts).sum();
    for (int i = 0; i < e.length; i++) {
      int c = (int) labels[i];
      errors[c] += e[i];
      counts[c]++;
      members.get(c).add(before + i);
    }
    float[] pixels = batch.input().toFloatArray();
    int size = pixels.length / e.length;
    sums = sums == null ? new double[size] : sums;
    for (int i = 0; i < pixels.length; i++) {
      sums[i % size] += pixels[i];
      squares += (double) pixels[i] * pixels[i];
    }
  }

  /** The mean squared error of a pixel of the pictures of each class; NaN where there are none. */
  List<Double> means() {
    List<Double> means = new ArrayList<>();
    for (int c = 0; c < errors.length; c++) {
      means.add(errors[c] / counts[c]);
    }
    return means;
  }

  /** The mean squared error of a pixel of the mean of all pictures, the best of fixed answers. */
  double ofMeanPicture() {
    int n = Arrays.stream(counts).sum();
    double explained = Arrays.stream(sums).map(s -> s * s / n).sum();
    return (squares - explained) / n / sums.length;
  }

  /** The numbers of the first examples of a class. */
  List<Integer> first(int c, int most) {
    return members.get(c).subList(0, Math.min(most, counts[c]));
  }

  /** Prints a row for each class. */
  void print(PrintWriter out) {
    int names = classes.stream().mapToInt(String::length).max().orElse(0);
    out.println("Mean squared error of a pixel between 0 and 1:");
    for (int c = 0; c < counts.length; c++) {
      String name = classes.get(c);
      String error = counts[c] == 0 ? "-" : String.format(Locale.ROOT, "%.4f", means().get(c));
      out.printf("%2d %s%s   %6s%n", c, name, " ".repeat(names - name.length()), error);
    }
    out.printf(
        Locale.ROOT, "An answer that is always the mean picture has %.4f.%n", ofMeanPicture());
  }
}
