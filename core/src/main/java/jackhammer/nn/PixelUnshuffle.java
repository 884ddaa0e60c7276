package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Shuffling;

/**
 * The reverse of {@link PixelShuffle}: each block of r by r pixels becomes r^2 channels, where r is
 * the factor.
 *
 * <ul>
 *   <li>Input: (*, C, H r, W r).
 *   <li>Output: (*, C r^2, H, W).
 *   <li>Errors: {@link IllegalArgumentException} for sizes that the number does not divide.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new PixelUnshuffle(3).call(randn(1, 1, 12, 12)); // (1, 9, 4, 4)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html">torch.nn.PixelUnshuffle</a>
 */
public final class PixelUnshuffle extends Module implements Layer {
  private final int downscaleFactor;

  /**
   * @param downscaleFactor r, at least 1
   */
  public PixelUnshuffle(int downscaleFactor) {
    Dims.given("PixelUnshuffle", "downscale_factor", 1, 1, downscaleFactor);
    this.downscaleFactor = downscaleFactor;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Shuffling.pixelUnshuffle("PixelUnshuffle", x, downscaleFactor);
  }

  @Override
  protected String extraRepr() {
    return "downscale_factor=" + downscaleFactor;
  }
}
