package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A table of vectors, of which whole bags are looked up at once: each bag becomes the sum, the mean
 * or the maximum of its vectors, without a tensor of all of them.
 *
 * <ul>
 *   <li>Input: numbers in [0, num_embeddings), int64 or int32: (B, N), a bag in each row; or (N)
 *       with offsets (B), where each bag begins, 0 first.
 *   <li>Output: (B, embedding_dim); zeros for an empty bag.
 *   <li>Options: mode mean, paddingIdx none, maxNorm none, normType 2, scaleGradByFreq false,
 *       includeLastOffset false, dtype float32.
 *   <li>Errors: {@link IndexOutOfBoundsException} for a number outside of the table, with its
 *       position; {@link IllegalArgumentException} for offsets that do not rise from 0.
 * </ul>
 *
 * <pre>{@code
 * var words = new EmbeddingBag(10, 3, o -> o.mode("sum"));
 * Tensor x = words.call(tensor(1, 2, 4, 5, 4, 3), tensor(0, 4)); // (2, 3): of 4 and of 2 vectors
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html">torch.nn.EmbeddingBag</a>
 */
public final class EmbeddingBag extends EmbeddingTable {

  /**
   * The optional arguments.
   *
   * @param maxNorm rows that are looked up are first shortened to this norm, in place; null
   *     (default): they are not
   * @param normType which norm maxNorm means; default 2
   * @param scaleGradByFreq whether the gradient of a row is divided by how often the input names
   *     it; default false; not for maxima
   * @param mode what a bag becomes; default mean
   * @param includeLastOffset whether the offsets end with the number of indices; default false
   * @param paddingIdx a row that counts in no bag, begins with zeros and gets no gradient, negative
   *     from the end; null (default): none
   * @param dtype float32 (default) or float64; a function of {@link F} takes that of its weight
   */
  public record Options(
      Double maxNorm,
      double normType,
      boolean scaleGradByFreq,
      BagMode mode,
      boolean includeLastOffset,
      Long paddingIdx,
      DType dtype) {
    /** Checks each of them by itself. */
    public Options {
      EmbeddingTable.checkNorm("EmbeddingBag", maxNorm, normType);
      Check.notNull("EmbeddingBag", "mode", mode);
      Weights.checkType("EmbeddingBag", dtype);
    }

    static final Options DEFAULT =
        new Options(null, 2, false, BagMode.MEAN, false, null, DType.FLOAT32);

    /** With a largest norm of a row. */
    public Options maxNorm(double value) {
      return new Options(
          value, normType, scaleGradByFreq, mode, includeLastOffset, paddingIdx, dtype);
    }

    /** With another norm for {@link #maxNorm}. */
    public Options normType(double value) {
      return new Options(
          maxNorm, value, scaleGradByFreq, mode, includeLastOffset, paddingIdx, dtype);
    }

    /** With gradients divided by how often a row is named. */
    public Options scaleGradByFreq(boolean value) {
      return new Options(maxNorm, normType, value, mode, includeLastOffset, paddingIdx, dtype);
    }

    /** With something else that a bag becomes. */
    public Options mode(BagMode value) {
      return new Options(
          maxNorm, normType, scaleGradByFreq, value, includeLastOffset, paddingIdx, dtype);
    }

    /** With something else that a bag becomes, by PyTorch's name. */
    public Options mode(String name) {
      return mode(BagMode.of(name));
    }

    /** With offsets that end with the number of indices, or without. */
    public Options includeLastOffset(boolean value) {
      return new Options(maxNorm, normType, scaleGradByFreq, mode, value, paddingIdx, dtype);
    }

    /** With a row that counts in no bag. */
    public Options paddingIdx(long value) {
      return new Options(maxNorm, normType, scaleGradByFreq, mode, includeLastOffset, value, dtype);
    }

    /**
     * There are no sparse tensors here.
     *
     * @throws UnsupportedOperationException for true
     */
    public Options sparse(boolean value) {
      EmbeddingTable.refuseSparse("EmbeddingBag", value);
      return this;
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(
          maxNorm, normType, scaleGradByFreq, mode, includeLastOffset, paddingIdx, value);
    }
  }

  private final Options options;

  /** A table of so many vectors of so many numbers. */
  public EmbeddingBag(int numEmbeddings, int embeddingDim) {
    this(numEmbeddings, embeddingDim, o -> o);
  }

  /** A table with options, for example {@code o -> o.paddingIdx(0)}. */
  public EmbeddingBag(int numEmbeddings, int embeddingDim, UnaryOperator<Options> options) {
    this(numEmbeddings, embeddingDim, Check.options("EmbeddingBag", options, Options.DEFAULT));
  }

  private EmbeddingBag(int numEmbeddings, int embeddingDim, Options options) {
    super("EmbeddingBag", numEmbeddings, embeddingDim, options.paddingIdx, options.dtype);
    this.options = options;
  }

  private EmbeddingBag(Parameter weight, Options options) {
    super("EmbeddingBag", weight, options.paddingIdx);
    this.options = options;
  }

  /**
   * A table of given vectors, frozen: see {@link #fromPretrained(Tensor, boolean, UnaryOperator)}.
   */
  public static EmbeddingBag fromPretrained(Tensor embeddings) {
    return fromPretrained(embeddings, true);
  }

  /** A table of given vectors: see {@link #fromPretrained(Tensor, boolean, UnaryOperator)}. */
  public static EmbeddingBag fromPretrained(Tensor embeddings, boolean freeze) {
    return fromPretrained(embeddings, freeze, o -> o);
  }

  /**
   * A table of given vectors.
   *
   * @param embeddings (num_embeddings, embedding_dim); the table shares its memory
   * @param freeze whether they stay as they are in training; default true
   * @param options as of the constructor; the row for padding keeps its numbers, and the type is
   *     that of the embeddings
   */
  public static EmbeddingBag fromPretrained(
      Tensor embeddings, boolean freeze, UnaryOperator<Options> options) {
    Options o = Check.options("EmbeddingBag", options, Options.DEFAULT);
    return new EmbeddingBag(pretrained("EmbeddingBag", embeddings, freeze), o);
  }

  /** The bags that the rows of x are. */
  public Tensor call(Tensor x) {
    return call(x, null, null);
  }

  /** The bags that begin in x at these offsets. */
  public Tensor call(Tensor x, Tensor offsets) {
    return call(x, offsets, null);
  }

  /**
   * Sums in which each index has a weight.
   *
   * @param x (B, N), or (N) with offsets
   * @param offsets (B), or null
   * @param perSampleWeights of x's size, or null
   */
  public Tensor call(Tensor x, Tensor offsets, Tensor perSampleWeights) {
    return call(
        new Object[] {x, offsets, perSampleWeights},
        in -> F.embeddingBag((Tensor) in[0], weight(), (Tensor) in[1], (Tensor) in[2], options));
  }

  @Override
  protected String extraRepr() {
    return sizesRepr()
        + optionsRepr(options.maxNorm, options.normType, options.scaleGradByFreq)
        + ", mode='"
        + options.mode
        + "'"
        + paddingRepr();
  }
}
