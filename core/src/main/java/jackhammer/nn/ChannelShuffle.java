package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Shuffling;

/**
 * Channels in another order: the first of each group, the second of each group, and so on.
 *
 * <ul>
 *   <li>Input and output: (N, C, *), where groups divides C.
 *   <li>Errors: {@link IllegalArgumentException} for sizes that the number does not divide.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ChannelShuffle(2).call(randn(1, 4, 2, 2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ChannelShuffle.html">torch.nn.ChannelShuffle</a>
 */
public final class ChannelShuffle extends Module implements Layer {
  private final int groups;

  /**
   * @param groups the number of groups
   */
  public ChannelShuffle(int groups) {
    Dims.given("ChannelShuffle", "groups", 1, 1, groups);
    this.groups = groups;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Shuffling.channelShuffle("ChannelShuffle", x, groups);
  }

  @Override
  protected String extraRepr() {
    return "groups=" + groups;
  }
}
