package jackhammer.nn;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.randn;
import static jackhammer.Tensor.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.io.Safetensors;
import jackhammer.optim.SGD;
import jackhammer.testing.Close;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that wait for their first input: before, at and after it. */
class LazyLayersTest {
  private static final String NOT_YET = "belongs to a lazy layer that has not been called";

  @Test
  void aLayerBecomesThatOfItsFirstInput() {
    Sequential net =
        new Sequential(
            new LazyConv2d(4, 3, o -> o.padding(1)),
            new LazyConvTranspose2d(2, 2, o -> o.stride(2).bias(false)),
            new Flatten(),
            new LazyLinear(2));
    assertThat(net)
        .hasToString(
            """
            Sequential(
              (0): LazyConv2d(0, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
              (1): LazyConvTranspose2d(0, 2, kernel_size=(2, 2), stride=(2, 2), bias=False)
              (2): Flatten(start_dim=1, end_dim=-1)
              (3): LazyLinear(in_features=0, out_features=2, bias=True)
            )""");
    net.call(zeros(1, 3, 4, 4));
    assertThat(net)
        .hasToString(
            """
            Sequential(
              (0): Conv2d(3, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
              (1): ConvTranspose2d(4, 2, kernel_size=(2, 2), stride=(2, 2), bias=False)
              (2): Flatten(start_dim=1, end_dim=-1)
              (3): Linear(in_features=128, out_features=2, bias=True)
            )""");
    assertThatThrownBy(() -> net.call(zeros(1, 5, 4, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Conv2d: input must have in_channels = weight.size(1) * groups = 3");
  }

  @Test
  void weightsBeforeTheFirstInputAreRefusedInWords() {
    LazyLinear layer = new LazyLinear(3);
    Parameter weight = layer.parameter("weight");
    assertThat(weight).hasToString("<UninitializedParameter>");
    assertThat(weight.isUninitialized()).isTrue();
    assertThat(weight.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(weight.requiresGrad()).isTrue();
    assertThatThrownBy(weight::size)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(NOT_YET);
    assertThatThrownBy(() -> weight.add(1)).hasMessageContaining(NOT_YET);
    assertThatThrownBy(() -> Init.ones_(weight)).hasMessageContaining(NOT_YET);
    assertThatThrownBy(() -> ones(3).mul(layer.bias())).hasMessageContaining(NOT_YET);
    assertThatThrownBy(() -> layer.parameters().stream().mapToLong(Tensor::numel).sum())
        .hasMessageContaining(NOT_YET);
    layer.resetParameters();
    layer.zeroGrad();
    layer.call(ones(2, 4));
    assertThat(weight.isUninitialized()).as("the same parameter").isFalse();
    assertThat(weight.size().toLongArray()).containsExactly(3, 4);
  }

  @Test
  void anOptimizerMadeBeforeTheFirstInputLearns() {
    LazyLinear layer = new LazyLinear(1);
    SGD optimizer = new SGD(layer.parameters(), 0.1);
    layer.call(ones(2, 4)).sum().backward();
    Tensor before = layer.weight().detach().clone();
    optimizer.step();
    assertThat(before.sub(layer.weight().detach()).toDoubleArray())
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : 1)
        .containsExactly(0.2, 0.2, 0.2, 0.2);
  }

  @Test
  void theTypeIsThatWhichTheModuleWasConvertedTo() {
    LazyConv1d layer = new LazyConv1d(2, 3);
    layer.to(DType.FLOAT64);
    assertThat(layer.weight().dtype()).isEqualTo(DType.FLOAT64);
    layer.call(ones(3, 5).toDouble());
    assertThat(layer.weight().dtype()).isEqualTo(DType.FLOAT64);
    assertThat(layer.bias().dtype()).isEqualTo(DType.FLOAT64);
  }

  @Test
  void aStateGivesALazyLayerItsWeights() {
    Conv2d known = new Conv2d(4, 6, 3, o -> o.groups(2));
    LazyConv2d lazy = new LazyConv2d(6, 3, o -> o.groups(2));
    assertThat(lazy.stateDict()).containsOnlyKeys("weight", "bias");
    assertThat(lazy.loadStateDict(known.stateDict()))
        .hasToString("<All keys matched successfully>");
    assertThat(lazy.weight().sharesStorageWith(known.weight())).isFalse();
    Tensor x = randn(2, 4, 5, 5);
    Close.assertSameBits("output", lazy.call(x).detach(), known.call(x).detach());
    assertThat(lazy).hasToString(known.toString());
    assertThat(new LazyConv2d(6, 3).loadStateDict(new LazyConv2d(6, 3).stateDict()))
        .hasToString("<All keys matched successfully>");
  }

  @Test
  void aLayerWithoutWeightsGivesNone(@TempDir Path folder) {
    Map<String, Tensor> state = new LazyLinear(3).stateDict();
    Linear known = new Linear(4, 3);
    Tensor before = known.weight().detach().clone();
    assertThatThrownBy(() -> known.loadStateDict(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"weight\" has size torch.Size([3, 4]) in the module and none yet");
    Close.assertSameBits("nothing was loaded", known.weight().detach(), before);
    assertThatThrownBy(() -> Safetensors.save(state, folder.resolve("lazy.safetensors")))
        .hasMessageContaining(NOT_YET);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aNormBecomesThatOfItsFirstInput() {
    LazyBatchNorm2d lazy = new LazyBatchNorm2d(o -> o.momentum(0.3));
    assertThat(lazy)
        .hasToString(
            "LazyBatchNorm2d(0, eps=1e-05, momentum=0.3, affine=True, bias=True,"
                + " track_running_stats=True)");
    assertThat(lazy.runningMean()).hasToString("<UninitializedBuffer>");
    assertThat(lazy.stateDict())
        .containsOnlyKeys("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
    assertThatThrownBy(() -> lazy.runningVar().add(1)).hasMessageContaining(NOT_YET);
    lazy.resetParameters();
    lazy.resetRunningStats();
    lazy.to(DType.FLOAT64);
    BatchNorm2d known = new BatchNorm2d(4, o -> o.momentum(0.3).dtype(DType.FLOAT64));
    Tensor x = randn(2, 4, 3, 3).toDouble();
    Close.assertSameBits("output", lazy.call(x).detach(), known.call(x).detach());
    assertThat(lazy).hasToString(known.toString());
    known
        .stateDict()
        .forEach((name, t) -> Close.assertSameBits(name, lazy.stateDict().get(name), t));
    assertThatThrownBy(() -> lazy.call(randn(2, 5, 3, 3).toDouble()))
        .hasMessageContaining("BatchNorm2d: input must have num_features = 4 channels");
  }

  @Test
  void aStateGivesALazyNormItsChannels() {
    BatchNorm1d known = new BatchNorm1d(3);
    known.call(randn(5, 3));
    LazyBatchNorm1d lazy = new LazyBatchNorm1d();
    assertThat(lazy.loadStateDict(known.stateDict()))
        .hasToString("<All keys matched successfully>");
    assertThat(lazy.runningMean().sharesStorageWith(known.runningMean())).isFalse();
    Tensor x = randn(2, 3);
    known.eval();
    lazy.eval();
    Close.assertSameBits("output", lazy.call(x).detach(), known.call(x).detach());
    assertThat(lazy.numBatchesTracked().itemLong()).isEqualTo(1);
    assertThat(lazy).hasToString(known.toString());
    assertThatThrownBy(() -> new BatchNorm1d(3).loadStateDict(new LazyBatchNorm1d().stateDict()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"running_mean\" has size torch.Size([3]) in the module and none");
    assertThat(new LazyBatchNorm1d().loadStateDict(new LazyBatchNorm1d().stateDict()))
        .hasToString("<All keys matched successfully>");
  }

  @Test
  void aNormWithoutABatchTakesTheRightDimension() {
    LazyInstanceNorm2d lazy = new LazyInstanceNorm2d();
    lazy.call(randn(3, 4, 5));
    assertThat(lazy.weight().size(0)).isEqualTo(3);
    assertThatThrownBy(() -> new LazyBatchNorm2d().call(zeros(3, 4, 5)))
        .hasMessageContaining("LazyBatchNorm2d: input must have 4 dimensions");
  }

  @Test
  void whatTheFirstInputMustBe() {
    assertThatThrownBy(() -> new LazyConv2d(8, 3).call(zeros(5, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LazyConv2d: input must have 4 dimensions");
    assertThatThrownBy(() -> new LazyConv2d(8, 3, o -> o.groups(2)).call(zeros(1, 3, 5, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("groups must divide in_channels and out_channels")
        .hasMessageContaining("in_channels 3");
    assertThatThrownBy(() -> new LazyLinear(8).call(zeros(1).sum()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LazyLinear: input must have at least one dimension");
    LazyConv2d refused = new LazyConv2d(8, 3, o -> o.groups(2));
    assertThatThrownBy(() -> refused.call(zeros(1, 3, 5, 5)));
    assertThat(refused.call(zeros(1, 4, 5, 5)).size(1)).as("still lazy").isEqualTo(8);
  }

  @Test
  void aFieldOfTheKnownLayerTakesALazyOne() {
    Conv2d layer = new LazyConv2d(8, 3);
    assertThat(layer.call(zeros(3, 5, 5)).size(0)).isEqualTo(8);
  }
}
