package jackhammer;

import static jackhammer.Tensor.rand;
import static jackhammer.Tensor.randn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.memory.Storage;
import jackhammer.nn.Conv2d;
import jackhammer.nn.F;
import jackhammer.nn.Flatten;
import jackhammer.nn.Linear;
import jackhammer.nn.MaxPool2d;
import jackhammer.nn.Sequential;
import jackhammer.optim.Adam;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps recycle memory and change nothing else. */
class StepTest {

  private static List<Double> train(boolean inSteps) {
    Jackhammer.manualSeed(3);
    Sequential net =
        new Sequential(
            new Conv2d(1, 4, 3),
            Tensor::relu,
            new MaxPool2d(2),
            new Flatten(),
            new Linear(4 * 5 * 5, 7));
    Adam optimizer = new Adam(net.namedParameters(), 0.01);
    Tensor x = rand(6, 1, 12, 12);
    Tensor y = randn(6, 7);
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Runnable work =
          () -> {
            optimizer.zeroGrad();
            Tensor loss = F.mseLoss(net.call(x), y);
            loss.backward();
            optimizer.step();
            losses.add(loss.item());
          };
      if (inSteps) {
        Jackhammer.step(work);
      } else {
        work.run();
      }
    }
    return losses;
  }

  @Test
  void stepsChangeNoNumber() {
    assertThat(train(true)).isEqualTo(train(false));
  }

  @Test
  void whatIsReturnedOrKeptSurvives() {
    Tensor[] made = new Tensor[2];
    Tensor returned =
        Jackhammer.step(
            () -> {
              made[0] = rand(100).keep();
              made[1] = rand(100);
              return made[1].view(10, 10);
            });
    Jackhammer.step(() -> rand(100).fill_(7));
    assertThat(returned.toFloatArray()).isEqualTo(made[1].toFloatArray());
    assertThat(made[0].max().item()).isLessThan(1);
  }

  record Named(String name, Tensor weight, long seen) {
    @Override
    public long seen() {
      throw new AssertionError("a number holds no tensor and need not be read");
    }
  }

  @Test
  void tensorsInARecordSurviveAndItsNumbersAreNotRead() {
    for (int i = 0; i < 2; i++) {
      Named result = Jackhammer.step(() -> new Named("w", rand(100).mul(0).add(3), 7));
      Jackhammer.step(() -> rand(100).fill_(7));
      assertThat(result.weight().sum().item()).isEqualTo(300);
    }
  }

  @Test
  void touchingWhatWasRecycledSaysSo() {
    Tensor[] made = new Tensor[1];
    Jackhammer.step(
        () -> {
          made[0] = rand(100);
        });
    assertThatThrownBy(() -> made[0].sum())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Jackhammer.step")
        .hasMessageContaining("keep()");
  }

  @Test
  void gradientsSurviveUntilTheyAreDropped() {
    Parameter p = new Parameter(rand(100));
    Jackhammer.step(() -> p.mul(2).sum().backward());
    assertThat(p.grad().sum().item()).isEqualTo(200);
    Tensor old = p.grad();
    Jackhammer.step(() -> p.grad(null));
    assertThatThrownBy(old::sum).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatAHookSawIsLeftAlone() {
    Parameter p = new Parameter(rand(100));
    List<Tensor> seen = new ArrayList<>();
    Jackhammer.step(
        () -> {
          Tensor y = p.mul(3);
          y.registerHook(
              g -> {
                seen.add(g);
                return null;
              });
          y.sum().backward();
        });
    assertThat(seen.getFirst().sum().item()).isEqualTo(100);
  }

  /** What nobody holds any more must not fill the heap until the step ends. */
  @Test
  void activationsBehindTheirGradientAreTheCollectors() {
    Parameter p = new Parameter(rand(1000));
    List<WeakReference<Storage>> activations = new ArrayList<>();
    Jackhammer.step(
        () -> {
          Tensor loss = lossOf(p, activations);
          loss.backward();
          for (int i = 0; i < 200 && !activations.isEmpty(); i++) {
            System.gc();
            activations.removeIf(r -> r.get() == null);
          }
          assertThat(loss.item()).isPositive();
        });
    assertThat(activations).isEmpty();
  }

  private static Tensor lossOf(Parameter p, List<WeakReference<Storage>> activations) {
    Tensor h = p.exp();
    activations.add(new WeakReference<>(Tensors.data(h).storage()));
    h = h.exp();
    activations.add(new WeakReference<>(Tensors.data(h).storage()));
    return h.sum();
  }

  /** A fresh array would hold zeros, one that comes back holds a gradient. */
  @Test
  void gradientsOnTheirWayAreMemoryForTheNextOnes() {
    int length = 12_347;
    Parameter p = new Parameter(rand(length));
    Jackhammer.step(
        () -> {
          p.mul(2).mul(3).mul(5).sum().backward();
          float[] next = Storage.uninitialised(DType.FLOAT32, length).floats();
          assertThat(next[0]).isIn(5f, 15f);
        });
    assertThat(p.grad().sum().item()).isEqualTo(30.0 * length);
  }

  @Test
  void customFunctionsHaveTheirOwnGradient() {
    class Cube extends Autograd.Function {
      @Override
      protected Tensor[] forward(Context ctx, Tensor[] inputs) {
        ctx.saveForBackward(inputs[0]);
        return new Tensor[] {inputs[0].pow(3)};
      }

      @Override
      protected Tensor[] backward(Context ctx, Tensor[] gradOutputs) {
        return new Tensor[] {gradOutputs[0].mul(ctx.saved(0).square()).mul(3)};
      }
    }
    Tensor x = Tensor.tensor(2.0).requiresGrad_();
    Tensor y = new Cube().apply(x);
    assertThat(y).hasToString("tensor(8., grad_fn=<CubeBackward>)");
    Tensor dx =
        Autograd.grad(new Tensor[] {y}, new Tensor[] {x}, null, o -> o.createGraph(true))[0];
    assertThat(dx.item()).isEqualTo(12);
    assertThat(Autograd.grad(dx, x)[0].item()).isEqualTo(12);
  }
}
