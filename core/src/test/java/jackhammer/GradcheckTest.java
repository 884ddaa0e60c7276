package jackhammer;

import static jackhammer.Tensor.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The checks of gradients themselves: they pass what is right, and say what is wrong. */
class GradcheckTest {

  private static Tensor leaf(double... values) {
    return tensor(values, o -> o.dtype(DType.FLOAT64)).requiresGrad_();
  }

  /** x cubed, with a backward to choose: from upstream gradient times x. */
  private static final class Cube extends Autograd.Function {
    private final UnaryOperator<Tensor> ofX;

    Cube(UnaryOperator<Tensor> ofX) {
      this.ofX = ofX;
    }

    @Override
    protected Tensor[] forward(Context ctx, Tensor[] inputs) {
      ctx.saveForBackward(inputs[0]);
      return new Tensor[] {inputs[0].pow(3)};
    }

    @Override
    protected Tensor[] backward(Context ctx, Tensor[] gradOutputs) {
      return new Tensor[] {gradOutputs[0].mul(ofX.apply(ctx.saved(0)))};
    }
  }

  private static Tensor cube(UnaryOperator<Tensor> derivative, Tensor x) {
    return new Cube(derivative).apply(x);
  }

  @Test
  void whatIsRightPasses() {
    Tensor x = leaf(1, -2, 0.5);
    assertThat(Autograd.gradcheck(in -> cube(v -> v.square().mul(3), in[0]), x)).isTrue();
    assertThat(Autograd.gradgradcheck(in -> cube(v -> v.square().mul(3), in[0]), x)).isTrue();
  }

  @Test
  void aWrongFactorIsFound() {
    assertThatThrownBy(
            () -> Autograd.gradcheck(in -> cube(v -> v.square().mul(2), in[0]), leaf(1, -2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "gradcheck: the gradient of element [0] of output 0 for element [0] of input 0 is 2.0,"
                + " but differences give 2.99")
        .hasMessageContaining("atol 1.0E-5, rtol 0.001")
        .hasMessageContaining("output of ");
  }

  @Test
  void oneWrongElementOfManyIsFound() {
    UnaryOperator<Tensor> almost =
        v -> v.square().mul(3).mul(tensor(new double[] {1, 1, 1.01}, o -> o.dtype(DType.FLOAT64)));
    assertThatThrownBy(() -> Autograd.gradcheck(in -> cube(almost, in[0]), leaf(1, -2, 3)))
        .hasMessageContaining("element [2] of output 0 for element [2] of input 0 is 27.27");
  }

  @Test
  void aMissingGradientIsFound() {
    Tensor a = leaf(1, 2);
    Tensor b = leaf(3, 4);
    assertThatThrownBy(() -> Autograd.gradcheck(in -> in[0].mul(in[1].detach()), a, b))
        .hasMessageContaining("for element [0] of input 1 is 0.0, but differences give 1.0");
  }

  /** The value does not move where the gradient says that it does. */
  @Test
  void aGradientOfAConstantIsFound() {
    assertThatThrownBy(() -> Autograd.gradcheck(in -> cube(v -> v.square().add(1), in[0]), leaf(0)))
        .hasMessageContaining("is 1.0, but differences give ");
  }

  @Test
  void theWrongOutputIsNamed() {
    assertThatThrownBy(
            () ->
                Autograd.gradcheck(
                    in -> new Tensor[] {in[0].mul(2), cube(v -> v.square(), in[0])}, leaf(1, 2)))
        .hasMessageContaining("of output 1 for");
  }

  /** Right values, but the second time nothing is recorded. */
  @Test
  void aBackwardThatCannotBeDifferentiatedIsFoundByTheSecondCheckOnly() {
    UnaryOperator<Tensor> constant = v -> v.detach().square().mul(3);
    Tensor x = leaf(1, -2);
    assertThat(Autograd.gradcheck(in -> cube(constant, in[0]), x)).isTrue();
    assertThatThrownBy(() -> Autograd.gradgradcheck(in -> cube(constant, in[0]), x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("gradgradcheck: the gradient of element [0] of output 0")
        .hasMessageContaining("is 0.0, but differences give");
  }

  /** d/dx 3 x^2 is 6 x; this one says 7 x, only for the second derivative. */
  @Test
  void aWrongSecondDerivativeIsFound() {
    UnaryOperator<Tensor> wrong = v -> v.square().mul(3).add(v.sub(v.detach()).mul(v));
    Tensor x = leaf(1, -2);
    assertThat(Autograd.gradcheck(in -> cube(wrong, in[0]), x)).isTrue();
    assertThatThrownBy(() -> Autograd.gradgradcheck(in -> cube(wrong, in[0]), x))
        .hasMessageStartingWith("gradgradcheck: ");
  }

  @Test
  void aGradientThatChangesFromTimeToTimeIsFound() {
    int[] calls = {0};
    UnaryOperator<Tensor> drifting = v -> v.square().mul(3 + 1e-9 * calls[0]++);
    assertThatThrownBy(() -> Autograd.gradcheck(in -> cube(drifting, in[0]), leaf(1)))
        .hasMessageContaining("it is not the same every time");
    assertThat(
            Autograd.gradcheck(
                in -> cube(drifting, in[0]), new Tensor[] {leaf(1)}, o -> o.nondetTol(1e-3)))
        .isTrue();
  }

  @Test
  void aDifferenceCanBeFalseInsteadOfAnError() {
    assertThat(
            Autograd.gradcheck(
                in -> cube(v -> v, in[0]), new Tensor[] {leaf(1, 2)}, o -> o.raiseException(false)))
        .isFalse();
  }

  @Test
  void tolerancesCount() {
    UnaryOperator<Tensor> rough = v -> v.square().mul(3.01);
    assertThatThrownBy(() -> Autograd.gradcheck(in -> cube(rough, in[0]), leaf(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(
            Autograd.gradcheck(in -> cube(rough, in[0]), new Tensor[] {leaf(1)}, o -> o.rtol(0.01)))
        .isTrue();
    assertThat(
            Autograd.gradcheck(in -> cube(rough, in[0]), new Tensor[] {leaf(1)}, o -> o.atol(0.1)))
        .isTrue();
  }

  @Test
  void inputsThatAreNotCheckedMayBeOfAnyType() {
    Tensor index = tensor(1, 0);
    assertThat(Autograd.gradcheck(in -> in[0].indexSelect(0, in[1]).exp(), leaf(1, 2), index))
        .isTrue();
  }

  @Test
  void outputsOfWholeNumbersAreLeftOut() {
    assertThat(Autograd.gradcheck(in -> new Tensor[] {in[0].exp(), in[0].argmax()}, leaf(1, 2)))
        .isTrue();
  }

  @Test
  void inputsStayAsTheyAre() {
    Tensor x = leaf(1, 2);
    Autograd.gradcheck(in -> in[0].mul_(3), x);
    assertThat(x.detach().toDoubleArray()).containsExactly(1, 2);
    assertThat(x.grad()).isNull();
  }

  @Test
  void whatCannotBeCheckedIsRefused() {
    assertThatThrownBy(
            () -> Autograd.gradcheck(in -> in[0].exp(), tensor(1.0, 2.0).requiresGrad_()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input 0 is torch.float32")
        .hasMessageContaining("toDouble()");
    assertThatThrownBy(() -> Autograd.gradcheck(in -> in[0].exp(), leaf(1).detach()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("requiresGrad_()");
    assertThatThrownBy(() -> Autograd.gradcheck(in -> "no tensor", leaf(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got String");
  }
}
