package jackhammer.vision.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Tensor;
import org.junit.jupiter.api.Test;

class ModelsTest {
  @Test
  void leNetHasPyTorchsKeysAndForm() {
    LeNet5 net = new LeNet5();
    assertThat(net.stateDict().keySet())
        .containsExactly(
            "conv1.weight",
            "conv1.bias",
            "conv2.weight",
            "conv2.bias",
            "fc1.weight",
            "fc1.bias",
            "fc2.weight",
            "fc2.bias",
            "fc3.weight",
            "fc3.bias");
    assertThat(net)
        .hasToString(
            """
            LeNet5(
              (conv1): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2))
              (conv2): Conv2d(6, 16, kernel_size=(5, 5), stride=(1, 1))
              (fc1): Linear(in_features=400, out_features=120, bias=True)
              (fc2): Linear(in_features=120, out_features=84, bias=True)
              (fc3): Linear(in_features=84, out_features=10, bias=True)
            )""");
    assertThat(new LeNet5(1).call(Tensor.rand(3, 1, 28, 28)).size()).isEqualTo(Tensor.size(3, 1));
  }

  @Test
  void smallCnnDropsOnlyInTraining() {
    SmallCnn net = new SmallCnn();
    assertThat(net.parameters().stream().mapToLong(Tensor::numel).sum()).isEqualTo(421_642);
    Tensor x = Tensor.rand(2, 1, 28, 28);
    assertThat(net.call(x).size()).isEqualTo(Tensor.size(2, 10));
    assertThat(net.call(x).detach().toFloatArray())
        .isNotEqualTo(net.call(x).detach().toFloatArray());
    net.eval();
    assertThat(net.call(x).detach().toFloatArray()).isEqualTo(net.call(x).detach().toFloatArray());
  }

  @Test
  void theHeadsOfGoogLeNetSpeakOnlyInTraining() {
    GoogLeNet net = new GoogLeNet(5);
    Tensor x = Tensor.rand(2, 3, 32, 32);
    GoogLeNet.Output all = net.callWithHeads(x);
    assertThat(all.logits().size()).isEqualTo(Tensor.size(2, 5));
    assertThat(all.auxLogits1().size()).isEqualTo(Tensor.size(2, 5));
    assertThat(all.auxLogits2().size()).isEqualTo(Tensor.size(2, 5));
    net.eval();
    assertThat(net.callWithHeads(x).auxLogits1()).isNull();
    assertThat(net.callWithHeads(x).auxLogits2()).isNull();
    assertThat(new GoogLeNet(5, false).stateDict().keySet()).noneMatch(k -> k.startsWith("aux"));
  }

  @Test
  void uNetSaysWhichSizesItTakes() {
    assertThatThrownBy(() -> new UNet(3, 2, 4).call(Tensor.rand(1, 3, 40, 32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiples of 16, got torch.Size([1, 3, 40, 32])");
  }

  @Test
  void anAutoencodersCodeAndPlacesAreAllThatTheWayUpKnows() {
    SmallAutoencoder net = new SmallAutoencoder(7);
    Tensor x = Tensor.rand(3, 1, 28, 28);
    SmallAutoencoder.Code code = net.encode(x);
    assertThat(code.code().size()).isEqualTo(Tensor.size(3, 7));
    assertThat(code.places().size()).isEqualTo(Tensor.size(3, 32, 7, 7));
    assertThat(net.decode(code).detach().toFloatArray())
        .isEqualTo(net.call(x).detach().toFloatArray());
    assertThat(net.call(x).size()).isEqualTo(x.size());
    assertThatThrownBy(() -> new SmallAutoencoder(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("code must have at least 1 number, got 0");
  }
}
