package jackhammer.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("bits")
class BitsRecorderTest {
  @Test
  void everyNanIsTheSame() {
    BitsRecorder.record("recorder/nan32", Float.NaN);
    BitsRecorder.record("recorder/nan32", Float.intBitsToFloat(0xffc0_0001));
    BitsRecorder.record("recorder/nan64", Double.NaN);
    BitsRecorder.record("recorder/nan64", Double.longBitsToDouble(0xfff8_0000_0000_0001L));
  }

  @Test
  void zerosOfBothSignsDiffer() {
    BitsRecorder.record("recorder/zero", 0f);
    assertThatThrownBy(() -> BitsRecorder.record("recorder/zero", -0f))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("recorder/zero");
  }
}
