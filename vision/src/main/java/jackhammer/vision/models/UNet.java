package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.ConvTranspose2d;
import jackhammer.nn.F;
import jackhammer.nn.Layer;
import jackhammer.nn.Module;
import jackhammer.nn.ModuleList;
import jackhammer.nn.ReLU;
import jackhammer.nn.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * U-Net: a class for every pixel. Five levels of two convolutions each go down, four come up again
 * by transposed convolutions and see beside them what the level of the same size made on the way
 * down. Padded, so that the output is as large as the input, and with batch norm.
 *
 * <ul>
 *   <li>Input: (N, channels, H, W), H and W multiples of 16.
 *   <li>Output: (N, classes, H, W), logits.
 *   <li>Keys of the state: {@code encoder.0} to {@code encoder.4}, {@code up.0} to {@code up.3},
 *       {@code decoder.0} to {@code decoder.3}, {@code head}.
 * </ul>
 *
 * <pre>{@code
 * Tensor logits = new UNet(3, 2).call(rand(1, 3, 96, 96)); // (1, 2, 96, 96)
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1505.04597">Ronneberger et al., U-Net, 2015</a>, which pads
 *     nowhere and has no norms
 */
public final class UNet extends Module implements Layer {
  private static final int LEVELS = 5;

  private final ModuleList encoder = new ModuleList();
  private final ModuleList up = new ModuleList();
  private final ModuleList decoder = new ModuleList();
  private final Conv2d head;

  /** With 64 channels on the first level. */
  public UNet(int channels, int classes) {
    this(channels, classes, 64);
  }

  /**
   * @param channels of the input
   * @param classes of each pixel
   * @param width channels of the first level; each level has twice those of the one before
   */
  public UNet(int channels, int classes, int width) {
    for (int i = 0; i < LEVELS; i++) {
      encoder.append(twoConvolutions(i == 0 ? channels : width << (i - 1), width << i));
    }
    for (int i = LEVELS - 1; i > 0; i--) {
      up.append(new ConvTranspose2d(width << i, width << (i - 1), 2, o -> o.stride(2)));
    }
    for (int i = LEVELS - 1; i > 0; i--) {
      decoder.append(twoConvolutions(width << i, width << (i - 1)));
    }
    head = new Conv2d(width, classes, 1);
  }

  private static Sequential twoConvolutions(int in, int out) {
    return new Sequential(
        ResNetStage.conv(in, out, 3, 1, 1),
        new BatchNorm2d(out),
        new ReLU(true),
        ResNetStage.conv(out, out, 3, 1, 1),
        new BatchNorm2d(out),
        new ReLU(true));
  }

  @Override
  public Tensor forward(Tensor x) {
    int shrink = 1 << (LEVELS - 1);
    if (x.dim() != 4 || x.size(2) % shrink != 0 || x.size(3) % shrink != 0) {
      throw new IllegalArgumentException(
          String.format(
              "UNet: input must be (N, C, H, W) with H and W multiples of %d, got %s; pad it with"
                  + " F.pad",
              shrink, x.size()));
    }
    List<Tensor> seen = new ArrayList<>();
    for (Module level : encoder) {
      x = ((Layer) level).call(seen.isEmpty() ? x : F.maxPool2d(x, 2));
      seen.add(x);
    }
    for (int i = 0; i < LEVELS - 1; i++) {
      Tensor larger = ((Layer) up.get(i)).call(x);
      x = ((Layer) decoder.get(i)).call(Tensor.cat(1, seen.get(LEVELS - 2 - i), larger));
    }
    return head.call(x);
  }
}
