package jackhammer.nn;

import static jackhammer.Tensor.randn;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The gradient of {@link CTCLoss} is that of log-probabilities out of a log-softmax, so that it is
 * compared with differences together with one; and the loss with all alignments, one by one.
 */
class CtcTest {
  private static final Tensor TARGETS = tensor(new long[][] {{1, 1, 2}, {3, 2, 0}, {0, 0, 0}});
  private static final Tensor STEPS = tensor(6, 4, 5);
  private static final Tensor LENGTHS = tensor(3, 2, 0);

  @BeforeEach
  void sameNumbers() {
    Jackhammer.manualSeed(0);
  }

  private static Tensor[] losses(Tensor[] x, String reduction, boolean zeroInfinity) {
    return new Tensor[] {
      F.ctcLoss(
          x[0].logSoftmax(2),
          TARGETS,
          STEPS,
          LENGTHS,
          o -> o.reduction(reduction).zeroInfinity(zeroInfinity))
    };
  }

  @Test
  void gradientsAndTheirGradientsAreThoseOfDifferences() {
    for (String reduction : new String[] {"none", "mean", "sum"}) {
      for (boolean zeroInfinity : new boolean[] {false, true}) {
        Tensor x = randn(size(6, 3, 4), o -> o.dtype(DType.FLOAT64)).requiresGrad_();
        Autograd.gradcheck(in -> losses(in, reduction, zeroInfinity), x);
        Autograd.gradgradcheck(in -> losses(in, reduction, zeroInfinity), x);
      }
    }
  }

  /** Every path of 4 steps over 3 classes that becomes the target. */
  @Test
  void theLossCountsEveryAlignment() {
    Tensor logs = randn(size(4, 1, 3), o -> o.dtype(DType.FLOAT64)).logSoftmax(2);
    double[][][] p = new double[4][1][3];
    for (int t = 0; t < 4; t++) {
      p[t][0] = logs.select(0, t).select(0, 0).exp().toDoubleArray();
    }
    for (long[] target : new long[][] {{}, {1}, {1, 2}, {2, 2}, {1, 1, 1}, {1, 2, 1, 2}}) {
      double sum = 0;
      for (int path = 0; path < 81; path++) {
        double product = 1;
        StringBuilder word = new StringBuilder();
        int before = 0;
        for (int t = 0, rest = path; t < 4; t++, rest /= 3) {
          int c = rest % 3;
          product *= p[t][0][c];
          if (c != 0 && c != before) {
            word.append(c);
          }
          before = c;
        }
        StringBuilder wanted = new StringBuilder();
        for (long c : target) {
          wanted.append(c);
        }
        sum += word.compareTo(wanted) == 0 ? product : 0;
      }
      Tensor classes = Tensor.zeros(size(1, target.length), o -> o.dtype(DType.INT64));
      for (int j = 0; j < target.length; j++) {
        classes.select(1, j).fill_(target[j]);
      }
      double loss =
          F.ctcLoss(logs, classes, tensor(new long[] {4}), tensor(new long[] {target.length}))
              .item();
      double expected = -Math.log(sum) / Math.max(1, target.length);
      assertThat(loss).isCloseTo(expected, Offset.offset(1e-12));
    }
  }

  @Test
  void veryUnlikelyTargetsStayFinite() {
    Tensor x = Tensor.zeros(size(50, 1, 3), o -> o.dtype(DType.FLOAT32));
    x.select(2, 0).fill_(900.0);
    Tensor logs = x.logSoftmax(2).requiresGrad_();
    Tensor loss =
        F.ctcLoss(
            logs, tensor(new long[][] {{1, 2}}), tensor(new long[] {50}), tensor(new long[] {2}));
    assertThat(loss.item()).isCloseTo(900 - Math.log(50 * 49 / 2) / 2, Offset.offset(1e-3));
    loss.backward();
    assertThat(logs.grad().isfinite().all().itemBoolean()).isTrue();
  }
}
