package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A table of vectors that are looked up by their numbers: words, characters, users.
 *
 * <ul>
 *   <li>Input: (*), int64 or int32, numbers in [0, num_embeddings).
 *   <li>Output: (*, embedding_dim).
 *   <li>Options: paddingIdx none, maxNorm none, normType 2, scaleGradByFreq false, dtype float32.
 *   <li>Errors: {@link IndexOutOfBoundsException} for a number outside of the table, with its
 *       position.
 * </ul>
 *
 * <pre>{@code
 * var words = new Embedding(10, 3, o -> o.paddingIdx(0));
 * Tensor x = words.call(tensor(new long[][] {{1, 2, 4, 5}, {4, 3, 2, 0}})); // (2, 4, 3)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html">torch.nn.Embedding</a>
 */
public final class Embedding extends EmbeddingTable implements Layer {

  /**
   * The optional arguments.
   *
   * @param paddingIdx a row that begins with zeros and gets no gradient, negative from the end;
   *     null (default): none
   * @param maxNorm rows that are looked up are first shortened to this norm, in place; null
   *     (default): they are not
   * @param normType which norm maxNorm means; default 2
   * @param scaleGradByFreq whether the gradient of a row is divided by how often the input names
   *     it; default false
   * @param dtype float32 (default) or float64; a function of {@link F} takes that of its weight
   */
  public record Options(
      Long paddingIdx, Double maxNorm, double normType, boolean scaleGradByFreq, DType dtype) {
    /** Checks each of them by itself. */
    public Options {
      EmbeddingTable.checkNorm("Embedding", maxNorm, normType);
      Weights.checkType("Embedding", dtype);
    }

    static final Options DEFAULT = new Options(null, null, 2, false, DType.FLOAT32);

    /** With a row that begins with zeros and gets no gradient. */
    public Options paddingIdx(long value) {
      return new Options(value, maxNorm, normType, scaleGradByFreq, dtype);
    }

    /** With a largest norm of a row. */
    public Options maxNorm(double value) {
      return new Options(paddingIdx, value, normType, scaleGradByFreq, dtype);
    }

    /** With another norm for {@link #maxNorm}. */
    public Options normType(double value) {
      return new Options(paddingIdx, maxNorm, value, scaleGradByFreq, dtype);
    }

    /** With gradients divided by how often a row is named. */
    public Options scaleGradByFreq(boolean value) {
      return new Options(paddingIdx, maxNorm, normType, value, dtype);
    }

    /**
     * There are no sparse tensors here.
     *
     * @throws UnsupportedOperationException for true
     */
    public Options sparse(boolean value) {
      EmbeddingTable.refuseSparse("Embedding", value);
      return this;
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(paddingIdx, maxNorm, normType, scaleGradByFreq, value);
    }
  }

  private final Options options;

  /** A table of so many vectors of so many numbers. */
  public Embedding(int numEmbeddings, int embeddingDim) {
    this(numEmbeddings, embeddingDim, o -> o);
  }

  /** A table with options, for example {@code o -> o.paddingIdx(0)}. */
  public Embedding(int numEmbeddings, int embeddingDim, UnaryOperator<Options> options) {
    this(numEmbeddings, embeddingDim, Check.options("Embedding", options, Options.DEFAULT));
  }

  private Embedding(int numEmbeddings, int embeddingDim, Options options) {
    super("Embedding", numEmbeddings, embeddingDim, options.paddingIdx, options.dtype);
    this.options = options;
  }

  private Embedding(Parameter weight, Options options) {
    super("Embedding", weight, options.paddingIdx);
    this.options = options;
  }

  /**
   * A table of given vectors, frozen: see {@link #fromPretrained(Tensor, boolean, UnaryOperator)}.
   */
  public static Embedding fromPretrained(Tensor embeddings) {
    return fromPretrained(embeddings, true);
  }

  /** A table of given vectors: see {@link #fromPretrained(Tensor, boolean, UnaryOperator)}. */
  public static Embedding fromPretrained(Tensor embeddings, boolean freeze) {
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
  public static Embedding fromPretrained(
      Tensor embeddings, boolean freeze, UnaryOperator<Options> options) {
    Options o = Check.options("Embedding", options, Options.DEFAULT);
    return new Embedding(pretrained("Embedding", embeddings, freeze), o);
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.embedding(x, weight(), options);
  }

  @Override
  protected String extraRepr() {
    return sizesRepr()
        + paddingRepr()
        + optionsRepr(options.maxNorm, options.normType, options.scaleGradByFreq);
  }
}
