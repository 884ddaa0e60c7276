package jackhammer.vision.models;

import static jackhammer.nn.Pair.pair;

import jackhammer.Tensor;
import jackhammer.nn.AdaptiveAvgPool2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Dropout;
import jackhammer.nn.Init;
import jackhammer.nn.Layer;
import jackhammer.nn.MaxPool2d;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;

/**
 * SqueezeNet: convolutions of 1 x 1 that narrow, then ones of 1 x 1 and 3 x 3 side by side that
 * widen, and no fully connected layer. 1,248,424 parameters in version 1.0 and 1,235,496 in version
 * 1.1, for a thousand classes and under torchvision's keys.
 *
 * <ul>
 *   <li>Input: (N, 3, H, W), at least 21 x 21 (1.1: 17 x 17).
 *   <li>Output: (N, numClasses), logits.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = SqueezeNet.squeezenet1_1().call(rand(1, 3, 224, 224)); // (1, 1000)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1602.07360">Iandola et al., SqueezeNet, 2016</a>
 */
public final class SqueezeNet extends Module implements Layer {
  private final Sequential features;
  private final Sequential classifier;

  private SqueezeNet(int numClasses, Sequential features) {
    this.features = features;
    Conv2d last = new Conv2d(512, numClasses, 1);
    classifier =
        new Sequential(new Dropout(), last, new ReLU(true), new AdaptiveAvgPool2d(pair(1, 1)));
    Initial.draw(
        this,
        w -> {
          if (w == last.weight()) {
            Init.normal_(w, 0, 0.01);
          } else {
            Init.kaimingUniform_(w);
          }
        },
        w -> {});
    Initial.zeroBiases(this);
  }

  /** Version 1.0 for a thousand classes. */
  public static SqueezeNet squeezenet1_0() {
    return squeezenet1_0(1000);
  }

  /** Version 1.0. */
  public static SqueezeNet squeezenet1_0(int numClasses) {
    return new SqueezeNet(
        numClasses,
        new Sequential(
            new Conv2d(3, 96, 7, o -> o.stride(2)),
            new ReLU(true),
            pool(),
            new Fire(96, 16, 64),
            new Fire(128, 16, 64),
            new Fire(128, 32, 128),
            pool(),
            new Fire(256, 32, 128),
            new Fire(256, 48, 192),
            new Fire(384, 48, 192),
            new Fire(384, 64, 256),
            pool(),
            new Fire(512, 64, 256)));
  }

  /** Version 1.1 for a thousand classes. */
  public static SqueezeNet squeezenet1_1() {
    return squeezenet1_1(1000);
  }

  /** Version 1.1: as accurate with less than half of the work, since it pools earlier. */
  public static SqueezeNet squeezenet1_1(int numClasses) {
    return new SqueezeNet(
        numClasses,
        new Sequential(
            new Conv2d(3, 64, 3, o -> o.stride(2)),
            new ReLU(true),
            pool(),
            new Fire(64, 16, 64),
            new Fire(128, 16, 64),
            pool(),
            new Fire(128, 32, 128),
            new Fire(256, 32, 128),
            pool(),
            new Fire(256, 48, 192),
            new Fire(384, 48, 192),
            new Fire(384, 64, 256),
            new Fire(512, 64, 256)));
  }

  private static MaxPool2d pool() {
    return new MaxPool2d(3, o -> o.stride(2).ceilMode(true));
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(features.call(x)).flatten(1);
  }

  /** Few channels, then as many of 1 x 1 as of 3 x 3. */
  private static final class Fire extends Module implements Layer {
    // Fields are named as the printed form has to name them.
    private final Conv2d squeeze;
    private final ReLU squeeze_activation = new ReLU(true);
    private final Conv2d expand1x1;
    private final ReLU expand1x1_activation = new ReLU(true);
    private final Conv2d expand3x3;
    private final ReLU expand3x3_activation = new ReLU(true);

    Fire(int channels, int squeezed, int expanded) {
      squeeze = new Conv2d(channels, squeezed, 1);
      expand1x1 = new Conv2d(squeezed, expanded, 1);
      expand3x3 = new Conv2d(squeezed, expanded, 3, o -> o.padding(1));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor few = squeeze_activation.call(squeeze.call(x));
      return Tensor.cat(
          1,
          expand1x1_activation.call(expand1x1.call(few)),
          expand3x3_activation.call(expand3x3.call(few)));
    }
  }
}
