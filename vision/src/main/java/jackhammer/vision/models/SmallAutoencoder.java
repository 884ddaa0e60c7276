package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.Conv2d;
import jackhammer.nn.ConvTranspose2d;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.MaxPool;
import jackhammer.nn.MaxPool2d;
import jackhammer.nn.MaxUnpool2d;
import jackhammer.nn.Module;

/**
 * A small convolutional autoencoder for grey pictures of 28 x 28: two convolutions with stride 2
 * and a maximum pool between them go down to a code of a few numbers, and transposed convolutions
 * with an unpooling between them come up again. The way up is told where the pool found its maxima
 * (784 places of which each is one of four), not what they were.
 *
 * <ul>
 *   <li>Input: (N, 1, 28, 28), 0 to 1.
 *   <li>Output: the same size, between 0 and 1.
 *   <li>Keys of the state: {@code conv1}, {@code conv2}, {@code conv3}, {@code fc1}, {@code fc2},
 *       {@code up1}, {@code up2}, each with {@code .weight} and {@code .bias}.
 * </ul>
 *
 * <pre>{@code
 * var net = new SmallAutoencoder(32);
 * Tensor again = net.call(rand(64, 1, 28, 28)); // (64, 1, 28, 28)
 * net.encode(rand(64, 1, 28, 28)).code();       // (64, 32)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1505.04366">Noh et al., Learning Deconvolution Network,
 *     2015</a>, which unpools by the places of the maxima
 */
public final class SmallAutoencoder extends Module implements Layer {
  private static final int FIRST = 32;
  private static final int SECOND = 64;
  private static final int SIDE = 4;

  private final Conv2d conv1 = new Conv2d(1, FIRST, 3, o -> o.stride(2).padding(1));
  private final MaxPool2d pool = new MaxPool2d(2, o -> o.returnIndices(true));
  private final Conv2d conv2 = new Conv2d(FIRST, SECOND, 3, o -> o.stride(2).padding(1));
  private final ConvTranspose2d up1 =
      new ConvTranspose2d(SECOND, FIRST, 3, o -> o.stride(2).padding(1));
  private final MaxUnpool2d unpool = new MaxUnpool2d(2);
  private final Conv2d conv3 = new Conv2d(FIRST, FIRST, 3, o -> o.padding(1));
  private final ConvTranspose2d up2 = new ConvTranspose2d(FIRST, 1, 4, o -> o.stride(2).padding(1));
  private final Linear fc1;
  private final Linear fc2;

  /**
   * What the way down makes of pictures.
   *
   * @param code (N, numbers of the code)
   * @param places of the maxima, int64 (N, 32, 7, 7): indices into rows of 14 x 14
   */
  public record Code(Tensor code, Tensor places) {}

  /**
   * @param code how many numbers stand for a picture
   * @throws IllegalArgumentException unless there is at least one
   */
  public SmallAutoencoder(int code) {
    if (code < 1) {
      throw new IllegalArgumentException(
          "SmallAutoencoder: code must have at least 1 number, got " + code);
    }
    fc1 = new Linear(SECOND * SIDE * SIDE, code);
    fc2 = new Linear(code, SECOND * SIDE * SIDE);
  }

  /** The way down. */
  public Code encode(Tensor x) {
    MaxPool.Output pooled = pool.callWithIndices(conv1.call(x).relu()); // [N, 32, 7, 7]
    Tensor deep = conv2.call(pooled.output()).relu(); // [N, 64, 4, 4]
    return new Code(fc1.call(deep.flatten(1)), pooled.indices());
  }

  /** The way up. */
  public Tensor decode(Code code) {
    Tensor deep = fc2.call(code.code).relu().reshape(-1, SECOND, SIDE, SIDE);
    Tensor wide = up1.call(deep).relu(); // [N, 32, 7, 7]
    // Three of four places are empty until a convolution has spread what is in the fourth.
    Tensor spread = conv3.call(unpool.call(wide, code.places)).relu(); // [N, 32, 14, 14]
    return up2.call(spread).sigmoid();
  }

  @Override
  public Tensor forward(Tensor x) {
    return decode(encode(x));
  }
}
