package jackhammer.vision.transforms;

import jackhammer.Tensor;

/**
 * Shades of grey: of uint8 as by Pillow's {@code convert("L")}, of float32 0.2989 red + 0.587 green
 * + 0.114 blue, as torchvision.
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Grayscale.html">torchvision.transforms.Grayscale</a>
 */
public final class Grayscale implements Transform {
  private final int numOutputChannels;

  /** One channel. */
  public Grayscale() {
    this(1);
  }

  /**
   * One channel, or three that are equal.
   *
   * @throws IllegalArgumentException unless it is 1 or 3
   */
  public Grayscale(int numOutputChannels) {
    if (numOutputChannels != 1 && numOutputChannels != 3) {
      throw new IllegalArgumentException(
          "Grayscale: numOutputChannels: expected 1 or 3, got " + numOutputChannels);
    }
    this.numOutputChannels = numOutputChannels;
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture p = Picture.of("Grayscale", picture);
    float[] grey = Colours.grey(p);
    float[] out = new float[numOutputChannels * grey.length];
    for (int c = 0; c < numOutputChannels; c++) {
      System.arraycopy(grey, 0, out, c * grey.length, grey.length);
    }
    return new Picture(p.bytes(), numOutputChannels, p.height(), p.width(), out).tensor();
  }

  @Override
  public String toString() {
    return "Grayscale(num_output_channels=" + numOutputChannels + ")";
  }
}
