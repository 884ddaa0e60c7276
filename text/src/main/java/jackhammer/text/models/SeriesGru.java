package jackhammer.text.models;

import jackhammer.Tensor;
import jackhammer.nn.GRU;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;

/**
 * Foretells the next values of a series: a GRU reads the last ones, a fully connected layer says
 * the next.
 *
 * <ul>
 *   <li>Input: (N, L, features).
 *   <li>Output: (N, ahead), the values 1 to {@code ahead} steps after the last of the input.
 *   <li>Keys of the state: those of {@link GRU} behind {@code gru.}, {@code fc.weight}, {@code
 *       fc.bias}.
 * </ul>
 *
 * <pre>{@code
 * Tensor next = new SeriesGru(1, 6).call(randn(32, 24, 1)); // (32, 6)
 * }</pre>
 */
public final class SeriesGru extends Module implements Layer {
  private static final int HIDDEN = 64;

  private final GRU gru;
  private final Linear fc;

  /**
   * @param features numbers for each step
   * @param ahead how many steps are foretold
   */
  public SeriesGru(int features, int ahead) {
    gru = new GRU(features, HIDDEN, o -> o.batchFirst(true));
    fc = new Linear(HIDDEN, ahead);
  }

  @Override
  public Tensor forward(Tensor x) {
    return fc.call(gru.call(x).output().select(1, -1));
  }
}
