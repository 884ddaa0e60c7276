package jackhammer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The float64 reference against finite differences and hand-made values. */
class ReferenceTest {

  private static final long SEED = 3;

  @Test
  void aResultRoundedToFloat32IsWithinHalfAnUlpAndAWrongOneIsSeen() {
    Work.Gemm one =
        new Work.Gemm(3, 1, 4, false, false); // with k = 1 the product of two floats, rounded once
    float[] a = Fill.floats(one.inputs().get(0), SEED, 0);
    float[] b = Fill.floats(one.inputs().get(1), SEED, 1);
    float[] c = new float[12];
    for (int i = 0; i < 12; i++) {
      c[i] = a[i / 4] * b[i % 4];
    }
    Reference reference = Reference.of(one, SEED);
    assertThat(reference.error(c)).isBetween(0.0, 0x1p-24);
    c[5] += 1;
    assertThat(reference.error(c)).isGreaterThan(0.1);
    c[5] = Float.NaN;
    assertThat(reference.error(c)).isNaN();
  }

  /** Windows that overlap and end at the edge, written out by hand. */
  @Test
  void poolsSeeTheirWindows() {
    Work.Pool adaptive = new Work.Pool("adaptive", 1, 1, List.of(3, 5), 2, 0, 0);
    float[] x = Fill.floats(adaptive.inputs().getFirst(), SEED, 0);
    int[][] windows = {{0, 1, 0, 2}, {0, 1, 2, 4}, {1, 2, 0, 2}, {1, 2, 2, 4}};
    float[] y = new float[4];
    for (int i = 0; i < 4; i++) {
      for (int row = windows[i][0]; row <= windows[i][1]; row++) {
        for (int column = windows[i][2]; column <= windows[i][3]; column++) {
          y[i] += x[row * 5 + column] / 6;
        }
      }
    }
    assertThat(Reference.of(adaptive, SEED).error(y)).isLessThan(1e-6);
    y[3] += 0.1f;
    assertThat(Reference.of(adaptive, SEED).error(y)).isGreaterThan(1e-3);

    Work.Pool max = new Work.Pool("max", 1, 1, List.of(3, 5), 3, 2, 1);
    float[] m = {
      Math.max(Math.max(x[0], x[1]), Math.max(x[5], x[6])),
      IntStream.of(1, 2, 3, 6, 7, 8).mapToObj(i -> x[i]).max(Float::compare).orElseThrow(),
      Math.max(Math.max(x[3], x[4]), Math.max(x[8], x[9])),
      Math.max(Math.max(x[5], x[6]), Math.max(x[10], x[11])),
      IntStream.of(6, 7, 8, 11, 12, 13).mapToObj(i -> x[i]).max(Float::compare).orElseThrow(),
      Math.max(Math.max(x[8], x[9]), Math.max(x[13], x[14]))
    };
    assertThat(max.out()).containsExactly(2, 3);
    assertThat(Reference.of(max, SEED).error(m)).isZero();
  }

  private static Stream<Work.Conv> convolutions() {
    return Stream.of(
        new Work.Conv(2, 2, List.of(5, 6), 3, List.of(3, 3), 2, 1, 1, false, true),
        new Work.Conv(2, 4, List.of(7), 6, List.of(3), 1, 1, 2, false, true),
        new Work.Conv(1, 2, List.of(3, 4, 3), 2, List.of(2, 3, 2), 1, 1, 1, false, true),
        new Work.Conv(2, 2, List.of(3, 2), 3, List.of(4, 3), 2, 1, 1, true, true),
        new Work.Conv(1, 4, List.of(3, 2), 6, List.of(2, 3), 1, 0, 2, true, true));
  }

  /** A transposed convolution spreads each cell over a window of the output. */
  @Test
  void transposedConvolutionAddsUpItsWindows() {
    Work.Conv c = new Work.Conv(1, 1, List.of(2), 1, List.of(3), 2, 0, 1, true, false);
    double[] x = {2, 3};
    double[] w = {10, 20, 30};
    ReferenceConv conv = new ReferenceConv(c);
    double[] y = IntStream.range(0, 5).mapToDouble(i -> conv.output(x, w, null, i)).toArray();
    assertThat(c.out()).containsExactly(5);
    assertThat(y).containsExactly(20, 40, 60 + 30, 60, 90);
  }

  /** Each gradient of a convolution against differences of its output. */
  @ParameterizedTest
  @MethodSource("convolutions")
  void gradientsOfTheConvolutionAreItsDerivatives(Work.Conv c) {
    ReferenceConv conv = new ReferenceConv(c);
    double[][] in = new double[4][];
    for (int i = 0; i < 4; i++) {
      in[i] = Reference.doubles(c.inputs(), SEED, i);
    }
    for (int i = 0; i < in[0].length; i++) {
      assertThat(conv.inputGradient(in[1], in[3], i))
          .isCloseTo(derivative(c, in, 0, i), within(1e-7));
    }
    for (int i = 0; i < in[1].length; i++) {
      assertThat(conv.weightGradient(in[0], in[3], i))
          .isCloseTo(derivative(c, in, 1, i), within(1e-7));
    }
    for (int i = 0; i < in[2].length; i++) {
      assertThat(conv.biasGradient(in[3], i)).isCloseTo(derivative(c, in, 2, i), within(1e-7));
    }
  }

  /** d/d(in[which][at]) of sum(y * in[3]). */
  private static double derivative(Work.Conv c, double[][] in, int which, int at) {
    double h = 1e-3; // the function is linear in each argument: no truncation error
    double x = in[which][at];
    in[which][at] = x + h;
    double above = weighted(c, in);
    in[which][at] = x - h;
    double below = weighted(c, in);
    in[which][at] = x;
    return (above - below) / (2 * h);
  }

  private static double weighted(Work.Conv c, double[][] in) {
    ReferenceConv conv = new ReferenceConv(c);
    double sum = 0;
    for (int i = 0; i < in[3].length; i++) {
      sum += conv.output(in[0], in[1], in[2], i) * in[3][i];
    }
    return sum;
  }

  private static Stream<Work.Recurrent> recurrent() {
    return Stream.of("rnn", "lstm", "gru")
        .flatMap(
            op ->
                Stream.of(
                    new Work.Recurrent(op, 3, 2, 2, 3, 1, false, false, true),
                    new Work.Recurrent(op, 4, 3, 2, 2, 2, true, true, true)));
  }

  /** Each gradient of a recurrent layer against differences of its output. */
  @ParameterizedTest
  @MethodSource("recurrent")
  void gradientsOfARecurrentLayerAreItsDerivatives(Work.Recurrent w) {
    int n = w.inputs().size();
    double[][] in = new double[n][];
    for (int i = 0; i < n; i++) {
      in[i] = Reference.doubles(w.inputs(), SEED, i);
    }
    List<double[]> results = ReferenceRecurrent.of(w, in);
    assertThat(results.stream().map(r -> r.length)).isEqualTo(w.outputs());
    double h = 1e-5;
    for (int i = 0; i < n - 1; i++) {
      for (int j = 0; j < in[i].length; j++) {
        double x = in[i][j];
        in[i][j] = x + h;
        double above = weighted(w, in);
        in[i][j] = x - h;
        double below = weighted(w, in);
        in[i][j] = x;
        assertThat(results.get(i + 1)[j])
            .as("input %d, element %d", i, j)
            .isCloseTo((above - below) / (2 * h), within(1e-8));
      }
    }
  }

  private static double weighted(Work.Recurrent w, double[][] in) {
    double[] y = ReferenceRecurrent.of(w, in).getFirst();
    double[] g = in[in.length - 1];
    return IntStream.range(0, y.length).mapToDouble(i -> y[i] * g[i]).sum();
  }

  private static Stream<SequenceWork> sequences() {
    return Stream.of(
        new SequenceWork.Embedding(5, 3, 7, true),
        new SequenceWork.Attention(2, 2, 3, 2, false, true),
        new SequenceWork.Attention(1, 2, 4, 3, true, true),
        new SequenceWork.MultiHead(3, 2, 4, 2, true),
        new SequenceWork.Ctc(5, 2, 4, 2, true),
        new SequenceWork.Text("lstm", 5, 3, 2, 2, true, false, 3, 2, 3, true),
        new SequenceWork.Text("gru", 5, 2, 3, 1, false, true, 4, 2, 3, true));
  }

  /** Each gradient of work on sequences against differences of its first output. */
  @ParameterizedTest
  @MethodSource("sequences")
  void gradientsOfSequencesAreDerivatives(SequenceWork w) {
    List<Work.Input> inputs = w.inputs();
    double[][] in = new double[inputs.size()][];
    for (int i = 0; i < in.length; i++) {
      in[i] =
          inputs.get(i).classes() == 0
              ? Reference.doubles(inputs, SEED, i)
              : LongStream.of(Fill.labels(inputs.get(i), SEED, i)).asDoubleStream().toArray();
    }
    List<double[]> results = ReferenceSequences.of(w, in);
    assertThat(results.stream().map(r -> r.length)).isEqualTo(w.outputs());
    boolean isText = w instanceof SequenceWork.Text;
    int first = isText ? SequenceWork.Text.FIRST_PARAMETER : 0;
    double[] g = isText ? new double[] {1} : in[results.size() - 1];
    double h = 1e-5;
    for (int k = 1; k < results.size(); k++) {
      double[] leaf = in[first + k - 1];
      for (int j = 0; j < leaf.length; j++) {
        double x = leaf[j];
        leaf[j] = x + h;
        double above = weighted(w, in, g);
        leaf[j] = x - h;
        double below = weighted(w, in, g);
        leaf[j] = x;
        assertThat(results.get(k)[j])
            .as("gradient %d, element %d", k, j)
            .isCloseTo((above - below) / (2 * h), within(1e-8));
      }
    }
  }

  private static double weighted(SequenceWork w, double[][] in, double[] g) {
    double[] y = ReferenceSequences.of(w, in).getFirst();
    return IntStream.range(0, y.length).mapToDouble(i -> y[i] * g[i]).sum();
  }

  /** All ways to say one label in three steps, added up. */
  @Test
  void theLossOfALabelCountsAllWaysToSayIt() {
    SequenceWork.Ctc one = new SequenceWork.Ctc(3, 1, 3, 1, false);
    double[] x = {0.3, -1, 2, 0.7, 0.1, -0.4, 1.5, 0.2, -2};
    double[][] p = new double[3][3];
    for (int t = 0; t < 3; t++) {
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        p[t][c] = Math.exp(x[3 * t + c]);
        sum += p[t][c];
      }
      for (int c = 0; c < 3; c++) {
        p[t][c] /= sum;
      }
    }
    // The label is class 2, a blank 0: its steps lie side by side.
    double total =
        p[0][2] * p[1][0] * p[2][0]
            + p[0][0] * p[1][2] * p[2][0]
            + p[0][0] * p[1][0] * p[2][2]
            + p[0][2] * p[1][2] * p[2][0]
            + p[0][0] * p[1][2] * p[2][2]
            + p[0][2] * p[1][2] * p[2][2];
    double[] loss = ReferenceSequences.of(one, new double[][] {x, {1}}).getFirst();
    assertThat(loss[0]).isCloseTo(-Math.log(total), within(1e-12));
  }

  /** Gradient descent along the computed gradient lowers the loss by about its squared norm. */
  @Test
  void gradientOfTheNetworkPointsUphill() {
    List<Work.Input> inputs = new Work.LenetTrain(2).inputs();
    ReferenceLenet net = new ReferenceLenet(inputs, SEED);
    double loss = net.lossAndBackward();
    List<double[]> gradients = new ArrayList<>(net.gradients());
    double squares = 0;
    for (double[] g : gradients) {
      for (double d : g) {
        squares += d * d;
      }
    }
    double step = 1e-6;
    net.step(gradients, step);
    double expected = loss - step * squares;
    assertThat(net.lossAndBackward()).isCloseTo(expected, within(1e-4 * step * squares));
    assertThat(loss).isCloseTo(Math.log(10), within(0.5));
  }
}
