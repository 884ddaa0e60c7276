package jackhammer;

import static jackhammer.Tensor.arange;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What PyTorch has as properties. */
class TensorPropertiesTest {
  @Test
  void propertiesAreMethodsOfTheSameName() {
    Tensor x = arange(6).reshape(2, 3);
    assertThat(x.shape()).hasToString("torch.Size([2, 3])").isEqualTo(x.size());
    assertThat(x.ndim()).isEqualTo(2);
    assertThat(x.T().shape()).hasToString("torch.Size([3, 2])");
    assertThat(x.T().toLongArray()).containsExactly(0, 3, 1, 4, 2, 5);
  }
}
