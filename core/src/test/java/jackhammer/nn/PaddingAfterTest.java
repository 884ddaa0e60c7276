package jackhammer.nn;

import static jackhammer.Tensor.rand;
import static jackhammer.Tensor.randn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Autograd;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Close;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Padding of another number of cells at the end than at the beginning, which PyTorch's layers do
 * not have: its way is to pad first.
 */
@Tag("bits")
class PaddingAfterTest {

  @BeforeEach
  void sameNumbers() {
    Jackhammer.manualSeed(0);
  }

  private static Tensor[] gradients(Tensor y, Tensor... leaves) {
    Tensor up = randn(y.size().toLongArray()).to(y.dtype());
    return Autograd.grad(new Tensor[] {y}, leaves, new Tensor[] {up}, o -> o);
  }

  /** Values and gradients of two ways to compute the same. */
  private static void same(
      String what, Function<Tensor, Tensor> one, Function<Tensor, Tensor> other, Tensor... leaves) {
    Tensor a = one.apply(leaves[0]);
    Tensor b = other.apply(leaves[0]);
    Close.assertSameBits(what, a.detach(), b.detach());
    Jackhammer.manualSeed(1);
    Tensor[] ga = gradients(a, leaves);
    Jackhammer.manualSeed(1);
    Tensor[] gb = gradients(b, leaves);
    for (int i = 0; i < ga.length; i++) {
      Close.assertClose(what + " gradient " + i, ga[i], gb[i]);
    }
  }

  @Test
  void itIsThePaddedInputsConvolution() {
    for (PaddingMode mode : PaddingMode.values()) {
      Conv1d one = new Conv1d(2, 4, 3, o -> o.padding(2).paddingAfter(0).paddingMode(mode));
      Conv2d two =
          new Conv2d(
              4,
              6,
              3,
              o ->
                  o.padding(0, 2)
                      .paddingAfter(1, 0)
                      .stride(2, 1)
                      .dilation(1, 2)
                      .groups(2)
                      .paddingMode(mode));
      Conv3d three =
          new Conv3d(2, 3, 2, o -> o.padding(1, 0, 1).paddingAfter(0, 2, 1).paddingMode(mode));
      Tensor x1 = randn(2, 2, 7).requiresGrad_();
      Tensor x2 = randn(2, 4, 6, 7).requiresGrad_();
      Tensor x3 = randn(1, 2, 3, 4, 5).requiresGrad_();
      same(
          "1d " + mode,
          one::call,
          x -> F.conv1d(F.pad(x, new int[] {2, 0}, mode), one.weight(), one.bias()),
          x1,
          one.weight(),
          one.bias());
      same(
          "2d " + mode,
          two::call,
          x ->
              F.conv2d(
                  F.pad(x, new int[] {2, 0, 0, 1}, mode),
                  two.weight(),
                  two.bias(),
                  o -> o.stride(2, 1).dilation(1, 2).groups(2)),
          x2,
          two.weight(),
          two.bias());
      same(
          "3d " + mode,
          three::call,
          x -> F.conv3d(F.pad(x, new int[] {1, 1, 0, 2, 1, 0}, mode), three.weight(), three.bias()),
          x3,
          three.weight(),
          three.bias());
      assertThat(one.call(randn(0, 2, 7)).size().toLongArray()).containsExactly(0, 4, 7);
      assertThat(one.call(randn(2, 7)).size().toLongArray()).containsExactly(4, 7);
    }
  }

  @Test
  void aCausalConvolutionSeesNothingThatComesLater() {
    Conv1d causal = new Conv1d(1, 1, 3, o -> o.padding(4).paddingAfter(0).dilation(2));
    Tensor x = randn(1, 1, 9);
    Tensor later = x.clone();
    later.narrow(2, 5, 4).fill_(7);
    Close.assertSameBits(
        "before",
        causal.call(x).narrow(2, 0, 5).detach(),
        causal.call(later).narrow(2, 0, 5).detach());
    assertThat(causal.call(x).size(2)).isEqualTo(9);
  }

  @Test
  void aTransposedOneCutsOffWhatItSays() {
    ConvTranspose1d one = new ConvTranspose1d(2, 3, 4, o -> o.stride(2).padding(0).paddingAfter(3));
    ConvTranspose2d two =
        new ConvTranspose2d(
            4,
            4,
            3,
            o -> o.padding(1, 0).paddingAfter(0, 2).stride(2, 1).outputPadding(1, 0).groups(2));
    ConvTranspose3d three = new ConvTranspose3d(1, 2, 2, o -> o.padding(1).paddingAfter(0, 1, 0));
    Tensor x1 = randn(2, 2, 5).requiresGrad_();
    Tensor x2 = randn(2, 4, 4, 5).requiresGrad_();
    Tensor x3 = randn(1, 1, 3, 2, 4).requiresGrad_();
    same(
        "1d",
        one::call,
        x -> F.convTranspose1d(x, one.weight(), one.bias(), o -> o.stride(2)).narrow(2, 0, 9),
        x1,
        one.weight(),
        one.bias());
    same(
        "2d",
        two::call,
        x ->
            F.convTranspose2d(
                    x, two.weight(), two.bias(), o -> o.stride(2, 1).outputPadding(1, 0).groups(2))
                .narrow(2, 1, 9)
                .narrow(3, 0, 5),
        x2,
        two.weight(),
        two.bias());
    same(
        "3d",
        three::call,
        x ->
            F.convTranspose3d(x, three.weight(), three.bias())
                .narrow(2, 1, 3)
                .narrow(3, 1, 1)
                .narrow(4, 1, 4),
        x3,
        three.weight(),
        three.bias());
    assertThat(one.call(x1, 10).size(2)).isEqualTo(10);
    assertThatThrownBy(() -> one.call(x1, 11))
        .hasMessageContaining("output_size must be from 9 to 10")
        .hasMessageContaining("(5 - 1) * 2 - (0 + 3) + 1 * (4 - 1) + 1");
  }

  /** Large enough for several threads. */
  @Test
  void threadsAndWidthsDoNotMatter() {
    Conv2d conv = new Conv2d(8, 16, 3, o -> o.padding(1, 2).paddingAfter(0, 1));
    ConvTranspose2d transposed =
        new ConvTranspose2d(8, 16, 4, o -> o.stride(2).padding(1).paddingAfter(0, 2));
    int before = Jackhammer.threads();
    try {
      for (Layer layer : List.of(conv, transposed)) {
        Tensor weight = ((Module) layer).parameter("weight");
        String name = "paddingAfter/" + layer.getClass().getSimpleName();
        Tensor[] first = null;
        for (int threads : new int[] {1, 2, 3, 7}) {
          Jackhammer.threads(threads);
          Jackhammer.manualSeed(2);
          Tensor x = rand(3, 8, 40, 41).requiresGrad_();
          Tensor y = layer.call(x);
          Tensor[] g =
              Autograd.grad(
                  new Tensor[] {y},
                  new Tensor[] {x, weight},
                  new Tensor[] {rand(y.size().toLongArray())},
                  o -> o);
          Tensor[] found = {y.detach(), g[0], g[1]};
          first = first == null ? found : first;
          for (int i = 0; i < found.length; i++) {
            Close.assertSameBits(name + i + ", " + threads + " threads", found[i], first[i]);
          }
        }
        for (int i = 0; i < first.length; i++) {
          BitsRecorder.record(name + i, Close.bits(first[i]));
        }
      }
    } finally {
      Jackhammer.threads(before);
    }
  }

  @Test
  void bothDerivativesAreThoseOfDifferences() {
    Tensor x = randn(1, 2, 5).toDouble().requiresGrad_();
    Tensor w = randn(2, 2, 3).toDouble().requiresGrad_();
    assertThat(
            Autograd.gradgradcheck(
                t -> F.conv1d(t[0], t[1], null, o -> o.stride(2).padding(0).paddingAfter(2)), x, w))
        .isTrue();
    assertThat(
            Autograd.gradgradcheck(
                t -> F.convTranspose1d(t[0], t[1], null, o -> o.padding(0).paddingAfter(2)), x, w))
        .isTrue();
  }

  @Test
  void itIsPrintedAndRefusedInWords() {
    assertThat(
            Stream.of(
                    new Conv2d(1, 2, 3, o -> o.padding(1).paddingAfter(0)),
                    new Conv1d(1, 2, 3, o -> o.paddingAfter(2)),
                    new ConvTranspose2d(1, 2, 3, o -> o.padding(1, 0).paddingAfter(1)))
                .map(Module::toString)
                .toList())
        .isEqualTo(
            List.of(
                "Conv2d(1, 2, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1),"
                    + " padding_after=(0, 0))",
                "Conv1d(1, 2, kernel_size=(3,), stride=(1,), padding_after=(2,))",
                "ConvTranspose2d(1, 2, kernel_size=(3, 3), stride=(1, 1), padding=(1, 0),"
                    + " padding_after=(1, 1))"));
    assertThatThrownBy(() -> new Conv2d(1, 2, 3, o -> o.padding("same").paddingAfter(1)))
        .hasMessageContaining("Conv2d: paddingAfter stands beside padding in numbers")
        .hasMessageContaining("got padding \"same\"");
    assertThatThrownBy(() -> new Conv2d(1, 2, 3, o -> o.paddingAfter(-1)))
        .hasMessageContaining("Conv2d: paddingAfter must be at least 0, got -1");
    assertThatThrownBy(() -> new Conv2d(1, 2, 3, o -> o.paddingAfter(1, 2, 3)))
        .hasMessageContaining("Conv2d: paddingAfter takes one number or 2");
  }
}
