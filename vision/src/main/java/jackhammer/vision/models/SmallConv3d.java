package jackhammer.vision.models;

import static jackhammer.nn.Triple.triple;

import jackhammer.Tensor;
import jackhammer.nn.Conv3d;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;

/**
 * A small network for short clips in shades of grey: three convolutions over time, height and width
 * with 8, 16 and 32 channels, each of which halves height and width, then one fully connected
 * layer.
 *
 * <ul>
 *   <li>Input: (N, 1, 5, 28, 28).
 *   <li>Output: (N, outputs), logits; softmax is up to the loss.
 *   <li>Keys of the state: {@code conv1}, {@code conv2}, {@code conv3}, {@code fc}, each with
 *       {@code .weight} and {@code .bias}.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = new SmallConv3d(8).call(rand(64, 1, 5, 28, 28)); // (64, 8)
 * }</pre>
 */
public final class SmallConv3d extends Module implements Layer {
  private final Conv3d conv1 =
      new Conv3d(1, 8, triple(3, 5, 5), o -> o.stride(1, 2, 2).padding(1, 2, 2));
  private final Conv3d conv2 = new Conv3d(8, 16, 3, o -> o.stride(1, 2, 2).padding(1));
  private final Conv3d conv3 = new Conv3d(16, 32, 3, o -> o.stride(2).padding(1));
  private final Linear fc;

  /**
   * @param outputs how many classes
   */
  public SmallConv3d(int outputs) {
    fc = new Linear(32 * 3 * 4 * 4, outputs);
  }

  @Override
  public Tensor forward(Tensor x) {
    x = conv1.call(x).relu();
    x = conv2.call(x).relu();
    x = conv3.call(x).relu();
    return fc.call(x.flatten(1));
  }
}
