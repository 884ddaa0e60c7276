package jackhammer.vision.models;

import static jackhammer.nn.Pair.pair;

import jackhammer.Tensor;
import jackhammer.nn.AdaptiveAvgPool2d;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Dropout;
import jackhammer.nn.Init;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.MaxPool2d;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;

/**
 * VGG: stages of 3 x 3 convolutions, each stage closed by a pooling, then three fully connected
 * layers; with or without batch norm. 132,863,336 parameters for VGG-11 and a thousand classes,
 * 143,667,240 for VGG-19, under torchvision's keys.
 *
 * <ul>
 *   <li>Input: (N, 3, H, W), at least 32 x 32; trained weights are for 224 x 224.
 *   <li>Output: (N, numClasses), logits.
 *   <li>In training half of what leaves the first two fully connected layers is dropped.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = VGG.vgg11Bn(10).call(rand(2, 3, 64, 64)); // (2, 10)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1409.1556">Simonyan and Zisserman, Very Deep Convolutional
 *     Networks for Large-Scale Image Recognition, 2014</a>
 */
public final class VGG extends Module implements Layer {
  private static final int[] WIDTHS = {64, 128, 256, 512, 512};

  private final Sequential features;
  private final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(pair(7, 7));
  private final Sequential classifier;

  private VGG(int numClasses, boolean batchNorm, int... convolutions) {
    features = new Sequential();
    int channels = 3;
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      for (int i = 0; i < convolutions[stage]; i++) {
        features.append(new Conv2d(channels, WIDTHS[stage], 3, o -> o.padding(1)));
        channels = WIDTHS[stage];
        if (batchNorm) {
          features.append(new BatchNorm2d(channels));
        }
        features.append(new ReLU(true));
      }
      features.append(new MaxPool2d(2, 2));
    }
    classifier =
        new Sequential(
            new Linear(512 * 7 * 7, 4096),
            new ReLU(true),
            new Dropout(),
            new Linear(4096, 4096),
            new ReLU(true),
            new Dropout(),
            new Linear(4096, numClasses));
    Initial.draw(this, Initial::heByOutputs, w -> Init.normal_(w, 0, 0.01));
    Initial.zeroBiases(this);
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(avgpool.call(features.call(x)).flatten(1));
  }

  /** VGG-11 for a thousand classes. */
  public static VGG vgg11() {
    return vgg11(1000);
  }

  /** VGG-11. */
  public static VGG vgg11(int numClasses) {
    return new VGG(numClasses, false, 1, 1, 2, 2, 2);
  }

  /** VGG-11 with batch norm for a thousand classes. */
  public static VGG vgg11Bn() {
    return vgg11Bn(1000);
  }

  /** VGG-11 with batch norm. */
  public static VGG vgg11Bn(int numClasses) {
    return new VGG(numClasses, true, 1, 1, 2, 2, 2);
  }

  /** VGG-13 for a thousand classes. */
  public static VGG vgg13() {
    return vgg13(1000);
  }

  /** VGG-13. */
  public static VGG vgg13(int numClasses) {
    return new VGG(numClasses, false, 2, 2, 2, 2, 2);
  }

  /** VGG-13 with batch norm for a thousand classes. */
  public static VGG vgg13Bn() {
    return vgg13Bn(1000);
  }

  /** VGG-13 with batch norm. */
  public static VGG vgg13Bn(int numClasses) {
    return new VGG(numClasses, true, 2, 2, 2, 2, 2);
  }

  /** VGG-16 for a thousand classes. */
  public static VGG vgg16() {
    return vgg16(1000);
  }

  /** VGG-16. */
  public static VGG vgg16(int numClasses) {
    return new VGG(numClasses, false, 2, 2, 3, 3, 3);
  }

  /** VGG-16 with batch norm for a thousand classes. */
  public static VGG vgg16Bn() {
    return vgg16Bn(1000);
  }

  /** VGG-16 with batch norm. */
  public static VGG vgg16Bn(int numClasses) {
    return new VGG(numClasses, true, 2, 2, 3, 3, 3);
  }

  /** VGG-19 for a thousand classes. */
  public static VGG vgg19() {
    return vgg19(1000);
  }

  /** VGG-19. */
  public static VGG vgg19(int numClasses) {
    return new VGG(numClasses, false, 2, 2, 4, 4, 4);
  }

  /** VGG-19 with batch norm for a thousand classes. */
  public static VGG vgg19Bn() {
    return vgg19Bn(1000);
  }

  /** VGG-19 with batch norm. */
  public static VGG vgg19Bn(int numClasses) {
    return new VGG(numClasses, true, 2, 2, 4, 4, 4);
  }
}
