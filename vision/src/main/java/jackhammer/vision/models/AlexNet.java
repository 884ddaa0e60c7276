package jackhammer.vision.models;

import static jackhammer.nn.Pair.pair;

import jackhammer.Tensor;
import jackhammer.nn.AdaptiveAvgPool2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Dropout;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.MaxPool2d;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;

/**
 * AlexNet in its one-column form: five convolutions and three fully connected layers. 61,100,840
 * parameters for a thousand classes, under torchvision's keys.
 *
 * <ul>
 *   <li>Input: (N, 3, H, W), at least 63 x 63; trained weights are for 224 x 224.
 *   <li>Output: (N, numClasses), logits.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = new AlexNet().call(rand(1, 3, 224, 224)); // (1, 1000)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1404.5997">Krizhevsky, One weird trick for parallelizing
 *     convolutional neural networks, 2014</a>
 */
public final class AlexNet extends Module implements Layer {
  private final Sequential features =
      new Sequential(
          new Conv2d(3, 64, 11, o -> o.stride(4).padding(2)),
          new ReLU(true),
          new MaxPool2d(3, 2),
          new Conv2d(64, 192, 5, o -> o.padding(2)),
          new ReLU(true),
          new MaxPool2d(3, 2),
          new Conv2d(192, 384, 3, o -> o.padding(1)),
          new ReLU(true),
          new Conv2d(384, 256, 3, o -> o.padding(1)),
          new ReLU(true),
          new Conv2d(256, 256, 3, o -> o.padding(1)),
          new ReLU(true),
          new MaxPool2d(3, 2));
  private final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(pair(6, 6));
  private final Sequential classifier;

  /** For the thousand classes of ImageNet. */
  public AlexNet() {
    this(1000);
  }

  /** For so many classes; half of what reaches a fully connected layer is dropped in training. */
  public AlexNet(int numClasses) {
    this(numClasses, 0.5);
  }

  /** For so many classes and with another probability of dropping. */
  public AlexNet(int numClasses, double dropout) {
    classifier =
        new Sequential(
            new Dropout(dropout),
            new Linear(256 * 6 * 6, 4096),
            new ReLU(true),
            new Dropout(dropout),
            new Linear(4096, 4096),
            new ReLU(true),
            new Linear(4096, numClasses));
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(avgpool.call(features.call(x)).flatten(1));
  }
}
