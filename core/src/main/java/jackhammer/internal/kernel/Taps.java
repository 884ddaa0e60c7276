package jackhammer.internal.kernel;

/**
 * A linear map along one dimension, most of whose weights are zero: cell i of the result is the sum
 * of weight[t] * x[cell[t]] for first[i] <= t < first[i + 1], added in this order.
 *
 * @param inputs cells of the dimension before the map
 */
public record Taps(int inputs, int[] first, int[] cell, double[] weight) {

  /** Cells of the dimension after the map. */
  public int outputs() {
    return first.length - 1;
  }

  /** The map of gradients: what each cell went into. */
  public Taps transposed() {
    int[] start = new int[inputs + 1];
    for (int c : cell) {
      start[c + 1]++;
    }
    for (int c = 0; c < inputs; c++) {
      start[c + 1] += start[c];
    }
    int[] next = start.clone();
    int[] to = new int[cell.length];
    double[] w = new double[cell.length];
    for (int i = 0; i < outputs(); i++) {
      for (int t = first[i]; t < first[i + 1]; t++) {
        int at = next[cell[t]]++;
        to[at] = i;
        w[at] = weight[t];
      }
    }
    return new Taps(outputs(), start, to, w);
  }
}
