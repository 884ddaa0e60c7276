package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.AdaptiveAvgPool2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Dropout;
import jackhammer.nn.Init;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;
import jackhammer.nn.Sequential;
import jackhammer.nn.SiLU;
import jackhammer.nn.Sigmoid;

/**
 * EfficientNet-B0: MobileNetV2's blocks with SiLU, windows of 3 or 5, and a factor for each channel
 * that is computed from the channels' means. 5,288,548 parameters for a thousand classes, under
 * torchvision's keys.
 *
 * <ul>
 *   <li>Input: (N, 3, H, W); trained weights are for 224 x 224.
 *   <li>Output: (N, numClasses), logits.
 *   <li>In training a fifth of what reaches the last layer is dropped, and each picture skips
 *       blocks at random, the later the block the more often.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = EfficientNet.efficientnetB0().call(rand(1, 3, 224, 224)); // (1, 1000)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1905.11946">Tan and Le, EfficientNet, 2019</a>
 */
public final class EfficientNet extends Module implements Layer {
  /** Expansion, window, stride of the first block, channels, blocks. */
  private static final int[][] B0 = {
    {1, 3, 1, 16, 1},
    {6, 3, 2, 24, 2},
    {6, 5, 2, 40, 2},
    {6, 3, 2, 80, 3},
    {6, 5, 1, 112, 3},
    {6, 5, 2, 192, 4},
    {6, 3, 1, 320, 1}
  };

  private static final double LARGEST_SKIP_PROBABILITY = 0.2;

  private final Sequential features = new Sequential();
  private final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);
  private final Sequential classifier;

  private EfficientNet(int[][] stages, double dropout, int numClasses) {
    int total = 0;
    for (int[] stage : stages) {
      total += stage[4];
    }
    int channels = 32;
    int block = 0;
    features.append(new Conv2dNormActivation(3, channels, 3, 2, 1, new SiLU(true)));
    for (int[] s : stages) {
      Sequential stage = new Sequential();
      for (int i = 0; i < s[4]; i++) {
        double skip = LARGEST_SKIP_PROBABILITY * block++ / total;
        stage.append(new MBConv(channels, s[3], s[1], i == 0 ? s[2] : 1, s[0], skip));
        channels = s[3];
      }
      features.append(stage);
    }
    features.append(new Conv2dNormActivation(channels, 4 * channels, 1, 1, 1, new SiLU(true)));
    classifier = new Sequential(new Dropout(dropout, true), new Linear(4 * channels, numClasses));
    double bound = 1 / Math.sqrt(numClasses);
    Initial.draw(this, Initial::heByOutputs, w -> Init.uniform_(w, -bound, bound));
    Initial.zeroBiases(this);
  }

  /** EfficientNet-B0 for a thousand classes. */
  public static EfficientNet efficientnetB0() {
    return efficientnetB0(1000);
  }

  /** EfficientNet-B0. */
  public static EfficientNet efficientnetB0(int numClasses) {
    return new EfficientNet(B0, 0.2, numClasses);
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(avgpool.call(features.call(x)).flatten(1));
  }

  /** Widens, works on each channel, scales the channels, narrows. */
  private static final class MBConv extends Module implements Layer {
    private final Sequential block = new Sequential();
    private final StochasticDepth stochastic_depth; // as the printed form has to name it
    private final boolean residual;

    MBConv(int in, int out, int kernel, int stride, int expansion, double skip) {
      int hidden = in * expansion;
      residual = stride == 1 && in == out;
      stochastic_depth = new StochasticDepth(skip);
      if (expansion != 1) {
        block.append(new Conv2dNormActivation(in, hidden, 1, 1, 1, new SiLU(true)));
      }
      block.append(
          new Conv2dNormActivation(hidden, hidden, kernel, stride, hidden, new SiLU(true)));
      block.append(new SqueezeExcitation(hidden, Math.max(1, in / 4)));
      block.append(new Conv2dNormActivation(hidden, out, 1, 1, 1));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = block.call(x);
      return residual ? stochastic_depth.call(y).add(x) : y;
    }
  }

  /** Drops the whole of some pictures in training, and makes up for it in the others. */
  private static final class StochasticDepth extends Module implements Layer {
    private final double p;

    StochasticDepth(double p) {
      this.p = p;
    }

    @Override
    public Tensor forward(Tensor x) {
      return isTraining() && p > 0
          ? x.mul(Tensor.zeros(x.size(0), 1, 1, 1).bernoulli_(1 - p).div_(1 - p))
          : x;
    }

    @Override
    protected String extraRepr() {
      return "p=" + p + ", mode=row";
    }
  }

  /** A factor in (0, 1) for each channel, from the means of all channels. */
  private static final class SqueezeExcitation extends Module implements Layer {
    private final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);
    private final Conv2d fc1;
    private final Conv2d fc2;
    private final SiLU activation = new SiLU(true);
    private final Sigmoid scale_activation = new Sigmoid();

    SqueezeExcitation(int channels, int squeezed) {
      fc1 = new Conv2d(channels, squeezed, 1);
      fc2 = new Conv2d(squeezed, channels, 1);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor few = activation.call(fc1.call(avgpool.call(x)));
      return scale_activation.call(fc2.call(few)).mul(x);
    }
  }
}
