package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.AdaptivePools;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.Interpolating;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@code F.interpolate} takes beside the input, and the options of {@link Upsample}.
 *
 * @param op the name in messages
 * @param size spatial sizes of the output, one number or one for each dimension; empty: by
 *     scaleFactor
 * @param scaleFactor what the spatial sizes are multiplied with; empty: by size
 * @param mode how cells are found; default nearest
 * @param alignCorners whether the middles of the corner cells stay; default false
 * @param recomputeScaleFactor whether places are computed from the sizes and not from scaleFactor,
 *     which differ where the size is rounded; default false
 * @param antialias whether a smaller result averages over all cells, for bilinear and bicubic on
 *     (N, C, H, W), and for lanczos, which has no other form; default false
 */
public record Interpolation(
    String op,
    List<Integer> size,
    List<Double> scaleFactor,
    InterpolationMode mode,
    boolean alignCorners,
    boolean recomputeScaleFactor,
    boolean antialias) {

  /** Checks each of them by itself. */
  public Interpolation {
    Check.notNull("Interpolation", "op", op);
    Check.notNull(op, "mode", mode);
    Check.noneNull(op, "size", Check.notNull(op, "size", size).toArray());
    Check.noneNull(op, "scale_factor", Check.notNull(op, "scale_factor", scaleFactor).toArray());
    for (int n : size) {
      if (n < 1) {
        throw new IllegalArgumentException(op + ": size must be at least 1, got " + size);
      }
    }
    for (double f : scaleFactor) {
      if (!(f > 0) || Double.isInfinite(f)) {
        throw new IllegalArgumentException(
            op + ": scale_factor must be positive, got " + scaleFactor);
      }
    }
    size = List.copyOf(size);
    scaleFactor = List.copyOf(scaleFactor);
  }

  static Interpolation of(String op) {
    return new Interpolation(
        op, List.of(), List.of(), InterpolationMode.NEAREST, false, false, false);
  }

  /** With a size of the output, one number or one for each spatial dimension. */
  public Interpolation size(int... values) {
    List<Integer> sizes = Arrays.stream(Check.notNull(op, "size", values)).boxed().toList();
    return with(sizes, scaleFactor);
  }

  /** With factors of the size, one number or one for each spatial dimension. */
  public Interpolation scaleFactor(double... values) {
    List<Double> factors =
        Arrays.stream(Check.notNull(op, "scale_factor", values)).boxed().toList();
    return with(size, factors);
  }

  /** With another way to find cells. */
  public Interpolation mode(InterpolationMode value) {
    return new Interpolation(
        op, size, scaleFactor, value, alignCorners, recomputeScaleFactor, antialias);
  }

  /** With another way to find cells, by PyTorch's name. */
  public Interpolation mode(String value) {
    return mode(InterpolationMode.of(value));
  }

  /** With the middles of the corner cells kept in their places, or not. */
  public Interpolation alignCorners(boolean value) {
    return new Interpolation(op, size, scaleFactor, mode, value, recomputeScaleFactor, antialias);
  }

  /** With places from the sizes and not from scaleFactor, or not. */
  public Interpolation recomputeScaleFactor(boolean value) {
    return new Interpolation(op, size, scaleFactor, mode, alignCorners, value, antialias);
  }

  /** With averages over all cells where the result is smaller, or not. */
  public Interpolation antialias(boolean value) {
    return new Interpolation(
        op, size, scaleFactor, mode, alignCorners, recomputeScaleFactor, value);
  }

  /** The same options for another size. */
  Interpolation with(List<Integer> newSize, List<Double> newFactor) {
    return new Interpolation(
        op, newSize, newFactor, mode, alignCorners, recomputeScaleFactor, antialias);
  }

  /** The options, once they are known to fit each other. */
  Interpolation checked() {
    if (size.isEmpty() == scaleFactor.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: give either size or scale_factor, got %s",
              op, size.isEmpty() ? "neither" : "both"));
    }
    if (alignCorners && !mode.hasCorners()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: align_corners is for linear, bilinear, bicubic and trilinear, mode is %s",
              op, mode));
    }
    if (recomputeScaleFactor && !size.isEmpty()) {
      throw new IllegalArgumentException(
          op + ": recompute_scale_factor needs scale_factor, which the size was given instead of");
    }
    boolean averages =
        mode == InterpolationMode.BILINEAR
            || mode == InterpolationMode.BICUBIC
            || mode == InterpolationMode.LANCZOS;
    if (antialias ? !averages : mode == InterpolationMode.LANCZOS) {
      throw new IllegalArgumentException(
          String.format(
              "%s: antialias is for bilinear and bicubic, and lanczos needs it; mode is %s",
              op, mode));
    }
    int dims = Math.max(size.size(), scaleFactor.size());
    if (dims > 1 && mode.dims() > 0 && dims != mode.dims()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: mode %s has %d spatial dimensions, but size or scale_factor was given for %d",
              op, mode, mode.dims(), dims));
    }
    return this;
  }

  /** The input in another size. */
  Tensor apply(Tensor x) {
    checked();
    Check.floating(op, "input", x);
    Check.fullFloat(op, x.dtype());
    int dims = (int) x.dim() - 2;
    int given = Math.max(size.size(), scaleFactor.size());
    if (dims < 1
        || dims > 3
        || (mode.dims() > 0 && dims != mode.dims())
        || (given > 1 && given != dims)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have %s dimensions (N, C and %s spatial ones) for mode %s%s, got %s",
              op,
              mode.dims() > 0 ? mode.dims() + 2 : given > 1 ? given + 2 : "3 to 5",
              mode.dims() > 0 ? mode.dims() : given > 1 ? given : "1 to 3",
              mode,
              given > 1 ? " and " + given + " sizes or factors" : "",
              x.size()));
    }
    for (int d = 1; d < dims + 2; d++) {
      if (x.size(d) == 0) {
        throw new IllegalArgumentException(
            String.format(
                "%s: only the batch may be empty, but dimension %d of the input of size %s has size 0",
                op, d, x.size()));
      }
    }
    int[] sizes = sizes(x, dims);
    if (mode == InterpolationMode.AREA) {
      return AdaptivePools.average(op, dims, x, sizes);
    }
    double[] factors = scaleFactor.isEmpty() || recomputeScaleFactor ? null : factors(dims);
    return Interpolating.interpolate(x, sizes, mode.toString(), alignCorners, factors, antialias);
  }

  private double[] factors(int dims) {
    double[] result = new double[dims];
    Arrays.setAll(result, d -> scaleFactor.get(scaleFactor.size() == 1 ? 0 : d));
    return result;
  }

  private int[] sizes(Tensor x, int dims) {
    long[] all = x.size().toLongArray();
    double[] factors = scaleFactor.isEmpty() ? null : factors(dims);
    for (int d = 0; d < dims; d++) {
      all[d + 2] =
          factors == null
              ? size.get(size.size() == 1 ? 0 : d)
              : (long) (x.size(d + 2) * factors[d]);
      if (all[d + 2] < 1) {
        throw new IllegalArgumentException(
            String.format(
                "%s: size * scale_factor must be at least 1, got %d * %s in spatial dimension %d",
                op, x.size(d + 2), factors[d], d));
      }
    }
    int[] checkedSizes = Check.sizes(op, all);
    return Arrays.copyOfRange(checkedSizes, 2, dims + 2);
  }

  /** As the layers print what they were made with. */
  String printed() {
    String how =
        size.isEmpty() ? "scale_factor=" + tuple(scaleFactor) : "size=" + Dims.printed(size);
    return how + ", mode='" + mode + "'";
  }

  private static String tuple(List<Double> values) {
    return values.size() == 1
        ? values.get(0).toString()
        : values.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
