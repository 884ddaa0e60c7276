package jackhammer.nn;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDictTest {
  @Test
  void whatDoesNotFitIsPrintedAsInPyTorch() {
    Linear layer = new Linear(2, 3);
    assertThat(layer.loadStateDict(layer.stateDict()))
        .hasToString("<All keys matched successfully>");
    assertThat(layer.loadStateDict(Map.of("scale", Tensor.ones(1)), false))
        .hasToString(
            "_IncompatibleKeys(missing_keys=['weight', 'bias'], unexpected_keys=['scale'])");
    assertThat(layer.loadStateDict(Map.of("bias", Tensor.ones(3)), false))
        .hasToString("_IncompatibleKeys(missing_keys=['weight'], unexpected_keys=[])");
    assertThat(layer.bias().toFloatArray()).containsOnly(1);
  }
}
