package jackhammer;

/**
 * The different elements of a tensor: what {@code uniqueWithCounts} returns.
 *
 * @param values the different elements
 * @param inverse INT64: for each element of the tensor, its number in {@code values}
 * @param counts INT64: how often each of {@code values} occurs
 */
public record UniqueElements(Tensor values, Tensor inverse, Tensor counts) {

  /** As Python prints the tuple. */
  @Override
  public String toString() {
    return "(" + values + ", " + inverse + ", " + counts + ")";
  }
}
