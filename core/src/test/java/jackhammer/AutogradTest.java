package jackhammer;

import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The rules of the graph; the numbers of each op's gradient are checked by the op suite. */
class AutogradTest {

  private static Tensor leaf(double... values) {
    return tensor(values).requiresGrad_();
  }

  @Test
  void gradientsAccumulateUntilTheyAreDropped() {
    Tensor x = leaf(1, 2, 3);
    x.mul(x).sum().backward();
    assertThat(x.grad()).hasToString("tensor([2., 4., 6.])");
    x.mul(3).sum().backward();
    assertThat(x.grad()).hasToString("tensor([5., 7., 9.])");
    x.grad(null);
    assertThat(x.grad()).isNull();
  }

  @Test
  void resultsPrintTheirGradFn() {
    assertThat(ones(2).requiresGrad_().mul(2))
        .hasToString("tensor([2., 2.], grad_fn=<MulBackward0>)");
    assertThat(ones(2).requiresGrad_()).hasToString("tensor([1., 1.], requires_grad=True)");
  }

  @Test
  void twoLeavesThatReceiveOneGradientDoNotShareIt() {
    Tensor a = leaf(1, 1);
    Tensor b = leaf(2, 2);
    a.add(b).sum().backward();
    a.grad().zero_();
    assertThat(b.grad()).hasToString("tensor([1., 1.])");
  }

  /**
   * The gradient for [2] is a view of the one for [1, 2]; what is added to it later is not for
   * both.
   */
  @Test
  void aGradientBroughtToTheSizeOfItsInputIsNotSharedEither() {
    Tensor a = leaf(1, 2);
    Tensor b = tensor(new double[][] {{3, 4}}).requiresGrad_();
    Tensor x = a.mul(1);
    Tensor y = b.mul(1);
    Tensor earlier = x.mul(10);
    Tensor later = x.add(y).mul(2);
    earlier.sum().add(later.sum()).backward();
    assertThat(a.grad()).hasToString("tensor([12., 12.])");
    assertThat(b.grad()).hasToString("tensor([[2., 2.]])");
  }

  @Test
  void theExpandedGradientOfASumCanBeAddedTo() {
    Tensor x = ones(2, 3).requiresGrad_();
    Tensor y = x.mul(1);
    Tensor earlier = y.mul(2).sum();
    y.sum(1).neg().sum().add(earlier).backward();
    assertThat(x.grad()).hasToString("tensor([[1., 1., 1.],\n        [1., 1., 1.]])");
  }

  @Test
  void aSecondBackwardNeedsTheGraphToBeKept() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(x).sum();
    y.backward(null, o -> o.retainGraph(true));
    y.backward();
    assertThat(x.grad()).hasToString("tensor([4., 8.])");
    assertThatThrownBy(y::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("second time")
        .hasMessageContaining("retainGraph(true)");
  }

  @Test
  void aSavedTensorThatWasChangedInPlaceIsRefused() {
    Tensor x = leaf(1, 2);
    Tensor y = x.exp();
    Tensor z = y.sum();
    y.add_(1);
    assertThatThrownBy(z::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ExpBackward0")
        .hasMessageContaining("changed in place");
  }

  @Test
  void changesInPlaceAreDifferentiated() {
    Tensor x = leaf(1, 2, 3);
    Tensor y = x.mul(2);
    y.mul_(x);
    y.sum().backward();
    assertThat(x.grad()).hasToString("tensor([ 4.,  8., 12.])");
  }

  @Test
  void aChangeOfAViewReachesItsBase() {
    Tensor x = leaf(1, 2, 3);
    Tensor y = x.mul(2);
    y.select(0, 1).mul_(10);
    assertThat(y).hasToString("tensor([ 2., 40.,  6.], grad_fn=<CopySlices>)");
    y.sum().backward();
    assertThat(x.grad()).hasToString("tensor([ 2., 20.,  2.])");
  }

  @Test
  void aChangeOfTheBaseReachesItsViews() {
    Tensor x = leaf(1, 2, 3);
    Tensor y = x.mul(2);
    Tensor v = y.select(0, 1);
    y.mul_(3);
    v.backward();
    assertThat(x.grad()).hasToString("tensor([0., 6., 0.])");
  }

  @Test
  void leavesAreNotChangedInPlace() {
    Tensor x = leaf(1, 2);
    assertThatThrownBy(() -> x.add_(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("add_: a leaf tensor that requires grad");
    assertThatThrownBy(() -> x.select(0, 0).zero_())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("view of a leaf");
    Autograd.noGrad(() -> x.add_(1));
    assertThat(x).hasToString("tensor([2., 3.], requires_grad=True)");
    Tensor reshaped = arange(6.0).reshape(2, 3).requiresGrad_();
    assertThatThrownBy(() -> reshaped.select(0, 0).zero_())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("view of a leaf");
  }

  @Test
  void gradientsOfGradients() {
    Tensor x = leaf(2);
    Tensor y = x.pow(3).sum();
    Tensor dx =
        Autograd.grad(new Tensor[] {y}, new Tensor[] {x}, null, o -> o.createGraph(true))[0];
    assertThat(dx.item()).isEqualTo(12);
    assertThat(Autograd.grad(dx.sum(), x)[0].item()).isEqualTo(12);
  }

  @Test
  void gradLeavesTheLeavesAlone() {
    Tensor x = leaf(2);
    Tensor unused = leaf(1);
    Tensor y = x.mul(x).sum();
    assertThatThrownBy(
            () ->
                Autograd.grad(
                    new Tensor[] {y}, new Tensor[] {unused}, null, o -> o.retainGraph(true)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("allowUnused(true)");
    Tensor[] found =
        Autograd.grad(new Tensor[] {y}, new Tensor[] {x, unused}, null, o -> o.allowUnused(true));
    assertThat(found[0].item()).isEqualTo(4);
    assertThat(found[1]).isNull();
    assertThat(x.grad()).isNull();
  }

  @Test
  void onlyTheNamedInputsReceiveAGradient() {
    Tensor a = leaf(1);
    Tensor b = leaf(2);
    a.mul(b).sum().backward(null, o -> o.inputs(b));
    assertThat(a.grad()).isNull();
    assertThat(b.grad().item()).isEqualTo(1);
  }

  @Test
  void aLongChainDoesNotOverflowTheStack() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 100_000; i++) {
      y = y.add(1);
    }
    y.backward();
    assertThat(x.grad().item()).isEqualTo(1);
  }

  @Test
  void hooksSeeAndReplaceGradients() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3);
    Runnable remove = y.registerHook(g -> g.mul(2));
    y.sum().backward(null, o -> o.retainGraph(true));
    assertThat(x.grad()).hasToString("tensor([6., 6.])");
    remove.run();
    x.grad(null);
    y.sum().backward();
    assertThat(x.grad()).hasToString("tensor([3., 3.])");
  }

  @Test
  void retainedGradients() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3).retainGrad();
    y.mul(y).sum().backward();
    assertThat(y.grad()).hasToString("tensor([ 6., 12.])");
    assertThat(x.grad()).hasToString("tensor([18., 36.])");
  }

  @Test
  void broadcastOperandsReceiveTheSum() {
    Tensor a = ones(2, 3).requiresGrad_();
    Tensor b = ones(3).requiresGrad_();
    a.mul(b).sum().backward();
    assertThat(b.grad()).hasToString("tensor([2., 2., 2.])");
  }

  @Test
  void nothingIsRecordedWithoutGrad() {
    Tensor x = leaf(1);
    assertThat(Autograd.noGrad(() -> x.mul(2)).requiresGrad()).isFalse();
    assertThat(Autograd.noGrad(() -> Autograd.enableGrad(() -> x.mul(2))).requiresGrad()).isTrue();
    Tensor made = Autograd.inferenceMode(() -> x.mul(2));
    assertThat(made.isInference()).isTrue();
    assertThatThrownBy(() -> x.mul(made))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inference mode");
  }

  @Test
  void anomalyModeNamesTheOpAndTheCall() {
    Tensor x = leaf(0);
    assertThatThrownBy(() -> Autograd.detectAnomaly(() -> x.mul(0).sqrt().mul(0).sum().backward()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SqrtBackward0 returned NaN")
        .hasMessageContaining("AutogradTest");
  }

  @Test
  void backwardOfManyElementsNamesTheSize() {
    assertThatThrownBy(() -> leaf(1, 2).mul(2).backward())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("torch.Size([2])");
    assertThatThrownBy(() -> zeros(2).sum().backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not require a gradient");
    assertThatThrownBy(() -> zeros(size(2), o -> o.dtype(DType.INT64)).requiresGrad_())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("floating-point");
  }

  @Test
  void partsOfAViewAreZeroOutside() {
    Tensor x = arange(6.0).reshape(2, 3).requiresGrad_();
    x.transpose(0, 1).narrow(0, 1, 2).select(1, 0).sum().backward();
    assertThat(x.grad()).hasToString("tensor([[0., 1., 1.],\n        [0., 0., 0.]])");
  }

  @Test
  void anExponentKeepsAllItsBitsInTheGradientOfFloat64() {
    Tensor x = Tensor.full(size(1), 0.125).to(DType.FLOAT64).requiresGrad_();
    x.pow(1 / 3.0).sum().backward();
    double exact = 1 / 3.0 * StrictMath.pow(0.125, 1 / 3.0 - 1);
    assertThat(x.grad().item())
        .isCloseTo(exact, org.assertj.core.data.Percentage.withPercentage(1e-12));
  }
}
