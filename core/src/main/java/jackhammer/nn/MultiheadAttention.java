package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Attention in several heads: queries, keys and values are projected, cut into heads, each head
 * attends, and what they find is projected again.
 *
 * <ul>
 *   <li>Inputs: query (L, N, E), key (S, N, kdim), value (S, N, vdim); with batchFirst N comes
 *       first; without a batch (L, E), (S, kdim), (S, vdim).
 *   <li>Output: (L, N, E) or as the query lies; weights (N, L, S), with averageAttnWeights false
 *       (N, num_heads, L, S), null if they are not wanted.
 *   <li>Options: dropout 0, bias true, addBiasKv false, addZeroAttn false, kdim and vdim those of
 *       the query, batchFirst false, dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} if the heads do not divide embed_dim, or for sizes
 *       that do not fit.
 * </ul>
 *
 * <pre>{@code
 * var attention = new MultiheadAttention(512, 8, o -> o.batchFirst(true));
 * Tensor x = randn(32, 20, 512);
 * Tensor y = attention.call(x, x, x).output(); // (32, 20, 512)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html">torch.nn.MultiheadAttention</a>
 */
public final class MultiheadAttention extends Module {

  /**
   * The optional arguments.
   *
   * @param dropout the probability that a share is dropped in training; default 0
   * @param bias whether the projections add biases; default true
   * @param addBiasKv whether a learned key and value are added at the end of the sequence; default
   *     false
   * @param addZeroAttn whether a key and value of zeros are added at the end; default false
   * @param kdim how many numbers a key has; null (default): embed_dim
   * @param vdim how many numbers a value has; null (default): embed_dim
   * @param batchFirst whether inputs and output are (N, L, E); default false
   * @param dtype float32 (default) or float64
   */
  public record Options(
      double dropout,
      boolean bias,
      boolean addBiasKv,
      boolean addZeroAttn,
      Integer kdim,
      Integer vdim,
      boolean batchFirst,
      DType dtype) {
    /** Checks each of them by itself. */
    public Options {
      F.checkProbability("MultiheadAttention", "dropout", dropout);
      Weights.checkType("MultiheadAttention", dtype);
      if ((kdim != null && kdim < 1) || (vdim != null && vdim < 1)) {
        throw new IllegalArgumentException(
            "MultiheadAttention: kdim and vdim must be at least 1, got " + kdim + " and " + vdim);
      }
    }

    static final Options DEFAULT =
        new Options(0, true, false, false, null, null, false, DType.FLOAT32);

    /** With dropout of shares. */
    public Options dropout(double value) {
      return new Options(value, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst, dtype);
    }

    /** With biases of the projections, or without. */
    public Options bias(boolean value) {
      return new Options(dropout, value, addBiasKv, addZeroAttn, kdim, vdim, batchFirst, dtype);
    }

    /** With a learned key and value at the end. */
    public Options addBiasKv(boolean value) {
      return new Options(dropout, bias, value, addZeroAttn, kdim, vdim, batchFirst, dtype);
    }

    /** With a key and value of zeros at the end. */
    public Options addZeroAttn(boolean value) {
      return new Options(dropout, bias, addBiasKv, value, kdim, vdim, batchFirst, dtype);
    }

    /** With keys of another size. */
    public Options kdim(int value) {
      return new Options(dropout, bias, addBiasKv, addZeroAttn, value, vdim, batchFirst, dtype);
    }

    /** With values of another size. */
    public Options vdim(int value) {
      return new Options(dropout, bias, addBiasKv, addZeroAttn, kdim, value, batchFirst, dtype);
    }

    /** With the batch first. */
    public Options batchFirst(boolean value) {
      return new Options(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, value, dtype);
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst, value);
    }
  }

  /**
   * What a call takes beside queries, keys and values.
   *
   * @param keyPaddingMask (N, S), or (S) without a batch: bool, where true is left out, or
   *     floating, which is added to the scores; null (default): none
   * @param needWeights whether the weights are returned; default true; without them it is faster
   * @param attnMask (L, S) or (N * num_heads, L, S): bool, where true is left out, or floating,
   *     which is added to the scores; null (default): none
   * @param averageAttnWeights whether the weights are the mean over the heads; default true
   * @param isCausal says that attnMask is the causal mask, which must be given; default false
   */
  public record CallOptions(
      Tensor keyPaddingMask,
      boolean needWeights,
      Tensor attnMask,
      boolean averageAttnWeights,
      boolean isCausal) {

    /** PyTorch's defaults. */
    public static final CallOptions DEFAULT = new CallOptions(null, true, null, true, false);

    /** With keys that are left out. */
    public CallOptions keyPaddingMask(Tensor value) {
      return new CallOptions(value, needWeights, attnMask, averageAttnWeights, isCausal);
    }

    /** With the weights, or without. */
    public CallOptions needWeights(boolean value) {
      return new CallOptions(keyPaddingMask, value, attnMask, averageAttnWeights, isCausal);
    }

    /** With pairs of query and key that are left out. */
    public CallOptions attnMask(Tensor value) {
      return new CallOptions(keyPaddingMask, needWeights, value, averageAttnWeights, isCausal);
    }

    /** With weights of each head, or their mean. */
    public CallOptions averageAttnWeights(boolean value) {
      return new CallOptions(keyPaddingMask, needWeights, attnMask, value, isCausal);
    }

    /** With a word on what the mask is. */
    public CallOptions isCausal(boolean value) {
      return new CallOptions(keyPaddingMask, needWeights, attnMask, averageAttnWeights, value);
    }
  }

  /**
   * What a call gives.
   *
   * @param output as the query lies, (L, N, E)
   * @param weights (N, L, S) or (N, num_heads, L, S); null if not wanted
   */
  public record Output(Tensor output, Tensor weights) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
      return "(" + output + ", " + (weights == null ? "None" : weights) + ")";
    }
  }

  private final int embedDim;
  private final int numHeads;
  private final int kdim;
  private final int vdim;
  private final Options options;
  private final Slot inProjWeight;
  private final Slot qProjWeight;
  private final Slot kProjWeight;
  private final Slot vProjWeight;
  private final Slot inProjBias;
  private final Slot biasK;
  private final Slot biasV;
  private final Linear outProj;

  /** For vectors of embed_dim numbers, cut into so many heads. */
  public MultiheadAttention(int embedDim, int numHeads) {
    this(embedDim, numHeads, o -> o);
  }

  /** With options, for example {@code o -> o.batchFirst(true)}. */
  public MultiheadAttention(int embedDim, int numHeads, UnaryOperator<Options> options) {
    Options o = Check.options("MultiheadAttention", options, Options.DEFAULT);
    if (embedDim < 1 || numHeads < 1 || embedDim % numHeads != 0) {
      throw new IllegalArgumentException(
          String.format(
              "MultiheadAttention: embed_dim and num_heads must be positive and embed_dim divisible by"
                  + " num_heads, got %d and %d",
              embedDim, numHeads));
    }
    this.options = o;
    this.embedDim = embedDim;
    this.numHeads = numHeads;
    kdim = o.kdim == null ? embedDim : o.kdim;
    vdim = o.vdim == null ? embedDim : o.vdim;
    boolean isPacked = kdim == embedDim && vdim == embedDim;
    qProjWeight = slot("q_proj_weight", !isPacked, embedDim, embedDim);
    kProjWeight = slot("k_proj_weight", !isPacked, embedDim, kdim);
    vProjWeight = slot("v_proj_weight", !isPacked, embedDim, vdim);
    inProjWeight = slot("in_proj_weight", isPacked, 3L * embedDim, embedDim);
    inProjBias = slot("in_proj_bias", o.bias, 3L * embedDim);
    biasK = slot("bias_k", o.addBiasKv, 1, 1, embedDim);
    biasV = slot("bias_v", o.addBiasKv, 1, 1, embedDim);
    outProj =
        registerModule(
            "out_proj",
            new NonDynamicallyQuantizableLinear(
                embedDim, embedDim, l -> l.bias(o.bias).dtype(o.dtype)));
    resetParameters();
  }

  private Slot slot(String name, boolean isThere, long... sizes) {
    Parameter p = isThere ? Weights.empty("MultiheadAttention", options.dtype, sizes) : null;
    return registerParameter(name, p);
  }

  /** Draws the projections anew, Glorot's uniform numbers; biases are zeros. */
  public void resetParameters() {
    for (Slot weight : new Slot[] {inProjWeight, qProjWeight, kProjWeight, vProjWeight}) {
      if (weight.get() != null) {
        Init.xavierUniform_(weight.get());
      }
    }
    if (inProjBias.get() != null) {
      Init.zeros_(inProjBias.get());
      Init.zeros_(outProj.bias());
    }
    for (Slot bias : new Slot[] {biasK, biasV}) {
      if (bias.get() != null) {
        Init.xavierNormal_(bias.get());
      }
    }
  }

  /** What the queries find, and where. */
  public Output call(Tensor query, Tensor key, Tensor value) {
    return call(query, key, value, CallOptions.DEFAULT);
  }

  /**
   * What the queries find, and where, for example with {@code o -> o.needWeights(false)}.
   *
   * @param query (L, N, E)
   * @param key (S, N, kdim)
   * @param value (S, N, vdim)
   */
  public Output call(Tensor query, Tensor key, Tensor value, UnaryOperator<CallOptions> options) {
    return call(
        query, key, value, Check.options("MultiheadAttention", options, CallOptions.DEFAULT));
  }

  private Output call(Tensor query, Tensor key, Tensor value, CallOptions o) {
    return call(
        new Object[] {query, key, value},
        in -> attend((Tensor) in[0], (Tensor) in[1], (Tensor) in[2], o));
  }

  private Output attend(Tensor query, Tensor key, Tensor value, CallOptions o) {
    Tensor weight = (inProjWeight.get() != null ? inProjWeight : qProjWeight).get();
    AttentionHeads heads =
        AttentionHeads.of(
            query,
            key,
            value,
            o,
            new AttentionHeads.Sizes(
                numHeads, embedDim, kdim, vdim, options.batchFirst, weight.dtype()));
    Tensor[] projected = project(heads);
    if (biasK.get() != null) {
      heads.add(projected, biasK.get(), biasV.get());
    }
    if (options.addZeroAttn) {
      Tensor zeros = Tensor.zeros(Size.of(1, 1, embedDim), z -> z.dtype(weight.dtype()));
      heads.add(projected, zeros, zeros);
    }
    return heads.attend(projected, isTraining() ? options.dropout : 0, outProj);
  }

  /** Queries, keys and values as embed_dim numbers each. */
  private Tensor[] project(AttentionHeads in) {
    Tensor weight = inProjWeight.get();
    Tensor bias = inProjBias.get();
    if (weight != null && in.query() == in.key() && in.key() == in.value()) {
      return F.linear(in.query(), weight, bias).chunk(3, -1);
    }
    Tensor[] weights =
        weight == null
            ? new Tensor[] {qProjWeight.get(), kProjWeight.get(), vProjWeight.get()}
            : weight.chunk(3, 0);
    Tensor[] biases = bias == null ? new Tensor[3] : bias.chunk(3, 0);
    return new Tensor[] {
      F.linear(in.query(), weights[0], biases[0]),
      F.linear(in.key(), weights[1], biases[1]),
      F.linear(in.value(), weights[2], biases[2])
    };
  }
}
