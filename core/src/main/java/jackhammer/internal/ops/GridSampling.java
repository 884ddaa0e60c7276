package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import java.util.ArrayList;
import java.util.List;

/** Images looked up at given places, in differentiable operations. */
public final class GridSampling {

  /** How cells are found at a place. */
  public enum Mode {
    BILINEAR,
    NEAREST,
    BICUBIC
  }

  /** What is outside of the image. */
  public enum Outside {
    ZEROS,
    BORDER,
    REFLECTION
  }

  private record Args(Mode mode, Outside outside, boolean corners) {}

  private static final Grad[] GRADS = {
    null,
    null,
    Grad.composed("GridSampler2DBackward0", GridSampling::composition),
    Grad.composed("GridSampler3DBackward0", GridSampling::composition)
  };

  /** Along one dimension: the numbers of cells, and how much of each counts. */
  private record Tap(Tensor cell, Tensor weight) {}

  private GridSampling() {}

  /**
   * @param x (N, C, H, W) or (N, C, D, H, W)
   * @param grid (N, H_out, W_out, 2) or (N, D_out, H_out, W_out, 3): places (x, y) or (x, y, z), -1
   *     and 1 the ends of the image
   */
  public static Tensor sample(Tensor x, Tensor grid, Mode mode, Outside outside, boolean corners) {
    int dims = (int) x.dim() - 2;
    Args args = new Args(mode, outside, corners);
    Tensor out = GradMode.with(false, () -> sampled(x, grid, args));
    return Graph.record(GRADS[dims], out, new Tensor[] {x, grid}, new Tensor[] {x, grid}, args);
  }

  private static Tensor composition(Tensor[] inputs, Saved saved) {
    return sampled(inputs[0], inputs[1], saved.args());
  }

  private static Tensor sampled(Tensor x, Tensor grid, Args args) {
    int dims = (int) x.dim() - 2;
    long n = x.size(0);
    long c = x.size(1);
    long[] sizes = new long[dims + 2];
    sizes[0] = n;
    sizes[1] = c;
    long places = 1;
    List<Tap> taps = List.of();
    for (int d = 0; d < dims; d++) {
      sizes[d + 2] = grid.size(d + 1);
      places *= sizes[d + 2];
    }
    for (int d = 0; d < dims; d++) {
      // The grid has the last dimension first.
      Tensor at = grid.select(-1, dims - 1 - d).reshape(n, places);
      taps = joined(taps, along(at, x.size(d + 2), args), x.size(d + 2));
    }
    Tensor cells = x.flatten(2, -1);
    Tensor out = null;
    for (Tap tap : taps) {
      Tensor index = tap.cell.unsqueeze(1).expand(n, c, places);
      Tensor part = cells.gather(2, index).mul(tap.weight.unsqueeze(1));
      out = out == null ? part : out.add(part);
    }
    return out.reshape(sizes);
  }

  /** Every cell of some dimensions with every cell of the next one. */
  private static List<Tap> joined(List<Tap> outer, List<Tap> inner, long size) {
    if (outer.isEmpty()) {
      return inner;
    }
    List<Tap> all = new ArrayList<>();
    for (Tap a : outer) {
      for (Tap b : inner) {
        all.add(new Tap(a.cell.mul(size).add(b.cell), a.weight.mul(b.weight)));
      }
    }
    return all;
  }

  private static List<Tap> along(Tensor place, long size, Args args) {
    Tensor at =
        args.corners ? place.add(1).div(2).mul(size - 1) : place.add(1).mul(size).sub(1).div(2);
    List<Tap> taps = new ArrayList<>();
    switch (args.mode) {
      case NEAREST -> {
        // Rounding's derivative reaches the weight, so that places get zeros as their gradient.
        Tensor i = inside(at, size, args).round();
        taps.add(tap(i.detach(), i.sub(i.detach()).add(1), size));
      }
      case BILINEAR -> {
        Tensor in = inside(at, size, args);
        Tensor low = in.detach().floor();
        Tensor part = in.sub(low);
        taps.add(tap(low, part.rsub(1), size));
        taps.add(tap(low.add(1), part, size));
      }
      case BICUBIC -> {
        Tensor low = at.detach().floor();
        Tensor part = at.sub(low);
        for (int j = 0; j < 4; j++) {
          Tensor distance = j < 2 ? part.add(1 - j) : part.rsub(j - 1);
          Tensor i = inside(low.add(j - 1), size, args);
          taps.add(tap(i, j == 1 || j == 2 ? near(distance) : far(distance), size));
        }
      }
    }
    return taps;
  }

  /** The cubic convolution kernel with slope -3/4, at a distance below 1. */
  private static Tensor near(Tensor d) {
    return d.mul(1.25).sub(2.25).mul(d).mul(d).add(1);
  }

  /** The same at a distance between 1 and 2. */
  private static Tensor far(Tensor d) {
    return d.mul(-0.75).add(3.75).mul(d).sub(6).mul(d).add(3);
  }

  /** A cell outside counts nothing; its number must be one that exists. */
  private static Tap tap(Tensor i, Tensor weight, long size) {
    Tensor exists = i.ge(0).logicalAnd(i.le(size - 1));
    Tensor number = Tensor.where(exists, i, 0.0).to(DType.INT64);
    return new Tap(number, Tensor.where(exists, weight, 0.0));
  }

  /** The place where an image that goes on beyond its border shows the same. */
  private static Tensor inside(Tensor at, long size, Args args) {
    return switch (args.outside) {
      case ZEROS -> at;
      case BORDER -> clipped(at, size);
      case REFLECTION ->
          clipped(args.corners ? mirrored(at, 0, size - 1) : mirrored(at, -0.5, size), size);
    };
  }

  private static Tensor clipped(Tensor at, long size) {
    return Tensor.where(at.le(0), 0.0, Tensor.where(at.ge(size - 1), size - 1.0, at));
  }

  private static Tensor mirrored(Tensor at, double low, long span) {
    if (span == 0) {
      return at.mul(0);
    }
    Tensor distance = at.sub(low).abs();
    Tensor rest = distance.fmod(span);
    Tensor isOdd = distance.detach().div(span).floor().remainder(2).ne(0);
    return Tensor.where(isOdd, rest.rsub(span), rest).add(low);
  }
}
