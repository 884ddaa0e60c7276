package jackhammer;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * New tensors of the type of a {@link Tensor}, with PyTorch's names.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/tensors.html">torch.Tensor</a>
 */
public sealed interface NewOps permits Tensor {

  /** Zeros of the type of this tensor. */
  default Tensor newZeros(long... sizes) {
    return newZeros(Size.of(sizes), o -> o);
  }

  /** Zeros of the type of this tensor, or of another. */
  default Tensor newZeros(Size size, UnaryOperator<TensorOptions> options) {
    return Tensor.zeros(size, own("newZeros", options));
  }

  /** Ones of the type of this tensor. */
  default Tensor newOnes(long... sizes) {
    return newOnes(Size.of(sizes), o -> o);
  }

  /** Ones of the type of this tensor, or of another. */
  default Tensor newOnes(Size size, UnaryOperator<TensorOptions> options) {
    return Tensor.ones(size, own("newOnes", options));
  }

  /** A tensor of the type of this one with any numbers in it. */
  default Tensor newEmpty(long... sizes) {
    return newEmpty(Size.of(sizes), o -> o);
  }

  /** A tensor of the type of this one, or of another, with any numbers in it. */
  default Tensor newEmpty(Size size, UnaryOperator<TensorOptions> options) {
    return Tensor.empty(size, own("newEmpty", options));
  }

  /** One number everywhere, of the type of this tensor. */
  default Tensor newFull(Size size, double value) {
    return newFull(size, value, o -> o);
  }

  /** One number everywhere, of the type of this tensor, or of another. */
  default Tensor newFull(Size size, double value, UnaryOperator<TensorOptions> options) {
    return Tensor.full(size, value, own("newFull", options));
  }

  /**
   * A tensor of the type of this one from Java's numbers.
   *
   * @param nested a number or nested arrays, as for {@link Tensor#tensor(Object)}
   */
  default Tensor newTensor(Object nested) {
    return newTensor(nested, o -> o);
  }

  /** A tensor of the type of this one, or of another, from Java's numbers. */
  default Tensor newTensor(Object nested, UnaryOperator<TensorOptions> options) {
    return Tensor.tensor(nested, own("newTensor", options));
  }

  private UnaryOperator<TensorOptions> own(String op, UnaryOperator<TensorOptions> options) {
    return o -> Check.options(op, options, o.dtype(((Tensor) this).dtype()));
  }
}
