package jackhammer.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Work on sequences and its gradients in float64, by plain loops. */
final class ReferenceSequences {
  private ReferenceSequences() {}

  /** Hands over each output as a whole. */
  static void add(
      SequenceWork work, List<Work.Input> inputs, long seed, Consumer<double[]> output) {
    double[][] in = new double[inputs.size()][];
    for (int i = 0; i < in.length; i++) {
      in[i] =
          inputs.get(i).classes() > 0
              ? Arrays.stream(Fill.labels(inputs.get(i), seed, i)).asDoubleStream().toArray()
              : Reference.doubles(inputs, seed, i);
    }
    of(work, in).forEach(output);
  }

  /** The outputs in the order of {@link Work#outputs()}; labels come as numbers. */
  static List<double[]> of(SequenceWork work, double[][] in) {
    return switch (work) {
      case SequenceWork.Text t -> text(t, in);
      case SequenceWork.Embedding e -> embedding(e, in);
      case SequenceWork.Attention a -> attention(a, in);
      case SequenceWork.MultiHead m -> multiHead(m, in);
      case SequenceWork.Ctc c -> ctc(c, in);
    };
  }

  // ---- products ----

  /** x w' + b, of w [out, features]. */
  private static double[] linear(double[] x, double[] w, double[] b) {
    int out = b.length;
    int n = w.length / out;
    double[] y = new double[x.length / n * out];
    IntStream.range(0, x.length / n)
        .parallel()
        .forEach(
            row -> {
              for (int i = 0; i < out; i++) {
                double sum = b[i];
                for (int k = 0; k < n; k++) {
                  sum += x[row * n + k] * w[i * n + k];
                }
                y[row * out + i] = sum;
              }
            });
    return y;
  }

  /** The gradients of x, w and b. */
  private static List<double[]> linearBackward(double[] x, double[] w, int out, double[] g) {
    int n = w.length / out;
    int rows = g.length / out;
    double[] gx = new double[x.length];
    double[] gw = new double[w.length];
    double[] gb = new double[out];
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            row -> {
              for (int i = 0; i < out; i++) {
                double d = g[row * out + i];
                for (int k = 0; k < n; k++) {
                  gx[row * n + k] += d * w[i * n + k];
                }
              }
            });
    IntStream.range(0, out)
        .parallel()
        .forEach(
            i -> {
              for (int row = 0; row < rows; row++) {
                double d = g[row * out + i];
                gb[i] += d;
                for (int k = 0; k < n; k++) {
                  gw[i * n + k] += d * x[row * n + k];
                }
              }
            });
    return List.of(gx, gw, gb);
  }

  // ---- texts ----

  private static List<double[]> text(SequenceWork.Text t, double[][] in) {
    int first = SequenceWork.Text.FIRST_PARAMETER;
    int end = in.length - 2;
    int features = t.features();
    double[][] layer = Arrays.copyOfRange(in, first, end);
    layer[0] = rows(in[first], in[0], t.width());
    double[] y = ReferenceRecurrent.of(t.recurrent(false), layer).getFirst();
    int skipped = y.length - t.rows() * features;
    double[] read = Arrays.copyOfRange(y, skipped, y.length);
    double[] logits = linear(read, in[end], in[end + 1]);
    if (!t.train()) {
      return List.of(logits);
    }
    double[] loss = {crossEntropy(logits, in[1], t.classes())};
    List<double[]> ofLinear = linearBackward(read, in[end], t.classes(), logits);
    double[] g = new double[y.length];
    System.arraycopy(ofLinear.getFirst(), 0, g, skipped, read.length);
    double[][] withGradient = Arrays.copyOf(layer, layer.length + 1);
    withGradient[layer.length] = g;
    List<double[]> ofLayer = ReferenceRecurrent.of(t.recurrent(true), withGradient);
    double[] table = new double[in[first].length];
    scatter(ofLayer.get(1), in[0], t.width(), table);
    List<double[]> results = new ArrayList<>(List.of(loss, table));
    results.addAll(ofLayer.subList(2, ofLayer.size()));
    results.addAll(ofLinear.subList(1, 3));
    return results;
  }

  /** The mean over all rows; the logits become their gradient. */
  private static double crossEntropy(double[] logits, double[] targets, int classes) {
    double loss = 0;
    int rows = targets.length;
    for (int row = 0; row < rows; row++) {
      double[] p = softmax(Arrays.copyOfRange(logits, row * classes, (row + 1) * classes), classes);
      int target = (int) targets[row];
      loss -= StrictMath.log(p[target]) / rows;
      for (int c = 0; c < classes; c++) {
        logits[row * classes + c] = (p[c] - (c == target ? 1 : 0)) / rows;
      }
    }
    return loss;
  }

  /** Of the first numbers; the others get nothing. */
  private static double[] softmax(double[] x, int count) {
    double max = Arrays.stream(x, 0, count).max().orElseThrow();
    double[] p = new double[x.length];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      p[i] = StrictMath.exp(x[i] - max);
      sum += p[i];
    }
    for (int i = 0; i < count; i++) {
      p[i] /= sum;
    }
    return p;
  }

  private static double[] rows(double[] table, double[] places, int width) {
    double[] y = new double[places.length * width];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(table, (int) places[i] * width, y, i * width, width);
    }
    return y;
  }

  private static void scatter(double[] g, double[] places, int width, double[] table) {
    for (int i = 0; i < g.length; i++) {
      table[(int) places[i / width] * width + i % width] += g[i];
    }
  }

  private static List<double[]> embedding(SequenceWork.Embedding e, double[][] in) {
    double[] places = in[in.length - 1];
    double[] y = rows(in[0], places, e.width());
    if (!e.backward()) {
      return List.of(y);
    }
    double[] table = new double[in[0].length];
    scatter(in[1], places, e.width(), table);
    return List.of(y, table);
  }

  // ---- attention ----

  private static List<double[]> attention(SequenceWork.Attention a, double[][] in) {
    double[] y = new double[in[0].length];
    double[][] g = new double[3][in[0].length];
    IntStream.range(0, a.batch() * a.heads())
        .parallel()
        .forEach(
            head -> {
              Head h = new Head(in, head * a.length() * a.features(), a.length(), a.features());
              h.forward(a.causal(), y);
              if (a.backward()) {
                h.backward(in[3], g);
              }
            });
    return a.backward() ? List.of(y, g[0], g[1], g[2]) : List.of(y);
  }

  /** One head of one entry of the batch; queries, keys and values begin at the same place. */
  private record Head(double[][] in, int from, int length, int features, double[][] p) {
    Head(double[][] in, int from, int length, int features) {
      this(in, from, length, features, new double[length][]);
    }

    private double dot(double[] a, int i, double[] b, int j) {
      double sum = 0;
      for (int k = 0; k < features; k++) {
        sum += a[from + i * features + k] * b[from + j * features + k];
      }
      return sum;
    }

    private void add(double factor, double[] x, int i, double[] to, int j) {
      for (int k = 0; k < features; k++) {
        to[from + j * features + k] += factor * x[from + i * features + k];
      }
    }

    void forward(boolean causal, double[] y) {
      for (int i = 0; i < length; i++) {
        double[] scores = new double[length];
        for (int j = 0; j < length; j++) {
          scores[j] = dot(in[0], i, in[1], j) / Math.sqrt(features);
        }
        p[i] = softmax(scores, causal ? i + 1 : length);
        for (int j = 0; j < length; j++) {
          add(p[i][j], in[2], j, y, i);
        }
      }
    }

    /** Adds to the gradients of queries, keys and values. */
    void backward(double[] g, double[][] to) {
      for (int i = 0; i < length; i++) {
        double[] d = new double[length];
        double mean = 0;
        for (int j = 0; j < length; j++) {
          d[j] = dot(g, i, in[2], j);
          mean += p[i][j] * d[j];
          add(p[i][j], g, i, to[2], j);
        }
        for (int j = 0; j < length; j++) {
          double s = p[i][j] * (d[j] - mean) / Math.sqrt(features);
          add(s, in[1], j, to[0], i);
          add(s, in[0], i, to[1], j);
        }
      }
    }
  }

  private static List<double[]> multiHead(SequenceWork.MultiHead m, double[][] in) {
    double[] projected = linear(in[0], in[1], in[2]);
    double[][] parts = new double[m.backward() ? 4 : 3][];
    for (int part = 0; part < 3; part++) {
      parts[part] = heads(m, projected, part, 3);
    }
    double[] joined = joined(m, attention(inner(m, false), parts).getFirst());
    double[] y = linear(joined, in[3], in[4]);
    if (!m.backward()) {
      return List.of(y);
    }
    List<double[]> ofOutput = linearBackward(joined, in[3], m.features(), in[5]);
    parts[3] = heads(m, ofOutput.getFirst(), 0, 1);
    List<double[]> ofHeads = attention(inner(m, true), parts);
    double[] g = new double[projected.length];
    int e = m.features();
    for (int part = 0; part < 3; part++) {
      double[] own = joined(m, ofHeads.get(1 + part));
      for (int i = 0; i < own.length; i++) {
        g[i / e * 3 * e + part * e + i % e] = own[i];
      }
    }
    List<double[]> ofInput = linearBackward(in[0], in[1], 3 * e, g);
    List<double[]> results = new ArrayList<>(List.of(y));
    results.addAll(ofInput);
    results.addAll(ofOutput.subList(1, 3));
    return results;
  }

  private static SequenceWork.Attention inner(SequenceWork.MultiHead m, boolean backward) {
    int each = m.features() / m.heads();
    return new SequenceWork.Attention(m.batch(), m.heads(), m.length(), each, false, backward);
  }

  /** One of the parts of [L, B, parts * E] as [B, heads, L, E / heads]. */
  private static double[] heads(SequenceWork.MultiHead m, double[] x, int part, int parts) {
    int e = m.features();
    int each = e / m.heads();
    double[] y = new double[m.length() * m.batch() * e];
    for (int i = 0; i < y.length; i++) {
      int row = i / e;
      int l = row / m.batch();
      int b = row % m.batch();
      int to = ((b * m.heads() + i % e / each) * m.length() + l) * each + i % each;
      y[to] = x[(row * parts + part) * e + i % e];
    }
    return y;
  }

  /** The way back from [B, heads, L, E / heads] to [L, B, E]. */
  private static double[] joined(SequenceWork.MultiHead m, double[] x) {
    double[] places = new double[x.length];
    Arrays.setAll(places, i -> i);
    double[] from = heads(m, places, 0, 1);
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[(int) from[i]] = x[i];
    }
    return y;
  }

  // ---- connectionist temporal classification ----

  private static List<double[]> ctc(SequenceWork.Ctc c, double[][] in) {
    double[] losses = new double[c.batch()];
    double[] g = new double[in[0].length];
    for (int n = 0; n < c.batch(); n++) {
      double[][] log = new double[c.steps()][];
      for (int t = 0; t < c.steps(); t++) {
        int from = (t * c.batch() + n) * c.classes();
        double[] p = softmax(Arrays.copyOfRange(in[0], from, from + c.classes()), c.classes());
        log[t] = Arrays.stream(p).map(StrictMath::log).toArray();
      }
      int[] states = new int[2 * c.labels() + 1];
      for (int i = 0; i < c.labels(); i++) {
        states[2 * i + 1] = 1 + (int) in[in.length - 1][n * c.labels() + i];
      }
      double[][] alpha = paths(log, states);
      int end = states.length;
      double total = logSum(alpha[c.steps() - 1][end - 1], alpha[c.steps() - 1][end - 2]);
      losses[n] = -total;
      if (!c.backward()) {
        continue;
      }
      double[][] beta = paths(reversed(log), reversed(states));
      for (int t = 0; t < c.steps(); t++) {
        int from = (t * c.batch() + n) * c.classes();
        for (int k = 0; k < c.classes(); k++) {
          g[from + k] = in[1][n] * StrictMath.exp(log[t][k]);
        }
        for (int s = 0; s < end; s++) {
          // Both ways count the step itself.
          double through = alpha[t][s] + beta[c.steps() - 1 - t][end - 1 - s] - log[t][states[s]];
          g[from + states[s]] -= in[1][n] * StrictMath.exp(through - total);
        }
      }
    }
    return c.backward() ? List.of(losses, g) : List.of(losses);
  }

  /** For each step and state the logarithm of the probability of all ways there, both included. */
  private static double[][] paths(double[][] log, int[] states) {
    double[][] alpha = new double[log.length][states.length];
    for (int t = 0; t < log.length; t++) {
      for (int s = 0; s < states.length; s++) {
        double sum = t == 0 ? s < 2 ? 0 : Double.NEGATIVE_INFINITY : alpha[t - 1][s];
        if (t > 0 && s > 0) {
          sum = logSum(sum, alpha[t - 1][s - 1]);
        }
        if (t > 0 && s > 1 && states[s] != 0 && states[s] != states[s - 2]) {
          sum = logSum(sum, alpha[t - 1][s - 2]);
        }
        alpha[t][s] = sum + log[t][states[s]];
      }
    }
    return alpha;
  }

  private static double logSum(double a, double b) {
    double max = Math.max(a, b);
    return max == Double.NEGATIVE_INFINITY
        ? max
        : max + StrictMath.log(StrictMath.exp(a - max) + StrictMath.exp(b - max));
  }

  private static double[][] reversed(double[][] a) {
    double[][] r = new double[a.length][];
    Arrays.setAll(r, i -> a[a.length - 1 - i]);
    return r;
  }

  private static int[] reversed(int[] a) {
    int[] r = new int[a.length];
    Arrays.setAll(r, i -> a[a.length - 1 - i]);
    return r;
  }
}
