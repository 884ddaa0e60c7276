package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.Conv2d;
import jackhammer.nn.F;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;

/**
 * LeNet-5 with rectified linear units and max pooling, for grey pictures of 28 x 28: two
 * convolutions, each followed by a pooling, then three fully connected layers. 61,706 parameters
 * for ten classes.
 *
 * <ul>
 *   <li>Input: (N, 1, 28, 28).
 *   <li>Output: (N, outputs), logits; softmax is up to the loss.
 *   <li>Keys of the state: {@code conv1}, {@code conv2}, {@code fc1}, {@code fc2}, {@code fc3},
 *       each with {@code .weight} and {@code .bias}.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = new LeNet5().call(rand(64, 1, 28, 28)); // (64, 10)
 * }</pre>
 *
 * @see <a href="http://yann.lecun.com/exdb/publis/pdf/lecun-98.pdf">LeCun et al., Gradient-Based
 *     Learning Applied to Document Recognition, 1998</a>, which has tanh units and trained averages
 *     where this has ReLU and maxima
 */
public final class LeNet5 extends Module implements Layer {
  private final Conv2d conv1 = new Conv2d(1, 6, 5, o -> o.padding(2));
  private final Conv2d conv2 = new Conv2d(6, 16, 5);
  private final Linear fc1 = new Linear(16 * 5 * 5, 120);
  private final Linear fc2 = new Linear(120, 84);
  private final Linear fc3;

  /** For ten classes. */
  public LeNet5() {
    this(10);
  }

  /**
   * @param outputs how many classes, or 1 for a yes or no
   */
  public LeNet5(int outputs) {
    fc3 = new Linear(84, outputs);
  }

  @Override
  public Tensor forward(Tensor x) {
    x = F.maxPool2d(conv1.call(x).relu(), 2);
    x = F.maxPool2d(conv2.call(x).relu(), 2);
    x = fc1.call(x.flatten(1)).relu();
    return fc3.call(fc2.call(x).relu());
  }
}
