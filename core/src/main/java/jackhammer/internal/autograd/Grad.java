package jackhammer.internal.autograd;

import jackhammer.Tensor;

/**
 * The gradient of one op: PyTorch's name for it and the function from the gradient of the outputs
 * to the gradients of the inputs. A constant of the op: it captures nothing, what it needs is in
 * {@link Saved}.
 *
 * <p>The function is written in tensor operations wherever that is fast enough, and is then
 * differentiable itself. What is computed by a kernel of its own states a second, differentiable
 * form ({@link #twoWay}, {@link #fused}), which runs when a graph of the gradient is asked for.
 *
 * <p>A returned gradient may still have the broadcast size of the result and the promoted type: the
 * engine sums it to the size of the input and casts it. {@code null} stands for no gradient.
 */
public final class Grad {

  /** From the gradient of the only output. */
  @FunctionalInterface
  public interface Backward {
    Tensor[] apply(Tensor g, Saved saved);
  }

  /** From the gradients of several outputs; those that nothing depends on are null. */
  @FunctionalInterface
  public interface MultiBackward {
    Tensor[] apply(Tensor[] g, Saved saved);
  }

  /** The op again, in differentiable operations, from its inputs and arguments. */
  @FunctionalInterface
  public interface Composition {
    Tensor apply(Tensor[] inputs, Saved saved);
  }

  /** The same for an op with several outputs. */
  @FunctionalInterface
  public interface MultiComposition {
    Tensor[] apply(Tensor[] inputs, Saved saved);
  }

  private final String name;
  private final MultiBackward backward;

  private Grad(String name, MultiBackward backward) {
    this.name = name;
    this.backward = backward;
  }

  /** An op with one output. */
  public static Grad of(String name, Backward backward) {
    return new Grad(name, (g, saved) -> backward.apply(g[0], saved));
  }

  /** An op with several outputs. */
  public static Grad multi(String name, MultiBackward backward) {
    return new Grad(name, backward);
  }

  /** A fast form, and a differentiable one for when the gradient itself is recorded. */
  public static Grad twoWay(String name, Backward fast, Backward differentiable) {
    return of(name, (g, saved) -> (GradMode.isEnabled() ? differentiable : fast).apply(g, saved));
  }

  /**
   * A fused op: a fast form, and the op's meaning as a composition whose own gradient is taken when
   * the gradient is recorded. The op must save its inputs first, in the order of its inputs.
   */
  public static Grad fused(String name, Backward fast, Composition meaning) {
    return fusedMulti(
        name,
        (g, saved) -> fast.apply(g[0], saved),
        (in, saved) -> new Tensor[] {meaning.apply(in, saved)});
  }

  /** {@link #fused} for an op with several outputs. */
  public static Grad fusedMulti(String name, MultiBackward fast, MultiComposition meaning) {
    return multi(
        name,
        (g, saved) ->
            GradMode.isEnabled() ? Compose.gradient(g, saved, meaning) : fast.apply(g, saved));
  }

  /**
   * An op without a gradient of its own: that of its composition, always. The op must save its
   * inputs first, in the order of its inputs.
   */
  public static Grad composed(String name, Composition meaning) {
    return fused(
        name,
        (g, saved) -> {
          Tensor[] up = {g};
          MultiComposition all = (in, own) -> new Tensor[] {meaning.apply(in, own)};
          Tensor[] found = GradMode.with(true, () -> Compose.gradient(up, saved, all));
          for (int i = 0; i < found.length; i++) {
            found[i] = found[i] == null ? null : found[i].detach();
          }
          return found;
        },
        meaning);
  }

  /** PyTorch's name, as {@code grad_fn=<...>} prints it. */
  public String name() {
    return name;
  }

  Tensor[] apply(Tensor[] g, Saved saved) {
    return backward.apply(g, saved);
  }
}
