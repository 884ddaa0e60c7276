package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/** Maximum over windows of whole numbers of every type; the rules are {@link FloatMaxPools}'. */
final class LongMaxPools {
  private LongMaxPools() {}

  static void forward(PoolShape s, Strided x, Strided y, Strided indices) {
    PoolShape.eachPlane(s.planes, s.inPlane, plane -> plane(s, plane, x, y, indices));
  }

  private static void plane(PoolShape s, int plane, Strided x, Strided y, Strided indices) {
    PoolShape.Windows w = s.windows(plane);
    Storage in = x.storage();
    int x0 = x.offset() + plane * s.inPlane;
    int o = plane * s.outPlane;
    for (int i = 0; i < s.out[D]; i++) {
      for (int j = 0; j < s.out[H]; j++) {
        for (int k = 0; k < s.out[W]; k++, o++) {
          boolean any = w.cells(D, i) > 0 && w.cells(H, j) > 0 && w.cells(W, k) > 0;
          long best = lowest(x.dtype());
          int at =
              any ? (w.from()[D][i] * s.in[H] + w.from()[H][j]) * s.in[W] + w.from()[W][k] : -1;
          for (int d = w.from()[D][i]; d < w.to()[D][i]; d += w.step()[D]) {
            for (int h = w.from()[H][j]; h < w.to()[H][j]; h += w.step()[H]) {
              for (int c = w.from()[W][k]; c < w.to()[W][k]; c += w.step()[W]) {
                int cell = (d * s.in[H] + h) * s.in[W] + c;
                long v = Elements.getLong(in, x0 + cell);
                if (v > best) {
                  best = v;
                  at = cell;
                }
              }
            }
          }
          Elements.set(y.storage(), y.offset() + o, best);
          if (indices != null) {
            indices.storage().longs()[indices.offset() + o] = at;
          }
        }
      }
    }
  }

  private static long lowest(DType dtype) {
    return switch (dtype) {
      case INT64 -> Long.MIN_VALUE;
      case INT32 -> Integer.MIN_VALUE;
      case INT16 -> Short.MIN_VALUE;
      case INT8 -> Byte.MIN_VALUE;
      default -> 0;
    };
  }
}
