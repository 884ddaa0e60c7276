package jackhammer.internal.kernel.cpu;

/**
 * Tiles of a convolution that are done together: the images from n0 on (samples, or slices of
 * them), their rows from r0 on.
 */
record WinogradBlock(int n0, int n1, int r0, int r1) {
  int tiles(int tilesWide) {
    return (n1 - n0) * (r1 - r0) * tilesWide;
  }
}
