package jackhammer.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Recurrent layers and their gradients in float64, step by step and sequence by sequence. */
final class ReferenceRecurrent {
  private final Work.Recurrent work;
  private final int hidden;
  private final int gates;
  private final int[] batchSizes;

  /** The first row of each step. */
  private final int[] start;

  private final int rows;

  private ReferenceRecurrent(Work.Recurrent work) {
    this.work = work;
    hidden = work.hidden();
    gates = work.gates();
    batchSizes = work.batchSizes();
    start = new int[batchSizes.length];
    for (int t = 1; t < start.length; t++) {
      start[t] = start[t - 1] + batchSizes[t - 1];
    }
    rows = Arrays.stream(batchSizes).sum();
  }

  /** Hands over each output as a whole. */
  static void add(
      Work.Recurrent work, List<Work.Input> inputs, long seed, Consumer<double[]> output) {
    double[][] in = new double[inputs.size()][];
    for (int i = 0; i < in.length; i++) {
      in[i] = Reference.doubles(inputs, seed, i);
    }
    new ReferenceRecurrent(work).outputs(in).forEach(output);
  }

  /** The outputs in the order of {@link Work.Recurrent#outputs()}. */
  static List<double[]> of(Work.Recurrent work, double[][] in) {
    return new ReferenceRecurrent(work).outputs(in);
  }

  private List<double[]> outputs(double[][] in) {
    int directions = work.directions();
    List<Direction[]> layers = new ArrayList<>();
    double[] x = in[0];
    int features = work.input();
    int next = 1;
    for (int layer = 0; layer < work.layers(); layer++) {
      Direction[] both = new Direction[directions];
      double[] y = new double[rows * directions * hidden];
      for (int d = 0; d < directions; d++, next += 4) {
        both[d] = new Direction(x, features, Arrays.copyOfRange(in, next, next + 4), d);
        both[d].forward(y);
      }
      layers.add(both);
      x = y;
      features = directions * hidden;
    }
    List<double[]> results = new ArrayList<>(List.of(x));
    if (work.backward()) {
      double[] g = in[next];
      List<double[]> weights = new ArrayList<>();
      for (Direction[] both : layers.reversed()) {
        double[] gx = new double[rows * both[0].features];
        List<double[]> ofLayer = new ArrayList<>();
        for (Direction d : both) {
          ofLayer.addAll(d.backward(g, gx));
        }
        weights.addAll(0, ofLayer);
        g = gx;
      }
      results.add(g);
      results.addAll(weights);
    }
    return results;
  }

  private static double sigmoid(double v) {
    return 1 / (1 + StrictMath.exp(-v));
  }

  /** One direction of one layer; what a step needs backward is kept by row. */
  private final class Direction {
    final double[] x;
    final int features;
    final double[] ih;
    final double[] hh;
    final double[] biasIh;
    final double[] biasHh;
    final int number;

    /** Activated gates, GRU's R of the candidate, the state before the step, LSTM's cells. */
    final double[] a = new double[rows * gates * hidden];

    final double[] candidate = new double[rows * hidden];
    final double[] before = new double[rows * hidden];
    final double[] cellBefore = new double[rows * hidden];
    final double[] cell = new double[rows * hidden];

    Direction(double[] x, int features, double[][] weights, int number) {
      this.x = x;
      this.features = features;
      ih = weights[0];
      hh = weights[1];
      biasIh = weights[2];
      biasHh = weights[3];
      this.number = number;
    }

    /** Rows of a sequence in the order of this direction. */
    private int[] steps(int sequence) {
      int length = (int) Arrays.stream(batchSizes).filter(n -> n > sequence).count();
      return IntStream.range(0, length)
          .map(k -> start[number == 0 ? k : length - 1 - k] + sequence)
          .toArray();
    }

    void forward(double[] y) {
      IntStream.range(0, work.batch()).parallel().forEach(sequence -> forward(sequence, y));
    }

    private void forward(int sequence, double[] y) {
      double[] h = new double[hidden];
      double[] c = new double[hidden];
      double[] p = new double[gates * hidden];
      double[] r = new double[gates * hidden];
      for (int row : steps(sequence)) {
        times(ih, x, row * features, features, biasIh, p);
        times(hh, h, 0, hidden, biasHh, r);
        System.arraycopy(h, 0, before, row * hidden, hidden);
        System.arraycopy(c, 0, cellBefore, row * hidden, hidden);
        int at = row * gates * hidden;
        for (int u = 0; u < hidden; u++) {
          switch (work.op()) {
            case "lstm" -> {
              for (int gate = 0; gate < 4; gate++) {
                double v = p[gate * hidden + u] + r[gate * hidden + u];
                a[at + gate * hidden + u] = gate == 2 ? StrictMath.tanh(v) : sigmoid(v);
              }
              double in = a[at + u] * a[at + 2 * hidden + u];
              c[u] = a[at + hidden + u] * c[u] + in;
              h[u] = a[at + 3 * hidden + u] * StrictMath.tanh(c[u]);
            }
            case "gru" -> {
              double reset = sigmoid(p[u] + r[u]);
              double keep = sigmoid(p[hidden + u] + r[hidden + u]);
              double n = StrictMath.tanh(p[2 * hidden + u] + reset * r[2 * hidden + u]);
              a[at + u] = reset;
              a[at + hidden + u] = keep;
              a[at + 2 * hidden + u] = n;
              candidate[row * hidden + u] = r[2 * hidden + u];
              h[u] = (1 - keep) * n + keep * h[u];
            }
            default -> {
              h[u] = StrictMath.tanh(p[u] + r[u]);
              a[at + u] = h[u];
            }
          }
        }
        System.arraycopy(c, 0, cell, row * hidden, hidden);
        int directions = work.directions();
        System.arraycopy(h, 0, y, (row * directions + number) * hidden, hidden);
      }
    }

    private void times(double[] w, double[] v, int from, int n, double[] bias, double[] to) {
      for (int i = 0; i < to.length; i++) {
        double sum = bias[i];
        for (int j = 0; j < n; j++) {
          sum += w[i * n + j] * v[from + j];
        }
        to[i] = sum;
      }
    }

    /** Adds to the input's gradient; returns those of the four weights. */
    List<double[]> backward(double[] g, double[] gx) {
      double[] gp = new double[rows * gates * hidden];
      double[] gr = new double[rows * gates * hidden];
      IntStream.range(0, work.batch())
          .parallel()
          .forEach(sequence -> backward(sequence, g, gx, gp, gr));
      return List.of(weight(gp, x, features), weight(gr, before, hidden), bias(gp), bias(gr));
    }

    private void backward(int sequence, double[] g, double[] gx, double[] gp, double[] gr) {
      double[] gh = new double[hidden];
      double[] gc = new double[hidden];
      int[] steps = steps(sequence);
      for (int k = steps.length - 1; k >= 0; k--) {
        int row = steps[k];
        double[] passed = new double[hidden];
        for (int u = 0; u < hidden; u++) {
          gh[u] += g[(row * work.directions() + number) * hidden + u];
          step(row, u, gh[u], gc, passed, gp, gr);
        }
        int at = row * gates * hidden;
        for (int i = 0; i < gates * hidden; i++) {
          for (int j = 0; j < hidden; j++) {
            passed[j] += hh[i * hidden + j] * gr[at + i];
          }
          for (int j = 0; j < features; j++) {
            gx[row * features + j] += ih[i * features + j] * gp[at + i];
          }
        }
        gh = passed;
      }
    }

    /** The gradients of the sums P and R of one unit, and what of gh goes to the step before. */
    private void step(
        int row, int u, double gh, double[] gc, double[] passed, double[] gp, double[] gr) {
      int at = row * gates * hidden + u;
      switch (work.op()) {
        case "lstm" -> {
          double i = a[at];
          double f = a[at + hidden];
          double v = a[at + 2 * hidden];
          double o = a[at + 3 * hidden];
          double tanh = StrictMath.tanh(cell[row * hidden + u]);
          gc[u] += gh * o * (1 - tanh * tanh);
          double[] d = {
            gc[u] * v * i * (1 - i),
            gc[u] * cellBefore[row * hidden + u] * f * (1 - f),
            gc[u] * i * (1 - v * v),
            gh * tanh * o * (1 - o)
          };
          for (int gate = 0; gate < 4; gate++) {
            gp[at + gate * hidden] = d[gate];
            gr[at + gate * hidden] = d[gate];
          }
          gc[u] *= f;
        }
        case "gru" -> {
          double reset = a[at];
          double keep = a[at + hidden];
          double n = a[at + 2 * hidden];
          double dn = gh * (1 - keep) * (1 - n * n);
          double dz = gh * (before[row * hidden + u] - n) * keep * (1 - keep);
          double dr = dn * candidate[row * hidden + u] * reset * (1 - reset);
          gp[at] = dr;
          gp[at + hidden] = dz;
          gp[at + 2 * hidden] = dn;
          gr[at] = dr;
          gr[at + hidden] = dz;
          gr[at + 2 * hidden] = dn * reset;
          passed[u] = gh * keep;
        }
        default -> {
          gp[at] = gh * (1 - a[at] * a[at]);
          gr[at] = gp[at];
        }
      }
    }

    private double[] weight(double[] g, double[] v, int n) {
      double[] w = new double[gates * hidden * n];
      IntStream.range(0, gates * hidden)
          .parallel()
          .forEach(
              i -> {
                for (int row = 0; row < rows; row++) {
                  double d = g[row * gates * hidden + i];
                  for (int j = 0; j < n; j++) {
                    w[i * n + j] += d * v[row * n + j];
                  }
                }
              });
      return w;
    }

    private double[] bias(double[] g) {
      double[] b = new double[gates * hidden];
      for (int k = 0; k < g.length; k++) {
        b[k % b.length] += g[k];
      }
      return b;
    }
  }
}
