package jackhammer.internal.kernel;

/**
 * The geometry of a convolution over D = 1 to 3 spatial dimensions; every array has D entries.
 *
 * @param stride steps of the window
 * @param padLow zero cells before the first element
 * @param padHigh zero cells after the last element
 * @param dilation distance of the taps
 * @param groups how many independent blocks the channels form
 */
public record ConvArgs(int[] stride, int[] padLow, int[] padHigh, int[] dilation, int groups) {}
