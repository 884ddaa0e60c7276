package jackhammer.nn;

import static jackhammer.Tensor.randn;
import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.testing.Close;
import org.junit.jupiter.api.Test;

/** What the rows of {@link VisionLayers} do not say about places in images. */
class GridSampleTest {

  /** As in PyTorch, so that a network that moves its places can be trained with any mode. */
  @Test
  void theNearestCellGivesPlacesZerosAsTheirGradient() {
    for (GridPadding outside : GridPadding.values()) {
      for (int dims = 2; dims <= 3; dims++) {
        Tensor x = dims == 2 ? randn(2, 3, 4, 5) : randn(2, 3, 2, 4, 5);
        Tensor grid = dims == 2 ? randn(2, 6, 7, 2) : randn(2, 2, 3, 4, 3);
        grid.flatten().narrow(0, 0, 2).fill_(Double.POSITIVE_INFINITY);
        grid.requiresGrad_();
        Tensor y = F.gridSample(x, grid, o -> o.mode(GridMode.NEAREST).paddingMode(outside));
        Tensor g = Autograd.grad(y.sum(), grid)[0];
        assertThat(g).as("%s, %dd", outside, dims).isNotNull();
        Close.assertSameBits(outside + " " + dims, g, Tensor.zerosLike(grid));
      }
    }
  }
}
