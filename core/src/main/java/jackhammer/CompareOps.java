package jackhammer;

import jackhammer.internal.ops.Comparing;

/**
 * Whether a {@link Tensor} is the same as another, exactly or nearly, with PyTorch's names.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#comparison-ops">torch, comparison
 *     ops</a>
 */
public sealed interface CompareOps permits Tensor {

  /** Whether size and all elements are the same; NaN equals nothing. */
  default boolean equal(Tensor other) {
    return Comparing.equal((Tensor) this, other);
  }

  /** BOOL: |x - other| is at most 1e-8 + 1e-5 |other|. */
  default Tensor isclose(Tensor other) {
    return Comparing.isclose((Tensor) this, other, 1e-5, 1e-8, false);
  }

  /** BOOL: |x - other| is at most atol + rtol |other|; {@code equalNan}: or both are NaN. */
  default Tensor isclose(Tensor other, double rtol, double atol, boolean equalNan) {
    return Comparing.isclose((Tensor) this, other, rtol, atol, equalNan);
  }

  /** Whether all elements are close: see {@link #isclose(Tensor)}. */
  default boolean allclose(Tensor other) {
    return Comparing.allclose((Tensor) this, other, 1e-5, 1e-8, false);
  }

  /** Whether all elements are close. */
  default boolean allclose(Tensor other, double rtol, double atol) {
    return Comparing.allclose((Tensor) this, other, rtol, atol, false);
  }

  /** Whether all elements are close; {@code equalNan}: or both are NaN. */
  default boolean allclose(Tensor other, double rtol, double atol, boolean equalNan) {
    return Comparing.allclose((Tensor) this, other, rtol, atol, equalNan);
  }
}
