package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;

/** Whether tensors are the same, exactly or nearly. */
public final class Comparing {
  private Comparing() {}

  public static boolean equal(Tensor a, Tensor b) {
    Check.notNull("equal", "other", b);
    return a.size().equals(b.size()) && a.eq(b).all().itemBoolean();
  }

  /** |a - b| at most atol + rtol |b|, or both the same infinity. */
  public static Tensor isclose(Tensor a, Tensor b, double rtol, double atol, boolean equalNan) {
    Check.notNull("isclose", "other", b);
    if (rtol < 0 || atol < 0) {
      throw new IllegalArgumentException(
          String.format("isclose: rtol and atol must not be negative, got %s and %s", rtol, atol));
    }
    DType type = Types.result(a, b);
    Tensor x = a.detach().to(type.isFloatingPoint() ? type : DType.FLOAT64);
    Tensor y = b.detach().to(x.dtype());
    Tensor near = x.sub(y).abs().le(y.abs().mul(rtol).add(atol));
    Tensor close = x.eq(y).logicalOr(near.logicalAnd(y.isfinite()));
    return equalNan ? close.logicalOr(x.isnan().logicalAnd(y.isnan())) : close;
  }

  public static boolean allclose(Tensor a, Tensor b, double rtol, double atol, boolean equalNan) {
    return isclose(a, b, rtol, atol, equalNan).all().itemBoolean();
  }

  /** Whether each element is among those of {@code values}. */
  public static Tensor isin(Tensor x, Tensor values) {
    Check.notNull("isin", "elements", x);
    Check.notNull("isin", "values", values);
    DType type = Types.result(x, values);
    Tensor row = Sorts.sort(values.detach().to(type).reshape(-1), 0, false).values();
    if (row.numel() == 0) {
      return Tensor.zeros(x.size(), o -> o.dtype(DType.BOOL));
    }
    Tensor in = x.detach().to(type);
    Tensor place = Counting.searchsorted("isin", row, in, false).clampMax(row.numel() - 1);
    return row.take(place).eq(in);
  }
}
