package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Images of another size from the nearest pixels.
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
 * Tensor y = new UpsamplingNearest2d(o -> o.scaleFactor(2)).call(randn(1, 3, 8, 8));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.UpsamplingNearest2d.html">torch.nn.UpsamplingNearest2d</a>
 */
public final class UpsamplingNearest2d extends Module implements Layer {
  private final Interpolation options;

  /** With options, for example {@code o -> o.scaleFactor(2)}. */
  public UpsamplingNearest2d(UnaryOperator<Interpolation> options) {
    Interpolation own = Interpolation.of("UpsamplingNearest2d").mode(InterpolationMode.NEAREST);
    this.options = Check.options("UpsamplingNearest2d", options, own).checked();
    Dims.checkOwn("UpsamplingNearest2d", this.options.op());
    if (!this.options.equals(own.with(this.options.size(), this.options.scaleFactor()))) {
      throw new IllegalArgumentException(
          "UpsamplingNearest2d: takes size or scale_factor only; use Upsample for other options");
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    if (Check.notNull("UpsamplingNearest2d", "input", x).dim() != 4) {
      throw new IllegalArgumentException(
          "UpsamplingNearest2d: input must have 4 dimensions (N, C, H, W), got " + Check.show(x));
    }
    return options.apply(x);
  }

  @Override
  protected String extraRepr() {
    return options.printed();
  }
}
