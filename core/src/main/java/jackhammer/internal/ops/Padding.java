package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.util.Locale;

/** Cells added around the last dimensions of a tensor. */
public final class Padding {

  /** Cells before and after each of the last dimensions; negative ones cut. */
  private record Cells(int[] low, int[] high) {}

  private static final Grad CONSTANT =
      Grad.of(
          "ConstantPadNdBackward0",
          (g, s) -> {
            Cells cells = s.args();
            return new Tensor[] {constant(g, negated(cells.low), negated(cells.high), 0)};
          });

  private Padding() {}

  private static int[] negated(int[] values) {
    int[] result = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = -values[i];
    }
    return result;
  }

  /** Zeros around the last {@code low.length} dimensions. */
  static Tensor zeros(Tensor x, int[] low, int[] high) {
    for (int d = 0; d < low.length; d++) {
      if (low[d] != 0 || high[d] != 0) {
        return constant(x, low, high, 0);
      }
    }
    return x;
  }

  /** A number around the last {@code low.length} dimensions; negative counts cut cells off. */
  public static Tensor constant(Tensor x, int[] low, int[] high, double value) {
    Strided s = Tensors.data(x);
    int first = s.dim() - low.length;
    int[] sizes = s.sizes().clone();
    for (int d = 0; d < low.length; d++) {
      int size = s.size(first + d);
      sizes[first + d] = checkSize(first + d, size, low[d], high[d], 0);
      if (-(long) low[d] > size || -(long) high[d] > size) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "pad: cannot cut (%d, %d) cells off dimension %d of size %d",
                Math.min(low[d], 0),
                Math.min(high[d], 0),
                first + d,
                size));
      }
    }
    Check.sizes("pad", Reductions.toLong(sizes));
    Strided out = Strided.empty(s.dtype(), sizes);
    Compute.kernels().copy(Strided.scalar(s.dtype(), value).expand(sizes), out);
    Strided from = s;
    Strided to = out;
    for (int d = 0; d < low.length; d++) {
      int dim = first + d;
      int cutLow = Math.max(-low[d], 0);
      int cutHigh = Math.max(-high[d], 0);
      int length = Math.max(0, s.size(dim) - cutLow - cutHigh);
      from = from.narrow(dim, cutLow, length);
      to = to.narrow(dim, Math.max(low[d], 0), length);
    }
    Compute.kernels().copy(from, to);
    return Graph.record(
        CONSTANT, Tensors.wrap(out), new Tensor[] {x}, Graph.nothing(), new Cells(low, high));
  }

  /** How cells outside find their number inside. */
  public enum Rule {
    /** 1234 becomes 32 1234 32. */
    REFLECT("ReflectionPad%dDBackward0"),
    /** 1234 becomes 11 1234 44. */
    REPLICATE("ReplicationPad%dDBackward0"),
    /** 1234 becomes 34 1234 12. */
    CIRCULAR("CopySlices");

    private final Grad[] grads = new Grad[4];

    /**
     * @param gradFn PyTorch's name with %d for the number of dimensions; it copies slices for
     *     circular padding
     */
    Rule(String gradFn) {
      for (int d = 1; d <= 3; d++) {
        grads[d] =
            Grad.of(
                gradFn.replace("%d", Integer.toString(d)),
                (g, s) -> new Tensor[] {gradient(g, s.<Sources>args())});
      }
    }

    /** Where cell {@code i} of the result comes from. */
    int source(int i, int size, int low, int high) {
      int at = i - low;
      return switch (this) {
        case REFLECT -> at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at;
        case REPLICATE -> Math.clamp(at, 0, size - 1);
        // What is cut off is not repeated.
        case CIRCULAR ->
            Math.max(-low, 0) + Math.floorMod(i - Math.max(low, 0), kept(size, low, high));
      };
    }

    private static int kept(int size, int low, int high) {
      return size + Math.min(low, 0) + Math.min(high, 0);
    }
  }

  /** For each padded dimension the numbers of the cells that are copied. */
  private record Sources(int first, int[] sizes, Strided[] index) {}

  private static final Grad GATHERED =
      Grad.of(
          "PadScatterBackward0",
          (g, s) -> {
            Sources sources = s.args();
            return new Tensor[] {gathered(g, sources)};
          });

  /** Cells copied from inside around the last {@code low.length} dimensions. */
  public static Tensor copied(Rule rule, Tensor x, int[] low, int[] high) {
    Strided s = Tensors.data(x);
    int first = s.dim() - low.length;
    Strided[] index = new Strided[low.length];
    for (int d = 0; d < low.length; d++) {
      int size = s.size(first + d);
      checkFits(rule, first + d, size, low[d], high[d]);
      int n = size + low[d] + high[d];
      Storage numbers = Storage.zeros(DType.INT64, n);
      for (int i = 0; i < n; i++) {
        numbers.longs()[i] = rule.source(i, size, low[d], high[d]);
      }
      index[d] = Strided.of(numbers, n);
    }
    Sources sources = new Sources(first, s.sizes(), index);
    return Graph.record(
        rule.grads[low.length],
        Tensors.wrap(gather(s, sources)),
        new Tensor[] {x},
        Graph.nothing(),
        sources);
  }

  private static Tensor gathered(Tensor x, Sources sources) {
    return Graph.record(
        Rule.REFLECT.grads[sources.index.length],
        Tensors.wrap(gather(Tensors.data(x), sources)),
        new Tensor[] {x},
        Graph.nothing(),
        sources);
  }

  private static Strided gather(Strided x, Sources sources) {
    Strided out = x;
    for (int d = 0; d < sources.index.length; d++) {
      int[] sizes = out.sizes().clone();
      sizes[sources.first + d] = sources.index[d].numel();
      Strided next = Strided.empty(x.dtype(), sizes);
      Compute.kernels().indexSelect(out, sources.first + d, sources.index[d], next);
      out = next;
    }
    return out;
  }

  /** Each cell's gradient added to that of the cell it was copied from. */
  private static Tensor gradient(Tensor g, Sources sources) {
    Strided out = Tensors.data(g);
    for (int d = sources.index.length - 1; d >= 0; d--) {
      int[] sizes = out.sizes().clone();
      sizes[sources.first + d] = sources.sizes[sources.first + d];
      Strided next = Strided.zeros(g.dtype(), sizes);
      Compute.kernels().indexAdd(next, sources.first + d, sources.index[d], out);
      out = next;
    }
    return Graph.record(GATHERED, Tensors.wrap(out), new Tensor[] {g}, Graph.nothing(), sources);
  }

  private static void checkFits(Rule rule, int dim, int size, int low, int high) {
    long most =
        switch (rule) {
          case REFLECT -> size - 1;
          case CIRCULAR -> Rule.kept(size, low, high);
          case REPLICATE -> size == 0 ? 0 : Integer.MAX_VALUE;
        };
    if (Math.max(low, high) > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "pad: %s padding of (%d, %d) does not fit dimension %d of size %d: each side can have at"
                  + " most %s",
              rule.name().toLowerCase(Locale.ROOT),
              low,
              high,
              dim,
              size,
              (rule == Rule.REFLECT ? "size - 1 = " : "") + most + " cells"));
    }
    checkSize(dim, size, low, high, 1);
  }

  /** The size after padding, which must be at least {@code least}. */
  private static int checkSize(int dim, int size, int low, int high, int least) {
    long n = (long) size + low + high;
    if (n < least || n > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "pad: dimension %d of size %d with (%d, %d) cells around it would have size %d, expected"
                  + " at least %d and at most 2^31-1",
              dim,
              size,
              low,
              high,
              n,
              least));
    }
    return (int) n;
  }
}
