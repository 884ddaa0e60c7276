package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Images of another size from lines between the pixels, the middles of the corner pixels in their
 * places.
 *
 * <ul>
 *   <li>Input: (N, C, H, W).
 *   <li>Output: (N, C, H_out, W_out), as given, or floor(size * scaleFactor).
 *   <li>Options: either size or scaleFactor; the others are this layer's own.
 *   <li>Errors: {@link IllegalArgumentException} for options that do not fit each other or the
 *       input.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new UpsamplingBilinear2d(o -> o.scaleFactor(2)).call(randn(1, 3, 8, 8));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.UpsamplingBilinear2d.html">torch.nn.UpsamplingBilinear2d</a>
 */
public final class UpsamplingBilinear2d extends Module implements Layer {
  private final Interpolation options;

  /** With options, for example {@code o -> o.scaleFactor(2)}. */
  public UpsamplingBilinear2d(UnaryOperator<Interpolation> options) {
    Interpolation own =
        Interpolation.of("UpsamplingBilinear2d")
            .mode(InterpolationMode.BILINEAR)
            .alignCorners(true);
    this.options = Check.options("UpsamplingBilinear2d", options, own).checked();
    Dims.checkOwn("UpsamplingBilinear2d", this.options.op());
    if (!this.options.equals(own.with(this.options.size(), this.options.scaleFactor()))) {
      throw new IllegalArgumentException(
          "UpsamplingBilinear2d: takes size or scale_factor only; use Upsample for other options");
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    if (Check.notNull("UpsamplingBilinear2d", "input", x).dim() != 4) {
      throw new IllegalArgumentException(
          "UpsamplingBilinear2d: input must have 4 dimensions (N, C, H, W), got " + Check.show(x));
    }
    return options.apply(x);
  }

  @Override
  protected String extraRepr() {
    return options.printed();
  }
}
