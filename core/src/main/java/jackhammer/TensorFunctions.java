package jackhammer;

import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.Combinations;
import jackhammer.internal.ops.Comparing;
import jackhammer.internal.ops.Contractions;
import jackhammer.internal.ops.Counting;
import jackhammer.internal.ops.Einsum;
import jackhammer.internal.ops.Factories;
import jackhammer.internal.ops.Joining;
import jackhammer.internal.ops.Masks;
import jackhammer.internal.ops.Scanning;
import jackhammer.internal.ops.Selecting;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions of several tensors at once, and the marks among indices. Use them as {@code
 * Tensor.cat(0, a, b)}, or by {@code import static jackhammer.Tensor.*}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html">torch</a>
 */
public abstract sealed class TensorFunctions extends TensorFactories permits Tensor {

  TensorFunctions() {}

  // ---- indices ----

  /** Python's {@code ...} among indices: all dimensions that are left. */
  public static final Index ELLIPSIS = Index.Mark.ELLIPSIS;

  /** Python's {@code None} among indices: a new dimension of size 1; in a slice an open end. */
  public static final Index NONE = Index.Mark.NONE;

  /** Python's {@code :} among indices: a whole dimension. */
  public static Index slice() {
    return new Index.Slice(null, null, null);
  }

  /** Python's {@code :end} among indices. */
  public static Index slice(Object end) {
    return new Index.Slice(null, bound("end", end), null);
  }

  /** Python's {@code start:end} among indices; {@link #NONE} leaves an end open. */
  public static Index slice(Object start, Object end) {
    return new Index.Slice(bound("start", start), bound("end", end), null);
  }

  /** Python's {@code start:end:step} among indices; {@link #NONE} leaves an end open. */
  public static Index slice(Object start, Object end, Object step) {
    return new Index.Slice(bound("start", start), bound("end", end), bound("step", step));
  }

  private static Long bound(String name, Object value) {
    return switch (value) {
      case null -> null;
      case Index.Mark m when m == Index.Mark.NONE -> null;
      case Long n -> n;
      case Integer n -> (long) n;
      case Short n -> (long) n;
      case Byte n -> (long) n;
      default ->
          throw new IllegalArgumentException(
              "slice: " + name + " must be a whole number or NONE, got " + value);
    };
  }

  // ---- several tensors made one ----

  /** Tensors one after the other along an existing dimension. */
  public static Tensor cat(long dim, Tensor... tensors) {
    return Joining.cat(dim, tensors);
  }

  /** Tensors one after the other along an existing dimension. */
  public static Tensor cat(long dim, List<Tensor> tensors) {
    return Joining.cat(dim, array("cat", tensors));
  }

  /** Tensors of one size beside each other along a new dimension. */
  public static Tensor stack(long dim, Tensor... tensors) {
    return Joining.stack(dim, tensors);
  }

  /** Tensors of one size beside each other along a new dimension. */
  public static Tensor stack(long dim, List<Tensor> tensors) {
    return Joining.stack(dim, array("stack", tensors));
  }

  private static Tensor[] array(String op, List<Tensor> tensors) {
    return Check.notNull(op, "tensors", tensors).toArray(new Tensor[0]);
  }

  /** Side by side: along dimension 1, 1-d tensors along 0. */
  public static Tensor hstack(Tensor... tensors) {
    return Joining.hstack(tensors);
  }

  /** One above the other: along dimension 0, 1-d tensors as rows. */
  public static Tensor vstack(Tensor... tensors) {
    return Joining.vstack(tensors);
  }

  /** Beside each other as columns: 1-d tensors stand up, others as {@link #hstack}. */
  public static Tensor columnStack(Tensor... tensors) {
    return Joining.columnStack(tensors);
  }

  /** Matrices along the diagonal of a larger one, zeros elsewhere; vectors count as rows. */
  public static Tensor blockDiag(Tensor... tensors) {
    return Joining.blockDiag(tensors);
  }

  /** One behind the other: along dimension 2. */
  public static Tensor dstack(Tensor... tensors) {
    return Joining.dstack(tensors);
  }

  /** The coordinates of the points of a grid, first axis first: one tensor for each axis. */
  public static Tensor[] meshgrid(Tensor... axes) {
    return Joining.meshgrid("ij", axes);
  }

  /**
   * The coordinates of the points of a grid.
   *
   * @param indexing "ij": the first axis goes down; "xy": it goes right
   */
  public static Tensor[] meshgrid(String indexing, Tensor... axes) {
    return Joining.meshgrid(indexing, axes);
  }

  /** Every combination of one element of each vector: a row for each. */
  public static Tensor cartesianProd(Tensor... vectors) {
    return Joining.cartesianProd(vectors);
  }

  /**
   * INT64: where each value would have to be put into a sorted row to keep it sorted: before equal
   * elements. Sorted rows of several dimensions are searched row by row.
   */
  public static Tensor searchsorted(Tensor sorted, Tensor values) {
    return Counting.searchsorted("searchsorted", sorted, values, false);
  }

  /** The same; {@code right}: behind equal elements. */
  public static Tensor searchsorted(Tensor sorted, Tensor values, boolean right) {
    return Counting.searchsorted("searchsorted", sorted, values, right);
  }

  /** INT64: into which of the intervals between sorted boundaries each value falls. */
  public static Tensor bucketize(Tensor values, Tensor boundaries) {
    return Counting.searchsorted("bucketize", boundaries, values, false);
  }

  /** The same; {@code right}: a value that equals a boundary falls into the interval above it. */
  public static Tensor bucketize(Tensor values, Tensor boundaries, boolean right) {
    return Counting.searchsorted("bucketize", boundaries, values, right);
  }

  /** BOOL: whether each element is among the others. */
  public static Tensor isin(Tensor elements, Tensor others) {
    return Comparing.isin(elements, others);
  }

  /** The standard deviation and the mean over these dimensions; none named means all. */
  public static Tensor[] stdMean(Tensor x, long... dims) {
    Check.notNull("stdMean", "x", x);
    return new Tensor[] {x.std(dims), x.mean(dims)};
  }

  /** The variance and the mean over these dimensions; none named means all. */
  public static Tensor[] varMean(Tensor x, long... dims) {
    Check.notNull("varMean", "x", x);
    return new Tensor[] {x.var(dims), x.mean(dims)};
  }

  /** The sum of products over the last {@code dims} dimensions of a and the first ones of b. */
  public static Tensor tensordot(Tensor a, Tensor b, long dims) {
    return Contractions.tensordot(a, b, dims);
  }

  /**
   * The sum of products over dimensions of a and of b, which meet in the order given.
   *
   * <pre>{@code
   * tensordot(ones(3, 4, 5), ones(4, 3, 2), new long[] {1, 0}, new long[] {0, 1}); // (5, 2)
   * }</pre>
   */
  public static Tensor tensordot(Tensor a, Tensor b, long[] dimsA, long[] dimsB) {
    return Contractions.tensordot(a, b, dimsA, dimsB);
  }

  /** Euclidean distances between all rows of a, (*, P, M), and of b, (*, R, M): (*, P, R). */
  public static Tensor cdist(Tensor a, Tensor b) {
    return Contractions.cdist(a, b, 2);
  }

  /** Distances by the p-norm between all rows of a, (*, P, M), and of b, (*, R, M): (*, P, R). */
  public static Tensor cdist(Tensor a, Tensor b, double p) {
    return Contractions.cdist(a, b, p);
  }

  /** The area under y along its last dimension, by straight lines, with a distance of 1. */
  public static Tensor trapezoid(Tensor y) {
    return Scanning.trapezoid(y, 1, -1);
  }

  /** The area under y along a dimension, by straight lines, with a distance of {@code dx}. */
  public static Tensor trapezoid(Tensor y, double dx, long dim) {
    return Scanning.trapezoid(y, dx, dim);
  }

  /** The area under y along a dimension, by straight lines between the places x. */
  public static Tensor trapezoid(Tensor y, Tensor x, long dim) {
    return Scanning.trapezoid(y, x, dim);
  }

  /** Slopes along every dimension, of neighbours at distance 1. */
  public static Tensor[] gradient(Tensor x) {
    return Scanning.gradient(x, new double[] {1}, new long[0], 1);
  }

  /** Slopes along these dimensions (all if there are none), of neighbours at one distance. */
  public static Tensor[] gradient(Tensor x, double spacing, long... dims) {
    return Scanning.gradient(x, new double[] {spacing}, dims, 1);
  }

  /**
   * Slopes along dimensions: of the neighbours on both sides, and at the ends of the nearest two
   * elements or three.
   *
   * @param spacing the distance of neighbours: one, or one for each dimension
   * @param dims which dimensions; none: all
   * @param edgeOrder 1, or 2 for three elements at the ends
   * @throws IllegalArgumentException if a dimension has not more than edgeOrder elements
   */
  public static Tensor[] gradient(Tensor x, double[] spacing, long[] dims, int edgeOrder) {
    return Scanning.gradient(x, spacing, dims, edgeOrder);
  }

  /** Each pair of elements of a vector as a row. */
  public static Tensor combinations(Tensor vector) {
    return Combinations.combinations(vector, 2, false);
  }

  /**
   * Each choice of r elements of a vector as a row, in the order of their places.
   *
   * @param withReplacement whether an element may be chosen again
   */
  public static Tensor combinations(Tensor vector, long r, boolean withReplacement) {
    return Combinations.combinations(vector, r, withReplacement);
  }

  /**
   * The places in each dimension of elements counted row-major: for size [2, 3] element 4 is at 1
   * and 1.
   *
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public static Tensor[] unravelIndex(Tensor indices, long... sizes) {
    return Combinations.unravelIndex(indices, sizes);
  }

  /** {@link #trapezoid(Tensor, double, long)} up to each element. */
  public static Tensor cumulativeTrapezoid(Tensor y, double dx, long dim) {
    return Scanning.cumulativeTrapezoid(y, dx, dim);
  }

  /**
   * A sum of products, with a letter for each dimension: letters that the result does not name are
   * summed over, {@code ...} stands for all other dimensions, which broadcast.
   *
   * <pre>{@code
   * einsum("ik,kj->ij", a, b); // a matrix product
   * einsum("bhqd,bhkd->bhqk", q, k); // the scores of attention
   * einsum("ii", m); // the trace
   * }</pre>
   *
   * @throws IllegalArgumentException if the equation is malformed or sizes do not fit
   */
  public static Tensor einsum(String equation, Tensor... operands) {
    return Einsum.einsum(equation, operands);
  }

  /** a where the bool condition holds, else b; the three broadcast. */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return Selecting.where(condition, a, b);
  }

  /** a where the bool condition holds, else a number. */
  public static Tensor where(Tensor condition, Tensor a, double b) {
    return Selecting.where(condition, a, b);
  }

  /** A number where the bool condition holds, else b. */
  public static Tensor where(Tensor condition, double a, Tensor b) {
    return Selecting.where(condition, a, b);
  }

  /** INT64 coordinates of the elements that are not 0: one tensor for each dimension. */
  public static Tensor[] where(Tensor condition) {
    return Masks.where(condition);
  }

  /** The tensors expanded to the size in which they meet. */
  public static List<Tensor> broadcastTensors(Tensor... tensors) {
    Check.noneNull("broadcastTensors", "tensor", (Object[]) tensors);
    int[] sizes = new int[0];
    for (Tensor t : tensors) {
      sizes = Check.broadcast("broadcastTensors", sizes, Tensors.data(t).sizes());
    }
    List<Tensor> result = new ArrayList<>();
    for (Tensor t : tensors) {
      result.add(t.expand(Factories.toLong(sizes)));
    }
    return result;
  }
}
