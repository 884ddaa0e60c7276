package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.AdaptiveAvgPool3d;
import jackhammer.nn.BatchNorm3d;
import jackhammer.nn.Conv3d;
import jackhammer.nn.Init;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;
import jackhammer.nn.Triple;

/**
 * R3D-18, a residual network for video: ResNet-18 whose windows reach over three pictures as well.
 * 33,371,472 parameters for four hundred classes, under torchvision's keys.
 *
 * <ul>
 *   <li>Input: (N, 3, T, H, W); trained weights are for 16 pictures of 112 x 112.
 *   <li>Output: (N, numClasses), logits.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = VideoResNet.r3d18().call(rand(1, 3, 16, 112, 112)); // (1, 400)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1711.11248">Tran et al., A Closer Look at Spatiotemporal
 *     Convolutions for Action Recognition, 2017</a>
 */
public final class VideoResNet extends Module implements Layer {
  private final Sequential stem =
      new Sequential(
          new Conv3d(
              3, 64, new Triple(3, 7, 7), o -> o.stride(1, 2, 2).padding(1, 3, 3).bias(false)),
          new BatchNorm3d(64),
          new ReLU(true)) {
        @Override
        protected String typeName() {
          return "BasicStem";
        }
      };
  private final Sequential layer1 = stage(64, 64, 1);
  private final Sequential layer2 = stage(64, 128, 2);
  private final Sequential layer3 = stage(128, 256, 2);
  private final Sequential layer4 = stage(256, 512, 2);
  private final AdaptiveAvgPool3d avgpool = new AdaptiveAvgPool3d(new Triple(1, 1, 1));
  private final Linear fc;

  private VideoResNet(int numClasses) {
    fc = new Linear(512, numClasses);
    Initial.draw(this, Initial::heByOutputs, w -> Init.normal_(w, 0, 0.01));
    Initial.zeroBiases(this);
  }

  /** R3D-18 for the four hundred classes of Kinetics. */
  public static VideoResNet r3d18() {
    return r3d18(400);
  }

  /** R3D-18. */
  public static VideoResNet r3d18(int numClasses) {
    return new VideoResNet(numClasses);
  }

  private static Sequential stage(int in, int out, int stride) {
    return new Sequential(new BasicBlock(in, out, stride), new BasicBlock(out, out, 1));
  }

  private static Conv3d conv(int in, int out, int kernel, int stride) {
    return new Conv3d(in, out, kernel, o -> o.stride(stride).padding(kernel / 2).bias(false));
  }

  @Override
  public Tensor forward(Tensor x) {
    x = layer4.call(layer3.call(layer2.call(layer1.call(stem.call(x)))));
    return fc.call(avgpool.call(x).flatten(1));
  }

  /** Two convolutions of 3 x 3 x 3; the input is added. */
  private static final class BasicBlock extends Module implements Layer {
    private final Sequential conv1;
    private final Sequential conv2;
    private final ReLU relu = new ReLU(true);
    private final Sequential downsample;

    BasicBlock(int in, int out, int stride) {
      downsample =
          stride == 1 ? null : new Sequential(conv(in, out, 1, stride), new BatchNorm3d(out));
      conv1 = new Sequential(conv(in, out, 3, stride), new BatchNorm3d(out), new ReLU(true));
      conv2 = new Sequential(conv(out, out, 3, 1), new BatchNorm3d(out));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = conv2.call(conv1.call(x));
      return relu.call(y.add_(ResNetStage.shortcut(downsample, x)));
    }
  }
}
