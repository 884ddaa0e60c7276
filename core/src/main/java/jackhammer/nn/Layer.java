package jackhammer.nn;

import jackhammer.Tensor;

/**
 * What takes a tensor and gives a tensor: most modules, a method reference, a lambda.
 *
 * <pre>{@code
 * Layer net = new Sequential(new Linear(4, 8), Tensor::relu, x -> x.flatten(1));
 * }</pre>
 *
 * <p>Write {@link #forward}; call {@link #call}, which is PyTorch's {@code layer(x)}.
 */
@FunctionalInterface
public interface Layer {

  /** What the layer computes. To be overridden, not to be called: {@link #call} does more. */
  Tensor forward(Tensor x);

  /**
   * Applies the layer: runs the hooks of a module around {@link #forward}, and names the module's
   * path in the text of an error.
   */
  default Tensor call(Tensor x) {
    return this instanceof Module module ? module.call(this, x) : forward(x);
  }
}
