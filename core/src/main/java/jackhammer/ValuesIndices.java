package jackhammer;

/**
 * Numbers and where they came from: what {@code max(dim)}, {@code sort}, {@code topk} and their kin
 * return.
 *
 * <pre>{@code
 * var r = x.max(1);
 * r.values();
 * r.indices();
 * System.out.println(r); // as PyTorch prints torch.return_types.max
 * }</pre>
 *
 * @param values the numbers
 * @param indices INT64 places along the dimension, of the size of the values
 * @param op PyTorch's name of the operation, for the printed form
 */
public record ValuesIndices(Tensor values, Tensor indices, String op) {

  /** PyTorch's printed form. */
  @Override
  public String toString() {
    return "torch.return_types." + op + "(\nvalues=" + values + ",\nindices=" + indices + ")";
  }
}
