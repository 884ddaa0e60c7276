package jackhammer.nn;

import static jackhammer.Tensor.randn;
import static jackhammer.Tensor.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Jackhammer;
import jackhammer.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the row of {@link AdaptiveLogSoftmaxWithLoss} does not say. */
class AdaptiveSoftmaxTest {
  private final Tensor x;
  private final AdaptiveLogSoftmaxWithLoss softmax;

  AdaptiveSoftmaxTest() {
    Jackhammer.manualSeed(0);
    x = randn(50, 16);
    softmax = new AdaptiveLogSoftmaxWithLoss(16, 11, new int[] {2, 5}, o -> o.divValue(2));
  }

  @BeforeEach
  void manyRowsOfEveryKind() {
    assertThat(softmax.predict(x).ge(2L).any().itemBoolean()).isTrue();
    assertThat(softmax.predict(x).lt(2L).any().itemBoolean()).isTrue();
  }

  @Test
  void theProbabilitiesOfAllClassesAddUpToOne() {
    double[] sums = softmax.logProb(x).exp().sum(1).toDoubleArray();
    for (double sum : sums) {
      assertThat(sum).isCloseTo(1, Offset.offset(1e-5));
    }
  }

  @Test
  void eachTargetHasItsLogProbability() {
    Tensor all = softmax.logProb(x);
    for (long c = 0; c < 11; c++) {
      AdaptiveLogSoftmaxWithLoss.Output r = softmax.call(x, Tensor.full(jackhammer.Size.of(50), c));
      assertThat(r.output().sub(all.select(1, c)).abs().max().item()).isLessThan(1e-5);
      assertThat(r.loss().item()).isCloseTo(-r.output().mean().item(), Offset.offset(1e-6));
    }
  }

  /**
   * What the head puts into the short list stays there; the others have the best of all classes.
   */
  @Test
  void predictIsTheBestClass() {
    long[] best = softmax.predict(x).toLongArray();
    long[] ofAll = softmax.logProb(x).argmax(1).toLongArray();
    for (int i = 0; i < best.length; i++) {
      assertThat(best[i] < 2 || best[i] == ofAll[i]).as("row " + i).isTrue();
      assertThat(ofAll[i] >= 2 || best[i] < 2 || best[i] == ofAll[i]).isTrue();
    }
  }

  @Test
  void theResultPrintsAsInPyTorch() {
    AdaptiveLogSoftmaxWithLoss.Output r = softmax.call(x.narrow(0, 0, 1), tensor(new long[] {1}));
    assertThat(r.toString()).startsWith("_ASMoutput(output=tensor([").contains(", loss=tensor(");
  }
}
