package jackhammer;

/**
 * Numbers taken apart: what {@code frexp} returns.
 *
 * @param mantissa in [1/2, 1) or (-1, -1/2], of the type of the numbers
 * @param exponent of two, INT32
 */
public record Mantissa(Tensor mantissa, Tensor exponent) {

  /** PyTorch's printed form. */
  @Override
  public String toString() {
    return "torch.return_types.frexp(\nmantissa=" + mantissa + ",\nexponent=" + exponent + ")";
  }
}
