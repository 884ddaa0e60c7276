package jackhammer.vision.models;

import static jackhammer.nn.Pair.pair;

import jackhammer.Tensor;
import jackhammer.nn.AdaptiveAvgPool2d;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.MaxPool2d;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;
import jackhammer.vision.models.ResNetStage.Kind;
import jackhammer.vision.models.ResNetStage.Site;

/**
 * Residual networks for pictures: a convolution of 7 x 7, a pooling, four stages of blocks whose
 * input is added to their output, the mean over all positions, and one fully connected layer.
 * ResNeXt splits the middle convolutions of its blocks into groups. Under torchvision's keys;
 * parameters for a thousand classes: ResNet-18 11,689,512, -34 21,797,672, -50 25,557,032, -101
 * 44,549,160, -152 60,192,808, ResNeXt-50 25,028,904, ResNeXt-101 88,791,336.
 *
 * <ul>
 *   <li>Input: (N, 3, H, W); trained weights are for 224 x 224.
 *   <li>Output: (N, numClasses), logits.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = ResNet.resnet18().call(rand(1, 3, 224, 224)); // (1, 1000)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al., Deep Residual Learning for Image
 *     Recognition, 2015</a>, whose blocks of three convolutions have the stride in the first; here
 *     as in torchvision it is in the second
 * @see <a href="https://arxiv.org/abs/1611.05431">Xie et al., Aggregated Residual Transformations
 *     for Deep Neural Networks, 2016</a>
 */
public final class ResNet extends Module implements Layer {
  private final Conv2d conv1 = new Conv2d(3, 64, 7, o -> o.stride(2).padding(3).bias(false));
  private final BatchNorm2d bn1 = new BatchNorm2d(64);
  private final ReLU relu = new ReLU(true);
  private final MaxPool2d maxpool = new MaxPool2d(3, o -> o.stride(2).padding(1));
  private final Sequential layer1;
  private final Sequential layer2;
  private final Sequential layer3;
  private final Sequential layer4;
  private final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(pair(1, 1));
  private final Linear fc;

  private ResNet(Kind kind, int numClasses, int groups, int baseWidth, int... blocks) {
    int e = kind.expansion;
    layer1 = stage(kind, blocks[0], 64, 64, 1, groups, baseWidth);
    layer2 = stage(kind, blocks[1], 64 * e, 128, 2, groups, baseWidth);
    layer3 = stage(kind, blocks[2], 128 * e, 256, 2, groups, baseWidth);
    layer4 = stage(kind, blocks[3], 256 * e, 512, 2, groups, baseWidth);
    fc = new Linear(512 * e, numClasses);
    Initial.draw(this, Initial::heByOutputs, w -> {});
  }

  private static Sequential stage(
      Kind kind, int blocks, int in, int planes, int stride, int groups, int baseWidth) {
    int out = planes * kind.expansion;
    Sequential downsample =
        stride == 1 && in == out ? null : ResNetStage.projection(in, out, stride);
    return ResNetStage.of(
        kind, blocks, new Site(in, planes, stride, downsample, groups, baseWidth));
  }

  @Override
  public Tensor forward(Tensor x) {
    x = maxpool.call(relu.call(bn1.call(conv1.call(x))));
    x = layer4.call(layer3.call(layer2.call(layer1.call(x))));
    return fc.call(avgpool.call(x).flatten(1));
  }

  /** ResNet-18 for a thousand classes. */
  public static ResNet resnet18() {
    return resnet18(1000);
  }

  /** ResNet-18. */
  public static ResNet resnet18(int numClasses) {
    return new ResNet(Kind.BASIC, numClasses, 1, 64, 2, 2, 2, 2);
  }

  /** ResNet-34 for a thousand classes. */
  public static ResNet resnet34() {
    return resnet34(1000);
  }

  /** ResNet-34. */
  public static ResNet resnet34(int numClasses) {
    return new ResNet(Kind.BASIC, numClasses, 1, 64, 3, 4, 6, 3);
  }

  /** ResNet-50 for a thousand classes. */
  public static ResNet resnet50() {
    return resnet50(1000);
  }

  /** ResNet-50. */
  public static ResNet resnet50(int numClasses) {
    return new ResNet(Kind.BOTTLENECK, numClasses, 1, 64, 3, 4, 6, 3);
  }

  /** ResNet-101 for a thousand classes. */
  public static ResNet resnet101() {
    return resnet101(1000);
  }

  /** ResNet-101. */
  public static ResNet resnet101(int numClasses) {
    return new ResNet(Kind.BOTTLENECK, numClasses, 1, 64, 3, 4, 23, 3);
  }

  /** ResNet-152 for a thousand classes. */
  public static ResNet resnet152() {
    return resnet152(1000);
  }

  /** ResNet-152. */
  public static ResNet resnet152(int numClasses) {
    return new ResNet(Kind.BOTTLENECK, numClasses, 1, 64, 3, 8, 36, 3);
  }

  /** ResNeXt-50 with 32 groups of 4 channels for a thousand classes. */
  public static ResNet resnext50_32x4d() {
    return resnext50_32x4d(1000);
  }

  /** ResNeXt-50 with 32 groups of 4 channels. */
  public static ResNet resnext50_32x4d(int numClasses) {
    return new ResNet(Kind.BOTTLENECK, numClasses, 32, 4, 3, 4, 6, 3);
  }

  /** ResNeXt-101 with 32 groups of 8 channels for a thousand classes. */
  public static ResNet resnext101_32x8d() {
    return resnext101_32x8d(1000);
  }

  /** ResNeXt-101 with 32 groups of 8 channels. */
  public static ResNet resnext101_32x8d(int numClasses) {
    return new ResNet(Kind.BOTTLENECK, numClasses, 32, 8, 3, 4, 23, 3);
  }
}
