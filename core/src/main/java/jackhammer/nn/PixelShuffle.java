package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Shuffling;

/**
 * Channels made pixels: each group of r^2 channels becomes a block of r by r pixels, where r is the
 * factor.
 *
 * <ul>
 *   <li>Input: (*, C r^2, H, W).
 *   <li>Output: (*, C, H r, W r).
 *   <li>Errors: {@link IllegalArgumentException} for sizes that the number does not divide.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new PixelShuffle(3).call(randn(1, 9, 4, 4)); // (1, 1, 12, 12)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html">torch.nn.PixelShuffle</a>
 */
public final class PixelShuffle extends Module implements Layer {
  private final int upscaleFactor;

  /**
   * @param upscaleFactor r, at least 1
   */
  public PixelShuffle(int upscaleFactor) {
    Dims.given("PixelShuffle", "upscale_factor", 1, 1, upscaleFactor);
    this.upscaleFactor = upscaleFactor;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Shuffling.pixelShuffle("PixelShuffle", x, upscaleFactor);
  }

  @Override
  protected String extraRepr() {
    return "upscale_factor=" + upscaleFactor;
  }
}
