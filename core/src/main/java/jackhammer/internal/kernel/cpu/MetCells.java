package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.DType;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Strided;

/**
 * The cells that a strided convolution with kernels of one cell meets, side by side: of them it is
 * a convolution at stride 1. At stride 2 that is a quarter of a picture, and nobody lays out the
 * rest.
 */
final class MetCells {
  private MetCells() {}

  /** Whether there are cells that are not met, and no padding among those that are. */
  static boolean fewer(ConvShape s) {
    boolean inside = s.taps == 1;
    for (int d = D; d <= W; d++) {
      inside &= s.pad[d] == 0 && (s.out[d] - 1) * s.stride[d] < s.in[d];
    }
    return inside && s.stride[D] * s.stride[H] * s.stride[W] > 1;
  }

  /** The convolution of the met cells. */
  static ConvShape shape(ConvShape s, Strided met, Strided w, Strided y) {
    int[] one = {1, 1, 1};
    return new ConvShape(met, w, y, new ConvArgs(one, new int[3], new int[3], one, s.groups));
  }

  static Strided of(ConvKernel kernel, ConvShape s, Strided x) {
    int channels = s.groups * s.ic;
    Strided met = Strided.empty(DType.FLOAT32, s.n, channels, s.out[D], s.out[H], s.out[W]);
    float[] from = x.storage().floats();
    float[] to = met.storage().floats();
    PoolShape.eachPlane(
        s.n * channels,
        s.inPlane,
        plane -> {
          int at = met.offset() + plane * s.outPlane;
          for (int d = 0; d < s.out[D]; d++) {
            int slice = x.offset() + plane * s.inPlane + d * s.stride[D] * s.in[H] * s.in[W];
            int row = s.stride[H] * s.in[W];
            kernel.copySteps(from, slice, row, s.stride[W], to, at, s.out[W], s.out[H], s.out[W]);
            at += s.out[H] * s.out[W];
          }
        });
    return met;
  }
}
