package jackhammer.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The network of the {@code lenet} rows in float64, forward and backward, by plain loops. */
final class ReferenceLenet {

  private final Work.Conv first;
  private final Work.Conv second;
  private final int batch;
  private final double[] pictures;
  private final long[] labels;
  private final double[][] p = new double[10][];
  private final double[][] g = new double[10][];

  // What forward leaves for backward: inputs of the layers, and which element each pool took.
  private double[] pooled1;
  private int[] from1;
  private int[] from2;
  private double[] flat;
  private double[] hidden1;
  private double[] hidden2;

  ReferenceLenet(List<Work.Input> inputs, long seed) {
    batch = inputs.getFirst().shape().getFirst();
    first = Work.Conv.square(batch, 1, 28, 6, 5, 1, 2, false);
    second = Work.Conv.square(batch, 6, 14, 16, 5, 1, 0, false);
    pictures = Reference.doubles(inputs, seed, 0);
    labels = Fill.labels(inputs.get(1), seed, 1);
    for (int i = 0; i < p.length; i++) {
      p[i] = Reference.doubles(inputs, seed, Work.Lenet.FIRST_PARAMETER + i);
    }
  }

  /** Logits [batch, 10]. */
  double[] logits() {
    double[] c1 = relu(convolve(first, pictures, p[0], p[1]));
    from1 = poolSources(c1, 28);
    pooled1 = take(c1, from1);
    double[] c2 = relu(convolve(second, pooled1, p[2], p[3]));
    from2 = poolSources(c2, 10);
    flat = take(c2, from2);
    hidden1 = relu(linear(flat, p[4], p[5]));
    hidden2 = relu(linear(hidden1, p[6], p[7]));
    return linear(hidden2, p[8], p[9]);
  }

  /** The mean cross-entropy; fills {@link #gradients}. */
  double lossAndBackward() {
    double[] d = logits();
    double loss = crossEntropy(d); // d becomes the gradient of the logits
    d = linearBackward(4, hidden2, d);
    d = linearBackward(3, hidden1, masked(d, hidden2));
    d = linearBackward(2, flat, masked(d, hidden1));
    double[] d2 = unpooled(masked(d, flat), from2, batch * 16 * 100);
    d = convBackward(1, second, pooled1, d2);
    double[] d1 = unpooled(masked(d, pooled1), from1, batch * 6 * 784);
    convBackward(0, first, pictures, d1);
    return loss;
  }

  /** Gradients of the ten parameters, after {@link #lossAndBackward}. */
  List<double[]> gradients() {
    return new ArrayList<>(List.of(g));
  }

  /** Moves each parameter by -step times this gradient. */
  void step(List<double[]> gradients, double step) {
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p[i].length; j++) {
        p[i][j] -= step * gradients.get(i)[j];
      }
    }
  }

  private double crossEntropy(double[] logits) {
    int classes = Work.Lenet.CLASSES;
    double loss = 0;
    for (int n = 0; n < batch; n++) {
      double sum = 0;
      for (int j = 0; j < classes; j++) {
        sum += StrictMath.exp(logits[n * classes + j]);
      }
      int label = n * classes + (int) labels[n];
      loss += (StrictMath.log(sum) - logits[label]) / batch;
      for (int j = 0; j < classes; j++) {
        logits[n * classes + j] = StrictMath.exp(logits[n * classes + j]) / sum / batch;
      }
      logits[label] -= 1.0 / batch;
    }
    return loss;
  }

  private static double[] convolve(Work.Conv c, double[] x, double[] w, double[] b) {
    ReferenceConv conv = new ReferenceConv(c);
    return each(c.outputs().getFirst(), i -> conv.output(x, w, b, i));
  }

  private double[] convBackward(int layer, Work.Conv c, double[] x, double[] d) {
    ReferenceConv conv = new ReferenceConv(c);
    g[2 * layer] = each(p[2 * layer].length, i -> conv.weightGradient(x, d, i));
    g[2 * layer + 1] = each(c.oc(), i -> conv.biasGradient(d, i));
    return each(x.length, i -> conv.inputGradient(p[2 * layer], d, i));
  }

  private static double[] linear(double[] x, double[] w, double[] b) {
    int in = w.length / b.length;
    return each(
        x.length / in * b.length,
        i -> {
          double sum = b[i % b.length];
          for (int k = 0; k < in; k++) {
            sum += x[i / b.length * in + k] * w[i % b.length * in + k];
          }
          return sum;
        });
  }

  private double[] linearBackward(int layer, double[] x, double[] d) {
    double[] w = p[2 * layer];
    int out = p[2 * layer + 1].length;
    int in = w.length / out;
    g[2 * layer] = each(w.length, i -> sum(batch, n -> d[n * out + i / in] * x[n * in + i % in]));
    g[2 * layer + 1] = each(out, i -> sum(batch, n -> d[n * out + i]));
    return each(x.length, i -> sum(out, o -> d[i / in * out + o] * w[o * in + i % in]));
  }

  /** For each output of a 2 x 2 pool over planes of this side, where its maximum sits. */
  private static int[] poolSources(double[] x, int side) {
    int half = side / 2;
    int[] from = new int[x.length / 4];
    for (int i = 0; i < from.length; i++) {
      int corner = i / (half * half) * side * side + i / half % half * 2 * side + i % half * 2;
      int best = corner;
      for (int candidate : new int[] {corner + 1, corner + side, corner + side + 1}) {
        best = x[candidate] > x[best] ? candidate : best;
      }
      from[i] = best;
    }
    return from;
  }

  private static double[] take(double[] x, int[] from) {
    return each(from.length, i -> x[from[i]]);
  }

  private static double[] unpooled(double[] d, int[] from, int size) {
    double[] spread = new double[size];
    for (int i = 0; i < d.length; i++) {
      spread[from[i]] = d[i];
    }
    return spread;
  }

  private static double[] relu(double[] x) {
    return each(x.length, i -> Math.max(x[i], 0));
  }

  /** The gradient behind a ReLU (or behind a pool of its outputs) whose output was y. */
  private static double[] masked(double[] d, double[] y) {
    return each(d.length, i -> y[i] > 0 ? d[i] : 0);
  }

  private static double[] each(int size, IntToDoubleFunction f) {
    double[] out = new double[size];
    for (int i = 0; i < size; i++) {
      out[i] = f.applyAsDouble(i);
    }
    return out;
  }

  private static double sum(int count, IntToDoubleFunction f) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += f.applyAsDouble(i);
    }
    return sum;
  }
}
