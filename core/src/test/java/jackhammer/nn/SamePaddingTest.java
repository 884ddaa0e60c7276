package jackhammer.nn;

import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.rand;
import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Tensor;
import org.junit.jupiter.api.Test;

/** "same" padding with a stride, which PyTorch does not have: ceil(size / stride) windows. */
class SamePaddingTest {

  private static Tensor sums(int size, int kernel, int stride, int dilation) {
    Tensor x = arange(1, size + 1).toFloat().reshape(1, 1, size);
    return F.conv1d(
        x, ones(1, 1, kernel), null, o -> o.padding("same").stride(stride).dilation(dilation));
  }

  @Test
  void anOddCellIsAddedAtTheEnd() {
    // 1 + 2 + 3, 3 + 4 + 0
    assertThat(sums(4, 3, 2, 1).toDoubleArray()).containsExactly(6, 7);
    // 0 + 1 + 2, 2 + 3 + 4, 4 + 5 + 0
    assertThat(sums(5, 3, 2, 1).toDoubleArray()).containsExactly(3, 9, 9);
    // 0 + 1 + 2 + 3 + 4, 3 + 4 + 5 + 6 + 0
    assertThat(sums(6, 5, 3, 1).toDoubleArray()).containsExactly(10, 18);
    // 0 + 2, 1 + 3, 2 + 0 at distance 2 and stride 1
    assertThat(sums(3, 2, 1, 2).toDoubleArray()).containsExactly(2, 4, 2);
    // 1 + 3, 3 + 0
    assertThat(sums(4, 2, 2, 2).toDoubleArray()).containsExactly(4, 3);
  }

  @Test
  void aStrideBeyondTheKernelNeedsNoPadding() {
    assertThat(sums(7, 1, 3, 1).toDoubleArray()).containsExactly(1, 4, 7);
    assertThat(sums(5, 2, 4, 1).toDoubleArray()).containsExactly(3, 5);
    assertThat(sums(4, 1, 7, 1).toDoubleArray()).containsExactly(1);
  }

  @Test
  void theOutputHasTheSizeOverTheStrideRoundedUp() {
    for (int size = 1; size < 12; size++) {
      for (int kernel = 1; kernel < 6; kernel++) {
        for (int stride = 1; stride < 5; stride++) {
          for (int dilation = 1; dilation < 4; dilation++) {
            assertThat(sums(size, kernel, stride, dilation).size(2))
                .isEqualTo(Math.ceilDiv(size, stride));
          }
        }
      }
    }
  }

  @Test
  void everyPaddingModeTakesIt() {
    Tensor x = rand(2, 3, 5, 6);
    for (PaddingMode mode : PaddingMode.values()) {
      Conv2d same = new Conv2d(3, 4, 4, o -> o.padding("same").stride(2, 3).paddingMode(mode));
      // (3 - 1) * 2 + 4 - 5 = 3 rows and (2 - 1) * 3 + 4 - 6 = 1 column
      Tensor padded = F.pad(x, new int[] {0, 1, 1, 2}, mode);
      Tensor expected = F.conv2d(padded, same.weight(), same.bias(), o -> o.stride(2, 3));
      assertThat(same.call(x).eq(expected).all().itemBoolean()).isTrue();
    }
    assertThat(new Conv2d(3, 4, 3, o -> o.padding("same").stride(2)))
        .hasToString("Conv2d(3, 4, kernel_size=(3, 3), stride=(2, 2), padding=same)");
  }
}
