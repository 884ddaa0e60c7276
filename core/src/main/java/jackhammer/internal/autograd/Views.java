package jackhammer.internal.autograd;

import jackhammer.Tensor;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/** Gradients between a tensor and a strided view of its memory. */
public final class Views {
  private Views() {}

  /** Where a view lies in the memory of its base; offsets count from the base's first element. */
  public record Geometry(
      int[] baseSizes, int[] baseStrides, int offset, int[] sizes, int[] strides) {

    public static Geometry of(Strided base, Strided view) {
      return new Geometry(
          base.sizes(),
          base.strides(),
          view.offset() - base.offset(),
          view.sizes(),
          view.strides());
    }

    /** Elements from the first to behind the last one of the base. */
    int span() {
      return span(baseSizes, baseStrides);
    }

    private static int span(int[] sizes, int[] strides) {
      int last = 0;
      for (int d = 0; d < sizes.length; d++) {
        if (sizes[d] == 0) {
          return 0;
        }
        last += (sizes[d] - 1) * strides[d];
      }
      return last + 1;
    }
  }

  /** Whether a geometry may show one place twice; says yes when in doubt. */
  private static boolean overlaps(Geometry g) {
    Integer[] order = new Integer[g.sizes.length];
    for (int d = 0; d < order.length; d++) {
      order[d] = d;
    }
    Arrays.sort(order, (a, b) -> Integer.compare(g.strides[a], g.strides[b]));
    long reach = 0;
    for (int d : order) {
      if (g.sizes[d] > 1) {
        if (g.strides[d] <= reach) {
          return true;
        }
        reach += (long) (g.sizes[d] - 1) * g.strides[d];
      }
    }
    return false;
  }

  private static final Grad GRAD =
      Grad.of(
          "AsStridedScatterBackward0",
          (g, s) -> {
            Geometry geometry = s.args();
            return new Tensor[] {slice(laidOut(g, geometry), geometry).clone()};
          });

  /**
   * The gradient of the base from that of the view: zeros, with g added at the view's places
   * (added, since an expanded or unfolded view reads one place several times).
   */
  public static Tensor toBase(Tensor g, Geometry geometry) {
    Strided flat = Strided.zeros(g.dtype(), geometry.span());
    Strided base = flat.view(0, geometry.baseSizes, geometry.baseStrides);
    Strided part = flat.view(geometry.offset, geometry.sizes, geometry.strides);
    if (overlaps(geometry)) {
      Backend.kernels().addOverlapping(Tensors.data(g), part);
    } else {
      Backend.kernels().copy(Tensors.data(g), part);
    }
    return Graph.record(GRAD, Tensors.wrap(base), new Tensor[] {g}, Graph.nothing(), geometry);
  }

  /** A copy of {@code g} in the memory layout of the base. */
  static Tensor laidOut(Tensor g, Geometry geometry) {
    Strided flat = Strided.zeros(g.dtype(), geometry.span());
    return Tensors.wrap(flat.view(0, geometry.baseSizes, geometry.baseStrides)).copy_(g);
  }

  /** The part of {@code whole}, which is laid out as the base, that the view shows. */
  static Tensor slice(Tensor whole, Geometry geometry) {
    return whole.asStrided(
        toLong(geometry.sizes),
        toLong(geometry.strides),
        Tensors.data(whole).offset() + geometry.offset);
  }

  static long[] toLong(int[] values) {
    long[] result = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
