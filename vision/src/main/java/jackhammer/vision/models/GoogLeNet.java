package jackhammer.vision.models;

import static jackhammer.nn.Pair.pair;

import jackhammer.Tensor;
import jackhammer.nn.AdaptiveAvgPool2d;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Dropout;
import jackhammer.nn.F;
import jackhammer.nn.Init;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.MaxPool2d;
import jackhammer.nn.Module;
import jackhammer.nn.Sequential;

/**
 * GoogLeNet with batch norm: nine inception blocks, each four ways through windows of different
 * size side by side, and two heads in the middle that help in training. Under torchvision's keys;
 * 13,004,888 parameters for a thousand classes, of which 6,379,984 in the heads.
 *
 * <ul>
 *   <li>Input: (N, 3, H, W), at least 15 x 15; trained weights are for 224 x 224.
 *   <li>Output: (N, numClasses), logits; {@link #callWithHeads} gives those of the heads as well.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = new GoogLeNet().call(rand(2, 3, 224, 224)); // (2, 1000)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1409.4842">Szegedy et al., Going Deeper with Convolutions,
 *     2014</a>, which has windows of 5 x 5 where this has 3 x 3, as torchvision's weights want
 */
public final class GoogLeNet extends Module implements Layer {

  /**
   * What the network and its two heads say.
   *
   * @param logits of the network
   * @param auxLogits2 of the later head; null in evaluation and without heads
   * @param auxLogits1 of the earlier head; null in evaluation and without heads
   */
  public record Output(Tensor logits, Tensor auxLogits2, Tensor auxLogits1) {}

  private final BasicConv2d conv1 = new BasicConv2d(3, 64, 7, 2);
  private final MaxPool2d maxpool1 = pool(3);
  private final BasicConv2d conv2 = new BasicConv2d(64, 64, 1, 1);
  private final BasicConv2d conv3 = new BasicConv2d(64, 192, 3, 1);
  private final MaxPool2d maxpool2 = pool(3);
  private final Inception inception3a = new Inception(192, 64, 96, 128, 16, 32, 32);
  private final Inception inception3b = new Inception(256, 128, 128, 192, 32, 96, 64);
  private final MaxPool2d maxpool3 = pool(3);
  private final Inception inception4a = new Inception(480, 192, 96, 208, 16, 48, 64);
  private final Inception inception4b = new Inception(512, 160, 112, 224, 24, 64, 64);
  private final Inception inception4c = new Inception(512, 128, 128, 256, 24, 64, 64);
  private final Inception inception4d = new Inception(512, 112, 144, 288, 32, 64, 64);
  private final Inception inception4e = new Inception(528, 256, 160, 320, 32, 128, 128);
  private final MaxPool2d maxpool4 = pool(2);
  private final Inception inception5a = new Inception(832, 256, 160, 320, 32, 128, 128);
  private final Inception inception5b = new Inception(832, 384, 192, 384, 48, 128, 128);
  private final InceptionAux aux1;
  private final InceptionAux aux2;
  private final AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(pair(1, 1));
  private final Dropout dropout = new Dropout(0.2);
  private final Linear fc;

  /** For the thousand classes of ImageNet, with heads. */
  public GoogLeNet() {
    this(1000);
  }

  /** For so many classes, with heads. */
  public GoogLeNet(int numClasses) {
    this(numClasses, true);
  }

  /** For so many classes, with heads or without. */
  public GoogLeNet(int numClasses, boolean auxLogits) {
    aux1 = auxLogits ? new InceptionAux(512, numClasses) : null;
    aux2 = auxLogits ? new InceptionAux(528, numClasses) : null;
    fc = new Linear(1024, numClasses);
    Initial.draw(this, GoogLeNet::truncated, GoogLeNet::truncated);
  }

  private static void truncated(Tensor weight) {
    Init.truncNormal_(weight, 0, 0.01, -2, 2);
  }

  private static MaxPool2d pool(int kernel) {
    return new MaxPool2d(kernel, o -> o.stride(2).ceilMode(true));
  }

  @Override
  public Tensor forward(Tensor x) {
    return run(x, false).logits;
  }

  /** As {@link #call}, and in training the logits of the heads too. */
  public Output callWithHeads(Tensor x) {
    return run(x, isTraining() && aux1 != null);
  }

  private Output run(Tensor x, boolean heads) {
    x = maxpool1.call(conv1.call(x));
    x = maxpool2.call(conv3.call(conv2.call(x)));
    x = maxpool3.call(inception3b.call(inception3a.call(x)));
    x = inception4a.call(x);
    Tensor head1 = heads ? aux1.call(x) : null;
    x = inception4d.call(inception4c.call(inception4b.call(x)));
    Tensor head2 = heads ? aux2.call(x) : null;
    x = maxpool4.call(inception4e.call(x));
    x = inception5b.call(inception5a.call(x));
    Tensor logits = fc.call(dropout.call(avgpool.call(x).flatten(1)));
    return new Output(logits, head2, head1);
  }

  private static final class BasicConv2d extends Module implements Layer {
    private final Conv2d conv;
    private final BatchNorm2d bn;

    BasicConv2d(int in, int out, int kernel, int stride) {
      conv = ResNetStage.conv(in, out, kernel, stride, 1);
      bn = new BatchNorm2d(out, o -> o.eps(0.001));
    }

    @Override
    public Tensor forward(Tensor x) {
      return bn.call(conv.call(x)).relu_();
    }
  }

  /** Four ways side by side; the numbers are channels, those of 1 x 1 before a window first. */
  private static final class Inception extends Module implements Layer {
    private final BasicConv2d branch1;
    private final Sequential branch2;
    private final Sequential branch3;
    private final Sequential branch4;

    Inception(int in, int one, int few2, int out2, int few3, int out3, int pooled) {
      branch1 = new BasicConv2d(in, one, 1, 1);
      branch2 = new Sequential(new BasicConv2d(in, few2, 1, 1), new BasicConv2d(few2, out2, 3, 1));
      branch3 = new Sequential(new BasicConv2d(in, few3, 1, 1), new BasicConv2d(few3, out3, 3, 1));
      branch4 =
          new Sequential(
              new MaxPool2d(3, o -> o.stride(1).padding(1).ceilMode(true)),
              new BasicConv2d(in, pooled, 1, 1));
    }

    @Override
    public Tensor forward(Tensor x) {
      return Tensor.cat(1, branch1.call(x), branch2.call(x), branch3.call(x), branch4.call(x));
    }
  }

  /** A head: classes from the middle of the network. */
  private static final class InceptionAux extends Module implements Layer {
    private final BasicConv2d conv;
    private final Linear fc1;
    private final Linear fc2;
    private final Dropout dropout = new Dropout(0.7);

    InceptionAux(int in, int numClasses) {
      conv = new BasicConv2d(in, 128, 1, 1);
      fc1 = new Linear(2048, 1024);
      fc2 = new Linear(1024, numClasses);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor few = conv.call(F.adaptiveAvgPool2d(x, 4)).flatten(1);
      return fc2.call(dropout.call(fc1.call(few).relu_()));
    }
  }
}
