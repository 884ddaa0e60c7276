package jackhammer;

import static jackhammer.Tensor.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** A number among the operands reaches the type of the computation in one rounding. */
class NumberOperandTest {
  /** Rounded by way of float64 it becomes a tie, which then goes down instead of up. */
  private static final long JUST_ABOVE_A_TIE = (1L << 60) + (1L << 36) + 1;

  @Test
  void wholeNumbersAreRoundedOnce() {
    float rounded = new BigDecimal(JUST_ABOVE_A_TIE).floatValue();
    assertThat(rounded).isNotEqualTo((float) (double) JUST_ABOVE_A_TIE);
    assertThat(zeros(3).add(JUST_ABOVE_A_TIE).toFloatArray()).containsOnly(rounded);
  }

  @Test
  void floatingNumbersAreRoundedToTheTypeOfTheTensor() {
    double x = 0.1;
    assertThat(zeros(2).add(x).toFloatArray()).containsOnly(0.1f);
    assertThat(zeros(2).to(DType.FLOAT64).add(x).toDoubleArray()).containsOnly(0.1);
    float half = Float.float16ToFloat(Float.floatToFloat16(0.1f));
    assertThat(zeros(1).to(DType.FLOAT16).add(x).item()).isEqualTo(half);
  }

  @Test
  void wholeNumbersStayWholeAmongIntegers() {
    Tensor x = zeros(2).to(DType.INT64);
    assertThat(x.add(Long.MAX_VALUE).toLongArray()).containsOnly(Long.MAX_VALUE);
    assertThat(zeros(2).to(DType.INT32).add(-7).dtype()).isEqualTo(DType.INT32);
  }
}
