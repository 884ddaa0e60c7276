package jackhammer.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What a row's outputs are in float64, computed by plain loops that share nothing with any
 * contender; those of whole networks of vision by our own layers. Large outputs are sampled: every
 * so-manieth element, at most {@value #SAMPLES} of each output.
 */
public final class Reference {

  private static final int SAMPLES = 4096;
  private static final int SAMPLES_ELEMENTWISE = 1 << 16;

  /** Sampled elements of one output: positions in {@link Contender#result()} and their values. */
  private record Sampled(int[] at, double[] value) {}

  @FunctionalInterface
  private interface Element {
    double at(int index);
  }

  private final List<Sampled> outputs = new ArrayList<>();
  private int offset;

  private Reference() {}

  /** Computes the reference of a row. */
  public static Reference of(Work work, long seed) {
    List<Work.Input> inputs = work.inputs();
    Reference r = new Reference();
    switch (work) {
      case Work.Gemm g -> r.gemm(g, floats(inputs, seed, 0), floats(inputs, seed, 1));
      case Work.MatVec v ->
          r.gemm(
              new Work.Gemm(v.m(), v.k(), 1, false, false),
              floats(inputs, seed, 0),
              floats(inputs, seed, 1));
      case Work.Conv c -> r.conv(c, inputs, seed);
      case Work.Elementwise e -> r.elementwise(e, inputs, seed);
      case Work.Activation a -> r.activation(a, floats(inputs, seed, 0), floats(inputs, seed, 1));
      case Work.Softmax s -> r.softmax(s, floats(inputs, seed, 0));
      case Work.AdamStep a -> {
        double[] p = doubles(inputs, seed, 0);
        double[] g = doubles(inputs, seed, 1);
        // The averages of the first step, corrected, are the gradient and its magnitude.
        r.sample(p.length, SAMPLES_ELEMENTWISE, i -> p[i] - 1e-3 * g[i] / (Math.abs(g[i]) + 1e-8));
      }
      case Work.Norm n -> ReferenceNorm.add(n, inputs, seed, r::all);
      case Work.Recurrent n -> ReferenceRecurrent.add(n, inputs, seed, r::all);
      case SequenceWork s -> ReferenceSequences.add(s, inputs, seed, r::all);
      case Work.Pool p -> r.pool(p, floats(inputs, seed, 0));
      case Work.LenetInfer l -> r.all(new ReferenceLenet(l.inputs(), seed).logits());
      case Work.LenetTrain l -> {
        ReferenceLenet net = new ReferenceLenet(l.inputs(), seed);
        r.all(new double[] {net.lossAndBackward()});
        net.gradients().forEach(r::all);
      }
      case Work.Step s -> ReferenceStep.add(s, seed, r::all);
    }
    return r;
  }

  /**
   * The relative error of a contender's result: for each output the norm of the difference over the
   * norm of the reference, and of these the largest.
   */
  public double error(float[] result) {
    double worst = 0;
    for (Sampled s : outputs) {
      double difference = 0;
      double norm = 0;
      for (int i = 0; i < s.at.length; i++) {
        double d = result[s.at[i]] - s.value[i];
        difference += d * d;
        norm += s.value[i] * s.value[i];
      }
      double error = Math.sqrt(difference / norm);
      worst = error > worst || Double.isNaN(error) ? error : worst;
    }
    return worst;
  }

  private void sample(int size, int samples, Element element) {
    // An odd step visits all residues, so that samples do not sit in one column of a power-of-two
    // shape.
    int step = Math.max(1, size / samples) | 1;
    int count = (size + step - 1) / step;
    int[] at = new int[count];
    double[] value = new double[count];
    for (int i = 0; i < count; i++) {
      at[i] = offset + i * step;
      value[i] = element.at(i * step);
    }
    outputs.add(new Sampled(at, value));
    offset += size;
  }

  private void all(double[] values) {
    sample(values.length, values.length, i -> values[i]);
  }

  private void gemm(Work.Gemm g, float[] a, float[] b) {
    sample(
        g.m() * g.n(),
        SAMPLES,
        index -> {
          int row = index / g.n();
          int column = index % g.n();
          double sum = 0;
          for (int k = 0; k < g.k(); k++) {
            double x = a[g.leftTurned() ? k * g.m() + row : row * g.k() + k];
            double y = b[g.rightTurned() ? column * g.k() + k : k * g.n() + column];
            sum += x * y;
          }
          return sum;
        });
  }

  private void conv(Work.Conv c, List<Work.Input> inputs, long seed) {
    double[] x = doubles(inputs, seed, 0);
    double[] w = doubles(inputs, seed, 1);
    double[] b = doubles(inputs, seed, 2);
    List<Integer> sizes = c.outputs();
    ReferenceConv conv = new ReferenceConv(c);
    sample(sizes.get(0), SAMPLES, i -> conv.output(x, w, b, i));
    if (c.backward()) {
      double[] g = doubles(inputs, seed, 3);
      sample(sizes.get(1), SAMPLES, i -> conv.inputGradient(w, g, i));
      sample(sizes.get(2), SAMPLES / 8, i -> conv.weightGradient(x, g, i));
      sample(sizes.get(3), SAMPLES, i -> conv.biasGradient(g, i));
    }
  }

  private void elementwise(Work.Elementwise e, List<Work.Input> inputs, long seed) {
    float[] x = floats(inputs, seed, 0);
    Element element =
        switch (e.op()) {
          case "add" -> {
            float[] y = floats(inputs, seed, 1);
            yield i -> (double) x[i] + y[i];
          }
          case "relu" -> i -> Math.max(x[i], 0.0);
          case "tanh" -> i -> StrictMath.tanh(x[i]);
          case "exp", "exp64" -> i -> StrictMath.exp(x[i]);
          case "silu", "gelu", "leaky relu" -> i -> ReferenceActivation.value(e.op(), x[i]);
          case "sum" -> {
            double sum = 0;
            for (float v : x) {
              sum += v;
            }
            double total = sum;
            yield i -> total;
          }
          default -> throw new IllegalArgumentException("no element-wise operation " + e.op());
        };
    sample(e.outputs().getFirst(), SAMPLES_ELEMENTWISE, element);
  }

  private void activation(Work.Activation a, float[] x, float[] g) {
    sample(x.length, SAMPLES_ELEMENTWISE, i -> ReferenceActivation.value(a.op(), x[i]));
    sample(x.length, SAMPLES_ELEMENTWISE, i -> g[i] * ReferenceActivation.slope(a.op(), x[i]));
  }

  /** The error function by its series of positive terms, for small numbers. */
  static double erf(double z) {
    double term = z;
    double sum = 0;
    for (int n = 1; n < 200; n++) {
      sum += term;
      term *= 2 * z * z / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-z * z) * sum;
  }

  private void softmax(Work.Softmax s, float[] x) {
    double[] denominators = new double[s.rows()];
    for (int i = 0; i < x.length; i++) {
      denominators[i / s.columns()] += StrictMath.exp(x[i]);
    }
    sample(
        x.length,
        SAMPLES_ELEMENTWISE,
        i -> {
          double denominator = denominators[i / s.columns()];
          return s.log() ? x[i] - StrictMath.log(denominator) : StrictMath.exp(x[i]) / denominator;
        });
  }

  private void pool(Work.Pool p, float[] x) {
    List<Integer> out = p.out();
    int cells = p.in().stream().reduce(1, Math::multiplyExact);
    int places = out.stream().reduce(1, Math::multiplyExact);
    sample(
        p.outputs().getFirst(),
        SAMPLES_ELEMENTWISE,
        index -> {
          int dims = out.size();
          int[] from = new int[dims];
          int[] to = new int[dims];
          for (int d = dims - 1, rest = index % places; d >= 0; rest /= out.get(d), d--) {
            int i = rest % out.get(d);
            int in = p.in().get(d);
            boolean adaptive = p.op().equals("adaptive");
            int begin = adaptive ? i * in / p.size() : i * p.stride() - p.pad();
            int end = adaptive ? ((i + 1) * in + p.size() - 1) / p.size() : begin + p.size();
            from[d] = Math.max(begin, 0);
            to[d] = Math.min(end, in);
          }
          double max = Double.NEGATIVE_INFINITY;
          double sum = 0;
          int count = 0;
          // Two dimensions are three of which the first has one cell.
          boolean flat = dims == 2;
          for (int z = flat ? 0 : from[0]; z < (flat ? 1 : to[0]); z++) {
            for (int y = from[dims - 2]; y < to[dims - 2]; y++) {
              for (int v = from[dims - 1]; v < to[dims - 1]; v++) {
                int row = z * p.in().get(dims - 2) + y;
                double cell = x[index / places * cells + row * p.in().get(dims - 1) + v];
                max = Math.max(max, cell);
                sum += cell;
                count++;
              }
            }
          }
          return p.op().equals("max") ? max : sum / count;
        });
  }

  private static float[] floats(List<Work.Input> inputs, long seed, int number) {
    return Fill.floats(inputs.get(number), seed, number);
  }

  static double[] doubles(List<Work.Input> inputs, long seed, int number) {
    float[] values = floats(inputs, seed, number);
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return copy;
  }
}
