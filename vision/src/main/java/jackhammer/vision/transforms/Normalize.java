package jackhammer.vision.transforms;

import jackhammer.DType;
import jackhammer.Tensor;
import java.util.List;

/**
 * (x - mean) / std for each channel.
 *
 * <pre>{@code
 * new Normalize(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225))
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Normalize.html">torchvision.transforms.Normalize</a>
 */
public final class Normalize implements Transform {
  private final List<Double> mean;
  private final List<Double> std;

  /**
   * A number for each channel, or one for all.
   *
   * @throws IllegalArgumentException unless both have as many numbers, at least one, and none of
   *     {@code std} is 0 in float32
   */
  public Normalize(List<Double> mean, List<Double> std) {
    if (mean.isEmpty() || mean.size() != std.size()) {
      throw new IllegalArgumentException(
          "Normalize: expected as many numbers in mean as in std, at least one, got %d and %d"
              .formatted(mean.size(), std.size()));
    }
    for (double s : std) {
      if ((float) s == 0) {
        throw new IllegalArgumentException(
            "Normalize: std: expected numbers that are not 0 in float32, got " + std);
      }
    }
    this.mean = List.copyOf(mean);
    this.std = List.copyOf(std);
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture.check("Normalize", picture);
    if (picture.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "Normalize: picture: expected float32, got uint8; put ToTensor before it");
    }
    if (mean.size() != 1 && mean.size() != picture.size(0)) {
      throw new IllegalArgumentException(
          "Normalize: picture: expected %d channels, one for each number of mean, got size %s"
              .formatted(mean.size(), picture.size()));
    }
    return picture.sub(column(mean)).div(column(std));
  }

  private static Tensor column(List<Double> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).floatValue();
    }
    return Tensor.fromArray(floats, floats.length, 1, 1);
  }

  @Override
  public String toString() {
    return "Normalize(mean=" + mean + ", std=" + std + ")";
  }
}
