package jackhammer;

/**
 * How often numbers fall between edges: what {@code histogram} returns.
 *
 * @param hist one number for each bin
 * @param binEdges one more than there are bins
 */
public record Histogram(Tensor hist, Tensor binEdges) {

  /** PyTorch's printed form. */
  @Override
  public String toString() {
    return "torch.return_types.histogram(\nhist=" + hist + ",\nbin_edges=" + binEdges + ")";
  }
}
