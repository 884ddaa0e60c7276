package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.text.PyFormat;
import jackhammer.nn.LocalResponseNorm.Options;
import java.util.function.UnaryOperator;

/**
 * The older form of {@link LocalResponseNorm}, for networks that were trained with it.
 *
 * <p>The window is PyTorch's, which adds and takes away one channel after the other and never takes
 * away the first: with r = (size - 1) / 2 + 1, channel c sees the channels from c - r + 1 to c + r
 * - 1, and channel 0. PyTorch's gradient is that of another function; this one is the derivative.
 *
 * <ul>
 *   <li>Input and output: (N, C, H, W).
 *   <li>Options: alpha 1e-4, beta 0.75, k 1.
 *   <li>Errors: {@link IllegalArgumentException} if size is not positive or the input has not 4
 *       dimensions.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new CrossMapLRN2d(3).call(randn(32, 5, 24, 24));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossMapLRN2d.html">torch.nn.CrossMapLRN2d</a>
 */
public final class CrossMapLRN2d extends Module implements Layer {
  private final int size;
  private final Options options;

  /** Over so many channels. */
  public CrossMapLRN2d(int size) {
    this(size, o -> o);
  }

  /** With options, for example {@code o -> o.alpha(1e-3)}. */
  public CrossMapLRN2d(int size, UnaryOperator<Options> options) {
    this.options = Check.options("CrossMapLRN2d", options, Options.DEFAULT);
    F.checkNeighbours("CrossMapLRN2d", size);
    this.size = size;
  }

  @Override
  public Tensor forward(Tensor x) {
    Check.floating("CrossMapLRN2d", "input", x);
    if (x.dim() != 4) {
      throw new IllegalArgumentException(
          "CrossMapLRN2d: input must have 4 dimensions (N, C, H, W), got " + Check.show(x));
    }
    int channels = (int) x.size(1);
    int reach = (size - 1) / 2;
    float[][] sees = new float[channels][channels];
    for (int c = 0; c < channels; c++) {
      for (int j = 0; j < channels; j++) {
        sees[c][j] = j == 0 || Math.abs(c - j) <= reach ? 1 : 0;
      }
    }
    Tensor squares = x.square().flatten(2);
    Tensor window = Tensor.tensor(sees).to(x.dtype());
    Tensor sums = window.matmul(squares).view(x.size().toLongArray());
    return x.mul(sums.mul(options.alpha() / size).add(options.k()).pow(-options.beta()));
  }

  @Override
  protected String extraRepr() {
    return String.format(
        "%d, alpha=%s, beta=%s, k=%s",
        size,
        PyFormat.repr(options.alpha()),
        PyFormat.repr(options.beta()),
        Names.number(options.k()));
  }
}
