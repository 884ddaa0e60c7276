package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Dropout;
import jackhammer.nn.F;
import jackhammer.nn.Init;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU6;
import jackhammer.nn.Sequential;

/**
 * MobileNetV2: blocks that widen by 1 x 1, work on each channel by 3 x 3, and narrow again, with
 * the input added where the shapes allow. 3,504,872 parameters for a thousand classes, under
 * torchvision's keys.
 *
 * <ul>
 *   <li>Input: (N, 3, H, W); trained weights are for 224 x 224.
 *   <li>Output: (N, numClasses), logits.
 *   <li>In training a fifth of what reaches the last layer is dropped.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = new MobileNetV2().call(rand(1, 3, 224, 224)); // (1, 1000)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1801.04381">Sandler et al., MobileNetV2: Inverted Residuals
 *     and Linear Bottlenecks, 2018</a>
 */
public final class MobileNetV2 extends Module implements Layer {
  /** Expansion, channels, blocks, stride of the first block. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private final Sequential features = new Sequential();
  private final Sequential classifier;

  /** For the thousand classes of ImageNet. */
  public MobileNetV2() {
    this(1000);
  }

  /** For so many classes. */
  public MobileNetV2(int numClasses) {
    int channels = 32;
    features.append(new Conv2dNormActivation(3, channels, 3, 2, 1, new ReLU6(true)));
    for (int[] stage : STAGES) {
      for (int i = 0; i < stage[2]; i++) {
        features.append(new InvertedResidual(channels, stage[1], i == 0 ? stage[3] : 1, stage[0]));
        channels = stage[1];
      }
    }
    features.append(new Conv2dNormActivation(channels, 1280, 1, 1, 1, new ReLU6(true)));
    classifier = new Sequential(new Dropout(0.2), new Linear(1280, numClasses));
    Initial.draw(this, Initial::heByOutputs, w -> Init.normal_(w, 0, 0.01));
    Initial.zeroBiases(this);
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(F.adaptiveAvgPool2d(features.call(x), 1).flatten(1));
  }

  /**
   * A block; no function follows its last convolution, so that nothing is lost where it is narrow.
   */
  private static final class InvertedResidual extends Module implements Layer {
    private final Sequential conv = new Sequential();
    private final boolean residual;

    InvertedResidual(int in, int out, int stride, int expansion) {
      int hidden = in * expansion;
      residual = stride == 1 && in == out;
      if (expansion != 1) {
        conv.append(new Conv2dNormActivation(in, hidden, 1, 1, 1, new ReLU6(true)));
      }
      conv.append(new Conv2dNormActivation(hidden, hidden, 3, stride, hidden, new ReLU6(true)));
      conv.append(new Conv2d(hidden, out, 1, o -> o.bias(false)));
      conv.append(new BatchNorm2d(out));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = conv.call(x);
      return residual ? x.add(y) : y;
    }
  }
}
