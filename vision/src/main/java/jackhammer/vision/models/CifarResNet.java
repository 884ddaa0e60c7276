package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.AdaptiveAvgPool2d;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.F;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;
import jackhammer.vision.models.ResNetStage.Kind;
import jackhammer.vision.models.ResNetStage.Site;

/**
 * The residual networks of the paper for pictures of 32 x 32: three stages of 16, 32 and 64
 * channels. Where a block shrinks the picture its input loses every second row and column and gains
 * channels of zeros, so that a shortcut has no weights. ResNet-20 has 269,722 parameters for ten
 * classes.
 *
 * <ul>
 *   <li>Input: (N, 3, H, W), made for 32 x 32.
 *   <li>Output: (N, numClasses), logits.
 *   <li>Keys of the state: those of {@link ResNet}, without {@code layer4}.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = CifarResNet.resnet20().call(rand(128, 3, 32, 32)); // (128, 10)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al., Deep Residual Learning for Image
 *     Recognition, 2015, section 4.2</a>
 */
public final class CifarResNet extends Module implements Layer {
  private final Conv2d conv1 = ResNetStage.conv(3, 16, 3, 1, 1);
  private final BatchNorm2d bn1 = new BatchNorm2d(16);
  private final ReLU relu = new ReLU(true);
  private final Sequential layer1;
  private final Sequential layer2;
  private final Sequential layer3;
  private final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);
  private final Linear fc;

  private CifarResNet(int blocks, int numClasses) {
    layer1 = ResNetStage.of(Kind.BASIC, blocks, new Site(16, 16, 1, null, 1, 64));
    layer2 = ResNetStage.of(Kind.BASIC, blocks, new Site(16, 32, 2, widen(8), 1, 64));
    layer3 = ResNetStage.of(Kind.BASIC, blocks, new Site(32, 64, 2, widen(16), 1, 64));
    fc = new Linear(64, numClasses);
    Initial.draw(this, Initial::heByOutputs, w -> {});
  }

  /** ResNet-20 for ten classes. */
  public static CifarResNet resnet20() {
    return resnet20(10);
  }

  /** ResNet-20: three blocks in each stage. */
  public static CifarResNet resnet20(int numClasses) {
    return new CifarResNet(3, numClasses);
  }

  /** A pool whose window is one cell takes every second cell. */
  private static Sequential widen(int channelsOnEachSide) {
    return new Sequential(
        x -> F.maxPool2d(x, 1, o -> o.stride(2)),
        x -> F.pad(x, 0, 0, 0, 0, channelsOnEachSide, channelsOnEachSide));
  }

  @Override
  public Tensor forward(Tensor x) {
    x = relu.call(bn1.call(conv1.call(x)));
    x = layer3.call(layer2.call(layer1.call(x)));
    return fc.call(avgpool.call(x).flatten(1));
  }
}
