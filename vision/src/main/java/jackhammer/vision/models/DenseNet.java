package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.AvgPool2d;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.F;
import jackhammer.nn.Init;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.MaxPool2d;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * DenseNet: each layer of a block sees what all layers before it made, side by side as channels.
 * Under torchvision's keys; parameters for a thousand classes: DenseNet-121 7,978,856, -161
 * 28,681,000, -169 14,149,480, -201 20,013,928.
 *
 * <ul>
 *   <li>Input: (N, 3, H, W), at least 29 x 29; trained weights are for 224 x 224.
 *   <li>Output: (N, numClasses), logits.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = DenseNet.densenet121().call(rand(1, 3, 224, 224)); // (1, 1000)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1608.06993">Huang et al., Densely Connected Convolutional
 *     Networks, 2016</a>
 */
public final class DenseNet extends Module implements Layer {
  /** How many times the growth a layer's 1 x 1 convolution leaves. */
  private static final int BOTTLENECK = 4;

  private final Sequential features;
  private final Linear classifier;

  private DenseNet(int numClasses, int growth, int first, int... blocks) {
    SequencedMap<String, Layer> parts = new LinkedHashMap<>();
    parts.put("conv0", new Conv2d(3, first, 7, o -> o.stride(2).padding(3).bias(false)));
    parts.put("norm0", new BatchNorm2d(first));
    parts.put("relu0", new ReLU(true));
    parts.put("pool0", new MaxPool2d(3, o -> o.stride(2).padding(1)));
    int channels = first;
    for (int i = 1; i <= blocks.length; i++) {
      parts.put("denseblock" + i, new DenseBlock(channels, growth, blocks[i - 1]));
      channels += growth * blocks[i - 1];
      if (i < blocks.length) {
        parts.put("transition" + i, transition(channels));
        channels /= 2;
      }
    }
    parts.put("norm5", new BatchNorm2d(channels));
    features = new Sequential(parts);
    classifier = new Linear(channels, numClasses);
    Initial.draw(this, Init::kaimingNormal_, w -> {});
    Initial.zeroBiases(this);
  }

  private static Sequential transition(int channels) {
    SequencedMap<String, Layer> parts = new LinkedHashMap<>();
    parts.put("norm", new BatchNorm2d(channels));
    parts.put("relu", new ReLU(true));
    parts.put("conv", new Conv2d(channels, channels / 2, 1, o -> o.bias(false)));
    parts.put("pool", new AvgPool2d(2, 2));
    return new Sequential(parts) {
      @Override
      protected String typeName() {
        return "_Transition";
      }
    };
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(F.adaptiveAvgPool2d(features.call(x).relu_(), 1).flatten(1));
  }

  /** Layers of which each adds its channels to those before. */
  private static final class DenseBlock extends Module implements Layer {
    DenseBlock(int in, int growth, int layers) {
      for (int i = 0; i < layers; i++) {
        registerModule("denselayer" + (i + 1), new DenseLayer(in + i * growth, growth));
      }
    }

    @Override
    public Tensor forward(Tensor x) {
      List<Tensor> made = new ArrayList<>(List.of(x));
      for (Module layer : children()) {
        made.add(((DenseLayer) layer).call(Tensor.cat(1, made)));
      }
      return Tensor.cat(1, made);
    }

    @Override
    protected String typeName() {
      return "_DenseBlock";
    }
  }

  /** 1 x 1 to few channels, then 3 x 3, each behind a norm. */
  private static final class DenseLayer extends Module implements Layer {
    private final BatchNorm2d norm1;
    private final ReLU relu1 = new ReLU(true);
    private final Conv2d conv1;
    private final BatchNorm2d norm2;
    private final ReLU relu2 = new ReLU(true);
    private final Conv2d conv2;

    DenseLayer(int in, int growth) {
      int few = BOTTLENECK * growth;
      norm1 = new BatchNorm2d(in);
      conv1 = new Conv2d(in, few, 1, o -> o.bias(false));
      norm2 = new BatchNorm2d(few);
      conv2 = new Conv2d(few, growth, 3, o -> o.padding(1).bias(false));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor few = conv1.call(relu1.call(norm1.call(x)));
      return conv2.call(relu2.call(norm2.call(few)));
    }

    @Override
    protected String typeName() {
      return "_DenseLayer";
    }
  }

  /** DenseNet-121 for a thousand classes. */
  public static DenseNet densenet121() {
    return densenet121(1000);
  }

  /** DenseNet-121. */
  public static DenseNet densenet121(int numClasses) {
    return new DenseNet(numClasses, 32, 64, 6, 12, 24, 16);
  }

  /** DenseNet-161 for a thousand classes. */
  public static DenseNet densenet161() {
    return densenet161(1000);
  }

  /** DenseNet-161. */
  public static DenseNet densenet161(int numClasses) {
    return new DenseNet(numClasses, 48, 96, 6, 12, 36, 24);
  }

  /** DenseNet-169 for a thousand classes. */
  public static DenseNet densenet169() {
    return densenet169(1000);
  }

  /** DenseNet-169. */
  public static DenseNet densenet169(int numClasses) {
    return new DenseNet(numClasses, 32, 64, 6, 12, 32, 32);
  }

  /** DenseNet-201 for a thousand classes. */
  public static DenseNet densenet201() {
    return densenet201(1000);
  }

  /** DenseNet-201. */
  public static DenseNet densenet201(int numClasses) {
    return new DenseNet(numClasses, 32, 64, 6, 12, 48, 32);
  }
}
