package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.ConvTranspose2d;
import jackhammer.nn.Init;
import jackhammer.nn.Layer;
import jackhammer.nn.Module;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;
import jackhammer.nn.Tanh;

/**
 * The generator of DCGAN: a picture of 64 x 64 from random numbers, by five transposed
 * convolutions. 3,576,704 parameters; keys {@code main.0} to {@code main.12}, as in PyTorch's
 * example.
 *
 * <ul>
 *   <li>Input: (N, latent, 1, 1), normal numbers.
 *   <li>Output: (N, channels, 64, 64), between -1 and 1.
 * </ul>
 *
 * <pre>{@code
 * Tensor pictures = new DcganGenerator().call(randn(16, 100, 1, 1)); // (16, 3, 64, 64)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1511.06434">Radford et al., Unsupervised Representation
 *     Learning with Deep Convolutional Generative Adversarial Networks, 2015</a>
 */
public final class DcganGenerator extends Module implements Layer {
  private final Sequential main = new Sequential();

  /** From 100 numbers, with 64 channels before the last layer, for coloured pictures. */
  public DcganGenerator() {
    this(100, 64, 3);
  }

  /**
   * @param latent how many numbers make a picture
   * @param width channels before the last layer
   * @param channels of the picture
   */
  public DcganGenerator(int latent, int width, int channels) {
    append(latent, 8 * width, 1, 0);
    append(8 * width, 4 * width, 2, 1);
    append(4 * width, 2 * width, 2, 1);
    append(2 * width, width, 2, 1);
    main.append(grow(width, channels, 2, 1));
    main.append(new Tanh());
    for (Module m : modules()) {
      if (m instanceof ConvTranspose2d conv) {
        Init.normal_(conv.weight(), 0, 0.02);
      } else if (m instanceof BatchNorm2d norm) {
        Init.normal_(norm.parameter("weight"), 1, 0.02);
      }
    }
  }

  private void append(int in, int out, int stride, int padding) {
    main.append(grow(in, out, stride, padding));
    main.append(new BatchNorm2d(out));
    main.append(new ReLU(true));
  }

  private static ConvTranspose2d grow(int in, int out, int stride, int padding) {
    return new ConvTranspose2d(in, out, 4, o -> o.stride(stride).padding(padding).bias(false));
  }

  @Override
  public Tensor forward(Tensor x) {
    return main.call(x);
  }
}
