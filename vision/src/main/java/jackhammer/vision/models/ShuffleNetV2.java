package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.MaxPool2d;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;

/**
 * ShuffleNetV2: half of the channels pass a block as they are, the other half is worked on, then
 * the two are interleaved. Under torchvision's keys; parameters for a thousand classes: 0.5
 * 1,366,792, 1.0 2,278,604, 1.5 3,503,624, 2.0 7,393,996.
 *
 * <ul>
 *   <li>Input: (N, 3, H, W); trained weights are for 224 x 224.
 *   <li>Output: (N, numClasses), logits.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = ShuffleNetV2.shufflenetV2X1_0().call(rand(1, 3, 224, 224)); // (1, 1000)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1807.11164">Ma et al., ShuffleNet V2, 2018</a>
 */
public final class ShuffleNetV2 extends Module implements Layer {
  private final Sequential conv1 = new Sequential();
  private final MaxPool2d maxpool = new MaxPool2d(3, o -> o.stride(2).padding(1));
  private final Sequential stage2;
  private final Sequential stage3;
  private final Sequential stage4;
  private final Sequential conv5 = new Sequential();
  private final Linear fc;

  private ShuffleNetV2(int numClasses, int second, int third, int fourth, int last) {
    append(conv1, 3, 24, 3, 2, 1).append(new ReLU(true));
    stage2 = stage(24, second, 4);
    stage3 = stage(second, third, 8);
    stage4 = stage(third, fourth, 4);
    append(conv5, fourth, last, 1, 1, 1).append(new ReLU(true));
    fc = new Linear(last, numClasses);
  }

  private static Sequential stage(int in, int out, int units) {
    Sequential stage = new Sequential(new Unit(in, out, 2));
    for (int i = 1; i < units; i++) {
      stage.append(new Unit(out, out, 1));
    }
    return stage;
  }

  private static Sequential append(
      Sequential layers, int in, int out, int kernel, int stride, int groups) {
    return layers
        .append(ResNetStage.conv(in, out, kernel, stride, groups))
        .append(new BatchNorm2d(out));
  }

  @Override
  public Tensor forward(Tensor x) {
    x = maxpool.call(conv1.call(x));
    x = conv5.call(stage4.call(stage3.call(stage2.call(x))));
    return fc.call(x.mean(2, 3));
  }

  /** A block; one that shrinks the picture works on all channels twice, side by side. */
  private static final class Unit extends Module implements Layer {
    private final Sequential branch1 = new Sequential();
    private final Sequential branch2 = new Sequential();
    private final boolean shrinks;

    Unit(int in, int out, int stride) {
      int half = out / 2;
      shrinks = stride > 1;
      if (shrinks) {
        append(branch1, in, in, 3, stride, in);
        append(branch1, in, half, 1, 1, 1).append(new ReLU(true));
      }
      append(branch2, shrinks ? in : half, half, 1, 1, 1).append(new ReLU(true));
      append(branch2, half, half, 3, stride, half);
      append(branch2, half, half, 1, 1, 1).append(new ReLU(true));
    }

    @Override
    public Tensor forward(Tensor x) {
      if (shrinks) {
        return interleave(branch1.call(x), branch2.call(x));
      }
      Tensor[] halves = x.chunk(2, 1);
      return interleave(halves[0], branch2.call(halves[1]));
    }

    @Override
    protected String typeName() {
      return "InvertedResidual";
    }

    private static Tensor interleave(Tensor a, Tensor b) {
      return Tensor.stack(2, a, b).flatten(1, 2);
    }
  }

  /** 0.5 times the usual channels, for a thousand classes. */
  public static ShuffleNetV2 shufflenetV2X0_5() {
    return shufflenetV2X0_5(1000);
  }

  /** 0.5 times the usual channels. */
  public static ShuffleNetV2 shufflenetV2X0_5(int numClasses) {
    return new ShuffleNetV2(numClasses, 48, 96, 192, 1024);
  }

  /** 1.0 times the usual channels, for a thousand classes. */
  public static ShuffleNetV2 shufflenetV2X1_0() {
    return shufflenetV2X1_0(1000);
  }

  /** 1.0 times the usual channels. */
  public static ShuffleNetV2 shufflenetV2X1_0(int numClasses) {
    return new ShuffleNetV2(numClasses, 116, 232, 464, 1024);
  }

  /** 1.5 times the usual channels, for a thousand classes. */
  public static ShuffleNetV2 shufflenetV2X1_5() {
    return shufflenetV2X1_5(1000);
  }

  /** 1.5 times the usual channels. */
  public static ShuffleNetV2 shufflenetV2X1_5(int numClasses) {
    return new ShuffleNetV2(numClasses, 176, 352, 704, 1024);
  }

  /** 2.0 times the usual channels, for a thousand classes. */
  public static ShuffleNetV2 shufflenetV2X2_0() {
    return shufflenetV2X2_0(1000);
  }

  /** 2.0 times the usual channels. */
  public static ShuffleNetV2 shufflenetV2X2_0(int numClasses) {
    return new ShuffleNetV2(numClasses, 244, 488, 976, 2048);
  }
}
