package jackhammer.internal.kernel;

/**
 * The geometry of a sliding window over D = 1 to 3 spatial dimensions; every array has D entries.
 * Cells outside the input never count for a maximum.
 *
 * @param kernel cells of a window
 * @param stride steps of the window
 * @param padding implicit cells on both sides
 * @param dilation distance of the cells of a window
 */
public record PoolArgs(int[] kernel, int[] stride, int[] padding, int[] dilation)
    implements PoolWindows {}
