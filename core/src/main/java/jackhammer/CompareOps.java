package jackhammer;

import jackhammer.internal.ops.BinaryOps;
import jackhammer.internal.ops.Comparing;
import jackhammer.internal.ops.UnaryOps;

/**
 * Whether a {@link Tensor} is the same as another, exactly or nearly, with PyTorch's names.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#comparison-ops">torch, comparison
 *     ops</a>
 */
public sealed interface CompareOps permits Tensor {

  /** BOOL: whether x is NaN. */
  default Tensor isnan() {
    return UnaryOps.IS_NAN.apply((Tensor) this);
  }

  /** BOOL: whether x is infinite. */
  default Tensor isinf() {
    return UnaryOps.IS_INF.apply((Tensor) this);
  }

  /** BOOL: whether x is neither infinite nor NaN. */
  default Tensor isfinite() {
    return UnaryOps.IS_FINITE.apply((Tensor) this);
  }

  /** BOOL: x == other. The sizes broadcast, the types promote. */
  default Tensor eq(Tensor other) {
    return BinaryOps.EQ.apply((Tensor) this, other);
  }

  /** BOOL: x == other. */
  default Tensor eq(long other) {
    return BinaryOps.EQ.apply((Tensor) this, other);
  }

  /** BOOL: x == other. */
  default Tensor eq(double other) {
    return BinaryOps.EQ.apply((Tensor) this, other);
  }

  /** BOOL: x != other. The sizes broadcast, the types promote. */
  default Tensor ne(Tensor other) {
    return BinaryOps.NE.apply((Tensor) this, other);
  }

  /** BOOL: x != other. */
  default Tensor ne(long other) {
    return BinaryOps.NE.apply((Tensor) this, other);
  }

  /** BOOL: x != other. */
  default Tensor ne(double other) {
    return BinaryOps.NE.apply((Tensor) this, other);
  }

  /** BOOL: x &lt; other. The sizes broadcast, the types promote. */
  default Tensor lt(Tensor other) {
    return BinaryOps.LT.apply((Tensor) this, other);
  }

  /** BOOL: x &lt; other. */
  default Tensor lt(long other) {
    return BinaryOps.LT.apply((Tensor) this, other);
  }

  /** BOOL: x &lt; other. */
  default Tensor lt(double other) {
    return BinaryOps.LT.apply((Tensor) this, other);
  }

  /** BOOL: x &lt;= other. The sizes broadcast, the types promote. */
  default Tensor le(Tensor other) {
    return BinaryOps.LE.apply((Tensor) this, other);
  }

  /** BOOL: x &lt;= other. */
  default Tensor le(long other) {
    return BinaryOps.LE.apply((Tensor) this, other);
  }

  /** BOOL: x &lt;= other. */
  default Tensor le(double other) {
    return BinaryOps.LE.apply((Tensor) this, other);
  }

  /** BOOL: x &gt; other. The sizes broadcast, the types promote. */
  default Tensor gt(Tensor other) {
    return BinaryOps.GT.apply((Tensor) this, other);
  }

  /** BOOL: x &gt; other. */
  default Tensor gt(long other) {
    return BinaryOps.GT.apply((Tensor) this, other);
  }

  /** BOOL: x &gt; other. */
  default Tensor gt(double other) {
    return BinaryOps.GT.apply((Tensor) this, other);
  }

  /** BOOL: x &gt;= other. The sizes broadcast, the types promote. */
  default Tensor ge(Tensor other) {
    return BinaryOps.GE.apply((Tensor) this, other);
  }

  /** BOOL: x &gt;= other. */
  default Tensor ge(long other) {
    return BinaryOps.GE.apply((Tensor) this, other);
  }

  /** BOOL: x &gt;= other. */
  default Tensor ge(double other) {
    return BinaryOps.GE.apply((Tensor) this, other);
  }

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
