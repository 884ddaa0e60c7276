package jackhammer;

/**
 * The smallest and the largest elements: what {@code aminmax} returns.
 *
 * @param min the smallest
 * @param max the largest
 */
public record MinMax(Tensor min, Tensor max) {

  /** PyTorch's printed form. */
  @Override
  public String toString() {
    return "torch.return_types.aminmax(\nmin=" + min + ",\nmax=" + max + ")";
  }
}
