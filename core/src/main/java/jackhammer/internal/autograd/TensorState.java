package jackhammer.internal.autograd;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.kernel.Strided;

/**
 * What a tensor is made of, for the packages behind the public API: its numbers and its place in
 * the graph. {@link Tensors#state} gives it.
 */
public final class TensorState {
  Strided data;

  /** The user's wish on a leaf; a tensor with a {@link #gradFn} needs a gradient anyway. */
  boolean requiresGrad;

  Node gradFn;

  /** Which output of {@link #gradFn} this is. */
  int outputNumber;

  /** The end of the graph at a leaf, made on first use and kept, so that its hooks are. */
  AccumulateGrad accumulator;

  /** The accumulated gradient, or null. */
  Tensor grad;

  /** Takes away the hook that keeps the gradient of a tensor that is no leaf; null without one. */
  Runnable stopRetaining;

  /**
   * Shows what a custom function took in or kept to itself, so that a recorded change in place
   * would go past its gradient.
   */
  boolean fixed;

  /** Made in inference mode: never part of a graph. */
  boolean inference;

  /** The tensor that this one is a differentiable view of, or null; never itself a view. */
  Tensor base;

  /** The storage's version for which {@link #gradFn} is right, for views. */
  int viewVersion;

  /** Has a type and no size yet: a parameter of a layer that waits for its first input. */
  private boolean uninitialized;

  /** Stands for a number in an expression: it has no say in type promotion. */
  private boolean number;

  public TensorState(Strided data) {
    this.data = data;
  }

  /**
   * The numbers.
   *
   * @throws IllegalStateException if there are none yet
   */
  public Strided data() {
    if (uninitialized) {
      throw new IllegalStateException(
          "this parameter belongs to a lazy layer that has not been called and has no size yet; call"
              + " the layer once, or load a state into it, before using the parameter");
    }
    return data;
  }

  /** The element type, which is known before the numbers are. */
  public DType dtype() {
    return data.dtype();
  }

  /** Replaces the numbers, for {@code data_}: another storage, type or size. */
  public void data(Strided replacement) {
    data = replacement;
    uninitialized = false;
  }

  public boolean isUninitialized() {
    return uninitialized;
  }

  /** Takes the numbers away until {@link #data(Strided)} gives some. */
  public void uninitialized(DType dtype) {
    data = Strided.empty(dtype, 0);
    uninitialized = true;
  }

  public Tensor base() {
    return base;
  }

  public boolean isInference() {
    return inference;
  }

  public boolean isNumber() {
    return number;
  }

  public void setNumber() {
    number = true;
  }

  public Tensor grad() {
    return grad;
  }

  /** Sets or drops the gradient, which survives the step in which it was made while it is set. */
  public void grad(Tensor value) {
    if (value != null) {
      Tensors.data(value).storage().hold();
    }
    if (grad != null) {
      Tensors.data(grad).storage().release();
    }
    grad = value;
  }
}
