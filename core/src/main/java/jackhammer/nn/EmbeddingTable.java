package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.Embeddings;
import jackhammer.internal.text.PyFormat;

/** What {@link Embedding} and {@link EmbeddingBag} share: the table, and how its rows begin. */
public abstract sealed class EmbeddingTable extends Module permits Embedding, EmbeddingBag {
  private final int numEmbeddings;
  private final int embeddingDim;

  /** The number of the row for padding, or -1. */
  private final long paddingRow;

  private final Slot weight;

  /** A table that draws its weights. */
  EmbeddingTable(String layer, int numEmbeddings, int embeddingDim, Long paddingIdx, DType dtype) {
    if (numEmbeddings < 0 || embeddingDim < 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: num_embeddings and embedding_dim must not be negative, got %d and %d",
              layer, numEmbeddings, embeddingDim));
    }
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    paddingRow = Embeddings.row(layer, "padding_idx", paddingIdx, numEmbeddings);
    weight = registerParameter("weight", Weights.empty(layer, dtype, numEmbeddings, embeddingDim));
    resetParameters();
  }

  /** A table with given weights. */
  EmbeddingTable(String layer, Parameter given, Long paddingIdx) {
    numEmbeddings = (int) given.size(0);
    embeddingDim = (int) given.size(1);
    paddingRow = Embeddings.row(layer, "padding_idx", paddingIdx, numEmbeddings);
    weight = registerParameter("weight", given);
  }

  /** Weights that somebody has, as a parameter on the same numbers. */
  static Parameter pretrained(String layer, Tensor embeddings, boolean freeze) {
    Check.floating(layer + ".fromPretrained", "embeddings", embeddings);
    if (embeddings.dim() != 2) {
      throw new IllegalArgumentException(
          String.format(
              "%s.fromPretrained: embeddings must be (num_embeddings, embedding_dim), got size %s",
              layer, embeddings.size()));
    }
    return new Parameter(embeddings, !freeze);
  }

  /** Draws the weights anew from N(0, 1); the row for padding is zeros. */
  public void resetParameters() {
    Init.normal_(weight.get());
    if (paddingRow >= 0) {
      Autograd.noGrad(() -> weight.get().select(0, paddingRow).zero_());
    }
  }

  /** (num_embeddings, embedding_dim). */
  public Tensor weight() {
    return weight.get();
  }

  static void checkNorm(String layer, Double maxNorm, double normType) {
    if (maxNorm != null && !(maxNorm >= 0)) {
      throw new IllegalArgumentException(layer + ": max_norm must not be negative, got " + maxNorm);
    }
    if (!(normType > 0)) {
      throw new IllegalArgumentException(layer + ": norm_type must be positive, got " + normType);
    }
  }

  static void refuseSparse(String layer, boolean sparse) {
    if (sparse) {
      throw new UnsupportedOperationException(
          layer
              + ": sparse=True asks for a sparse gradient, and there are no sparse tensors here;"
              + " leave sparse at false: the gradient is then a tensor of the weight's size");
    }
  }

  /** ", padding_idx=2", or nothing. */
  String paddingRepr() {
    return paddingRow < 0 ? "" : ", padding_idx=" + paddingRow;
  }

  /** The sizes, as they are printed. */
  String sizesRepr() {
    return numEmbeddings + ", " + embeddingDim;
  }

  /** What is printed of the options that both have. */
  static String optionsRepr(Double maxNorm, double normType, boolean scaleGradByFreq) {
    return (maxNorm == null ? "" : ", max_norm=" + PyFormat.repr(maxNorm))
        + (normType == 2 ? "" : ", norm_type=" + PyFormat.repr(normType))
        + (scaleGradByFreq ? ", scale_grad_by_freq=True" : "");
  }
}
