package jackhammer.internal.kernel;

/** Which cells the windows of a pool cover; the size of the output says how many there are. */
public sealed interface PoolWindows permits PoolArgs, PoolWindows.Adaptive, PoolWindows.Placed {

  /**
   * The input cut into as many windows as the output has cells, as evenly as they go: of n cells,
   * window i of o takes those from floor(i n / o) to ceil((i + 1) n / o), exclusive.
   */
  record Adaptive() implements PoolWindows {}

  /**
   * Windows of one size at places of their own in each plane.
   *
   * @param kernel cells of a window, for each of D spatial dimensions
   * @param starts for each dimension the first cells of the windows, plane after plane
   */
  record Placed(int[] kernel, int[][] starts) implements PoolWindows {}
}
