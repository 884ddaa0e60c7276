package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Layer;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;

/** The residual blocks of pictures, and how a stage is put together from them. */
final class ResNetStage {
  private ResNetStage() {}

  /** What a block is made from; {@code downsample} null where the input is added as it is. */
  record Site(int in, int planes, int stride, Sequential downsample, int groups, int baseWidth) {
    /** Channels between the two 1 x 1 convolutions of a bottleneck. */
    int width() {
      return planes * baseWidth / 64 * groups;
    }
  }

  /** A kind of block. */
  enum Kind {
    BASIC(1) {
      @Override
      Layer block(Site site) {
        return new BasicBlock(site);
      }
    },
    BOTTLENECK(4) {
      @Override
      Layer block(Site site) {
        return new Bottleneck(site);
      }
    };

    /** Channels of the output for each plane. */
    final int expansion;

    Kind(int expansion) {
      this.expansion = expansion;
    }

    abstract Layer block(Site site);
  }

  /** The 1 x 1 convolution that brings an input to the channels and the size of the output. */
  static Sequential projection(int in, int out, int stride) {
    return new Sequential(conv(in, out, 1, stride, 1), new BatchNorm2d(out));
  }

  /** Blocks in a row, of which the first may shrink the picture. */
  static Sequential of(Kind kind, int blocks, Site first) {
    Sequential stage = new Sequential(kind.block(first));
    int channels = first.planes * kind.expansion;
    for (int i = 1; i < blocks; i++) {
      stage.append(
          kind.block(new Site(channels, first.planes, 1, null, first.groups, first.baseWidth)));
    }
    return stage;
  }

  static Conv2d conv(int in, int out, int kernel, int stride, int groups) {
    return new Conv2d(
        in, out, kernel, o -> o.stride(stride).padding(kernel / 2).groups(groups).bias(false));
  }

  /** The input, or what brings it to the output's shape. */
  static Tensor shortcut(Sequential downsample, Tensor x) {
    return downsample == null ? x : downsample.call(x);
  }

  /** Two convolutions of 3 x 3. */
  static final class BasicBlock extends Module implements Layer {
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final ReLU relu = new ReLU(true);
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Sequential downsample;

    BasicBlock(Site s) {
      conv1 = conv(s.in, s.planes, 3, s.stride, 1);
      bn1 = new BatchNorm2d(s.planes);
      conv2 = conv(s.planes, s.planes, 3, 1, 1);
      bn2 = new BatchNorm2d(s.planes);
      downsample = s.downsample;
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = relu.call(bn1.call(conv1.call(x)));
      y = bn2.call(conv2.call(y));
      return relu.call(y.add_(shortcut(downsample, x)));
    }
  }

  /** 1 x 1 to fewer channels, 3 x 3 there (which has the stride), 1 x 1 back. */
  static final class Bottleneck extends Module implements Layer {
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Conv2d conv3;
    private final BatchNorm2d bn3;
    private final ReLU relu = new ReLU(true);
    private final Sequential downsample;

    Bottleneck(Site s) {
      int out = s.planes * Kind.BOTTLENECK.expansion;
      conv1 = conv(s.in, s.width(), 1, 1, 1);
      bn1 = new BatchNorm2d(s.width());
      conv2 = conv(s.width(), s.width(), 3, s.stride, s.groups);
      bn2 = new BatchNorm2d(s.width());
      conv3 = conv(s.width(), out, 1, 1, 1);
      bn3 = new BatchNorm2d(out);
      downsample = s.downsample;
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = relu.call(bn1.call(conv1.call(x)));
      y = relu.call(bn2.call(conv2.call(y)));
      y = bn3.call(conv3.call(y));
      return relu.call(y.add_(shortcut(downsample, x)));
    }
  }
}
