package jackhammer.nn;

import static jackhammer.Tensor.randn;
import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A convolution and the ReLU after it in a Sequential are one pass; nothing else may tell. */
@Tag("bits")
class ConvReluTest {

  /** A layer and an input; the names say which loops compute it. */
  record Case(String name, Conv conv, Tensor x) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    Jackhammer.manualSeed(3);
    return Stream.of(
        new Case("rows of pixels", new Conv2d(3, 6, 5, o -> o.padding(2)), randn(2, 3, 28, 28)),
        new Case("pixels gathered", new Conv2d(6, 16, 5), randn(3, 6, 9, 9)),
        new Case("stride", new Conv2d(5, 7, 3, o -> o.stride(2).padding(1)), randn(2, 5, 13, 11)),
        new Case("Winograd", new Conv2d(64, 64, 3, o -> o.padding(1)), randn(1, 64, 28, 28)),
        new Case("depthwise", new Conv2d(33, 33, 3, o -> o.groups(33)), randn(2, 33, 14, 14)),
        new Case("groups", new Conv2d(8, 12, 3, o -> o.groups(4).bias(false)), randn(2, 8, 7, 7)),
        new Case("padding mode", new Conv2d(2, 3, 3, circular()), randn(2, 2, 6, 6)),
        new Case("text", new Conv1d(20, 9, 3), randn(4, 20, 17)),
        new Case("video", new Conv3d(2, 5, 3), randn(2, 2, 6, 7, 8)),
        new Case("without a batch", new Conv2d(2, 3, 3), randn(2, 6, 6)),
        new Case("empty batch", new Conv2d(2, 3, 3), randn(0, 2, 6, 6)),
        new Case(
            "float64",
            new Conv2d(3, 4, 3, o -> o.dtype(DType.FLOAT64)),
            randn(2, 3, 8, 8).to(DType.FLOAT64)));
  }

  private static UnaryOperator<Conv2d.Options> circular() {
    return o -> o.padding(1).paddingMode(PaddingMode.CIRCULAR);
  }

  private static List<Tensor> results(Layer net, Conv conv, Tensor x) {
    Tensor in = x.detach().requiresGrad_(true);
    conv.zeroGrad();
    Tensor y = net.call(in);
    assertThat(y.toString()).contains("grad_fn=<ReluBackward0>");
    y.mul(y).sum().backward();
    List<Tensor> all = new ArrayList<>(List.of(y.detach(), in.grad(), conv.weight().grad()));
    if (conv.bias() != null) {
      all.add(conv.bias().grad());
    }
    return all;
  }

  private static void assertSameBits(List<Tensor> one, List<Tensor> other) {
    assertThat(one).hasSameSizeAs(other);
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.get(i).size()).isEqualTo(other.get(i).size());
      // Equal, and where they are zero of the same sign: 1 / 0 and 1 / -0 differ.
      assertThat(one.get(i).toDoubleArray()).isEqualTo(other.get(i).toDoubleArray());
      assertThat(one.get(i).reciprocal().toDoubleArray())
          .isEqualTo(other.get(i).reciprocal().toDoubleArray());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheBitsOfTheTwoLayers(Case c) {
    List<Tensor> apart = results(x -> c.conv.call(x).relu(), c.conv, c.x);
    assertSameBits(results(new Sequential(c.conv, new ReLU()), c.conv, c.x), apart);
    assertSameBits(results(new Sequential(c.conv, new ReLU(true)), c.conv, c.x), apart);
    Tensor bare = Autograd.noGrad(() -> new Sequential(c.conv, new ReLU()).call(c.x));
    assertThat(bare.gradFn()).isNull();
    assertThat(bare.toDoubleArray()).isEqualTo(apart.getFirst().toDoubleArray());
  }

  @Test
  void zerosOfEitherSignAndWhatIsNoNumberAreAsAfterReLU() {
    Conv2d conv = new Conv2d(1, 1, 1, o -> o.bias(false));
    Autograd.noGrad(() -> conv.weight().fill_(1));
    float[] odd = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -1, 1};
    float[] many = new float[7 * 40];
    for (int i = 0; i < many.length; i++) {
      many[i] = odd[i % odd.length];
    }
    Tensor x = Tensor.tensor(many).reshape(1, 1, 7, 40);
    List<Tensor> apart = results(in -> conv.call(in).relu(), conv, x);
    List<Tensor> fused = results(new Sequential(conv, new ReLU()), conv, x);
    assertSameBits(fused.subList(0, 2), apart.subList(0, 2));
  }

  @Test
  void aHookSeesWhatIsBetweenTheTwo() {
    Conv2d conv = new Conv2d(1, 2, 3);
    Sequential net = new Sequential(conv, new ReLU());
    Tensor x = randn(1, 1, 8, 8);
    List<Tensor> seen = new ArrayList<>();
    Runnable gone =
        conv.registerForwardHook(
            (module, in, out) -> {
              seen.add((Tensor) out);
              return null;
            });
    Tensor y = net.call(x);
    gone.run();
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().toDoubleArray()).isEqualTo(conv.call(x).toDoubleArray());
    assertThat(y.toDoubleArray()).isEqualTo(net.call(x).toDoubleArray());
  }

  @Test
  void secondDerivativesAreThoseOfTheTwo() {
    Conv2d conv = new Conv2d(2, 3, 3, o -> o.dtype(DType.FLOAT64));
    Tensor x = randn(1, 2, 5, 5).to(DType.FLOAT64).requiresGrad_(true);
    Sequential net = new Sequential(conv, new ReLU());
    assertThat(Autograd.gradgradcheck(in -> net.call(in[0]), x)).isTrue();
  }

  @Test
  void aStepGivesTheMemoryBackAndKeepsTheResult() {
    Conv2d conv = new Conv2d(3, 6, 5);
    Sequential net = new Sequential(conv, new ReLU(), new MaxPool2d(2));
    Tensor x = randn(4, 3, 16, 16);
    double[] expected = net.call(x).toDoubleArray();
    for (int i = 0; i < 3; i++) {
      Tensor y = Jackhammer.step(() -> net.call(x));
      Jackhammer.step(() -> net.call(x.neg()).sum());
      assertThat(y.toDoubleArray()).isEqualTo(expected);
    }
  }
}
