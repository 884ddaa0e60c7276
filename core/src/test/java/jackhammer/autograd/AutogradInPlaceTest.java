package jackhammer.autograd;

import static jackhammer.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Autograd;
import jackhammer.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Changes in place that PyTorch refuses and this library allows, and the words where both refuse.
 */
class AutogradInPlaceTest {

  @Test
  void aPieceOfSeveralMayChange() {
    Tensor x = leaf(1, 2, 3, 4);
    Tensor y = x.mul(2);
    Tensor[] pieces = y.chunk(2, 0);
    pieces[0].mul_(x.chunk(2, 0)[1]);
    y.mul(Tensor.tensor(1.0, 10.0, 100.0, 1000.0)).sum().backward();

    // The same without changes in place.
    Tensor z = leaf(1, 2, 3, 4);
    Tensor[] halves = z.mul(2).split(2);
    Tensor.cat(0, halves[0].mul(z.split(2)[1]), halves[1])
        .mul(Tensor.tensor(1.0, 10.0, 100.0, 1000.0))
        .sum()
        .backward();
    assertThat(x.grad().toFloatArray()).isEqualTo(z.grad().toFloatArray());
    assertThat(pieces[1].gradFn().name()).isEqualTo("AsStridedBackward0");
  }

  @Test
  void whatReluLeftInPlaceMayChangeAgain() {
    Tensor x = leaf(-2, -1, 0, 3);
    Tensor y = x.mul(1);
    y.relu_().add_(x);
    y.index(Tensor.slice(0, 2)).relu_();
    y.sub_(1);
    y.sum().backward();
    assertThat(y.toFloatArray()).containsExactly(-1, -1, -1, 5);
    assertThat(x.grad().toFloatArray()).containsExactly(0, 0, 1, 2);
    assertThat(x.toFloatArray()).containsExactly(-2, -1, 0, 3);
  }

  @Test
  void overlappingOperandsAreReadBeforeAnythingIsWritten() {
    Tensor y = Tensor.arange(5.0);
    y.index(Tensor.slice(1, 5)).add_(y.index(Tensor.slice(0, 4)));
    assertThat(y.toFloatArray()).containsExactly(0, 1, 3, 5, 7);
  }

  @Test
  void aViewMadeWithoutRecordingSaysHowToChangeIt() {
    Tensor x = leaf(1, 2);
    Tensor view = Autograd.noGrad(() -> x.index(0));
    assertThatThrownBy(() -> view.mul_(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("mul_: this view of a tensor that requires a gradient")
        .hasMessageContaining("Autograd.noGrad");
  }

  @Test
  void aTensorOfInferenceModeSaysHowToChangeIt() {
    Tensor t = Autograd.inferenceMode(() -> Tensor.ones(2));
    assertThatThrownBy(() -> t.add_(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("add_: a tensor made in inference mode")
        .hasMessageContaining("clone()");
  }

  @Test
  void whatACustomFunctionShowsOfItsInputSaysWhyItCannotChange() {
    class Flat extends Autograd.Function {
      @Override
      protected Tensor[] forward(Context ctx, Tensor[] in) {
        return new Tensor[] {in[0].view(-1)};
      }

      @Override
      protected Tensor[] backward(Context ctx, Tensor[] g) {
        return new Tensor[] {g[0].view(1, 2)};
      }
    }

    Tensor y = new Flat().apply(Tensor.ones(1, 2).requiresGrad_());
    assertThatThrownBy(() -> y.mul_(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("FlatBackward")
        .hasMessageContaining("markDirty");
  }

  @Test
  void onlyAnInputCanBeMarkedDirty() {
    class Wrong extends Autograd.Function {
      @Override
      protected Tensor[] forward(Context ctx, Tensor[] in) {
        Tensor y = in[0].mul(2);
        ctx.markDirty(y);
        return new Tensor[] {y};
      }

      @Override
      protected Tensor[] backward(Context ctx, Tensor[] g) {
        return g;
      }
    }

    assertThatThrownBy(() -> new Wrong().apply(leaf(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Wrong: markDirty")
        .hasMessageContaining("not among the inputs");
  }
}
