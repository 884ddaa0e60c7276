package jackhammer.vision.transforms;

import jackhammer.Tensor;
import java.util.List;

/**
 * Transforms one after the other.
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Compose.html">torchvision.transforms.Compose</a>
 */
public final class Compose implements Transform {
  private final List<Transform> transforms;

  /** The transforms in their order. */
  public Compose(Transform... transforms) {
    this(List.of(transforms));
  }

  /** The transforms in their order. */
  public Compose(List<Transform> transforms) {
    this.transforms = List.copyOf(transforms);
  }

  /** The transforms in their order. */
  public List<Transform> transforms() {
    return transforms;
  }

  @Override
  public Tensor call(Tensor picture) {
    Tensor x = picture;
    for (Transform t : transforms) {
      x = t.call(x);
    }
    return x;
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("Compose(");
    transforms.forEach(t -> s.append("\n    ").append(t));
    return s.append("\n)").toString();
  }
}
