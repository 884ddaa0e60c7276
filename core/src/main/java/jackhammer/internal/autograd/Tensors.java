package jackhammer.internal.autograd;

import jackhammer.Tensor;
import jackhammer.internal.kernel.Strided;
import java.lang.invoke.MethodHandles;

/** The door between {@link Tensor}, whose inside is private, and the packages that work on it. */
public final class Tensors {

  /** Set by Tensor's static initialiser. */
  public interface Access {
    TensorState state(Tensor t);

    Tensor wrap(TensorState state);
  }

  private static Access access;

  private Tensors() {}

  public static void open(Access theAccess) {
    access = theAccess;
  }

  public static TensorState state(Tensor t) {
    return access.state(t);
  }

  /** The strided view that {@code t} stands for. */
  public static Strided data(Tensor t) {
    return access.state(t).data();
  }

  /** A new tensor outside every graph. */
  public static Tensor wrap(Strided data) {
    TensorState state = new TensorState(data);
    state.inference = GradMode.isInference();
    if (access == null) {
      initialise();
    }
    return access.wrap(state);
  }

  /** Another handle on the same numbers, outside every graph; changes in place are seen by both. */
  public static Tensor detached(Tensor t) {
    Tensor result = wrap(data(t));
    state(result).inference = state(t).inference;
    return result;
  }

  private static void initialise() {
    try {
      MethodHandles.lookup().ensureInitialized(Tensor.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
