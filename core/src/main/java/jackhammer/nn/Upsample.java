package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Images, sounds or volumes of another size, larger or smaller.
 *
 * <ul>
 *   <li>Input: (N, C, L), (N, C, H, W) or (N, C, D, H, W).
 *   <li>Output: the same channels; each spatial size is what was given, or floor(size *
 *       scaleFactor).
 *   <li>Options: either size or scaleFactor; mode nearest (the default), nearest-exact, linear,
 *       bilinear, bicubic, trilinear, area; alignCorners false; recomputeScaleFactor false;
 *       antialias false.
 *   <li>Errors: {@link IllegalArgumentException} for options that do not fit each other or the
 *       input.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new Upsample(o -> o.scaleFactor(2).mode("bilinear")).call(randn(1, 3, 8, 8));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Upsample.html">torch.nn.Upsample</a>
 */
public final class Upsample extends Module implements Layer {
  private final Interpolation options;

  /** With options, for example {@code o -> o.scaleFactor(2).mode("bilinear")}. */
  public Upsample(UnaryOperator<Interpolation> options) {
    this(Check.options("Upsample", options, options()));
  }

  /** From its arguments as data. */
  public Upsample(Interpolation options) {
    this.options = Check.notNull("Upsample", "options", options).checked();
    Dims.checkOwn("Upsample", options.op());
  }

  /** The arguments as data, none of them given yet. */
  public static Interpolation options() {
    return Interpolation.of("Upsample");
  }

  @Override
  public Tensor forward(Tensor x) {
    return options.apply(x);
  }

  @Override
  protected String extraRepr() {
    return options.printed();
  }
}
