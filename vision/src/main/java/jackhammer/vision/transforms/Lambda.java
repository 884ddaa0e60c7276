package jackhammer.vision.transforms;

import jackhammer.Tensor;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A function of one's own, printed as {@code Lambda()}.
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Lambda.html">torchvision.transforms.Lambda</a>
 */
public final class Lambda implements Transform {
  private final UnaryOperator<Tensor> function;

  /** The function. */
  public Lambda(UnaryOperator<Tensor> function) {
    this.function = Objects.requireNonNull(function, "Lambda: function");
  }

  @Override
  public Tensor call(Tensor picture) {
    return function.apply(picture);
  }

  @Override
  public String toString() {
    return "Lambda()";
  }
}
