package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.EmbeddingBags;
import jackhammer.internal.ops.Embeddings;
import java.util.function.UnaryOperator;

/** The part of {@link F} that looks rows up in tables. */
abstract class EmbeddingFunctions extends NormFunctions {
  EmbeddingFunctions() {}

  /** The rows of weight that x names: see {@link Embedding}. */
  public static Tensor embedding(Tensor x, Tensor weight) {
    return embedding(x, weight, Embedding.Options.DEFAULT);
  }

  /**
   * The rows of weight that x names: see {@link Embedding}.
   *
   * <pre>{@code
   * Tensor y = F.embedding(tensor(1, 0), weight, o -> o.paddingIdx(0));
   * }</pre>
   *
   * @param x int64 or int32 (*)
   * @param weight (V, D); with maxNorm its rows are changed in place
   * @return (*, D)
   */
  public static Tensor embedding(
      Tensor x, Tensor weight, UnaryOperator<Embedding.Options> options) {
    return embedding(x, weight, Check.options("embedding", options, Embedding.Options.DEFAULT));
  }

  static Tensor embedding(Tensor x, Tensor weight, Embedding.Options o) {
    Embeddings.indices("embedding", x, weight);
    long padding = Embeddings.row("embedding", "padding_idx", o.paddingIdx(), weight.size(0));
    if (o.maxNorm() != null) {
      Embeddings.renorm("embedding", x, weight, o.maxNorm(), o.normType());
    }
    return Embeddings.embedding("embedding", x, weight, padding, o.scaleGradByFreq());
  }

  /** The mean of a bag of rows, for each row of x a bag: see {@link EmbeddingBag}. */
  public static Tensor embeddingBag(Tensor x, Tensor weight) {
    return embeddingBag(x, weight, null, null, EmbeddingBag.Options.DEFAULT);
  }

  /**
   * Each bag of rows of weight made one: see {@link EmbeddingBag}.
   *
   * @param x int64 or int32, (B, N): a bag is a row; or (N) with offsets
   * @param weight (V, D); with maxNorm its rows are changed in place
   * @param offsets (B), where in x each bag begins; null if x has two dimensions
   * @return (B, D)
   */
  public static Tensor embeddingBag(
      Tensor x, Tensor weight, Tensor offsets, UnaryOperator<EmbeddingBag.Options> options) {
    return embeddingBag(x, weight, offsets, null, options);
  }

  /**
   * The same with a weight for each index.
   *
   * @param perSampleWeights of x's size, for sums only; null: 1
   */
  public static Tensor embeddingBag(
      Tensor x,
      Tensor weight,
      Tensor offsets,
      Tensor perSampleWeights,
      UnaryOperator<EmbeddingBag.Options> options) {
    return embeddingBag(
        x,
        weight,
        offsets,
        perSampleWeights,
        Check.options("embeddingBag", options, EmbeddingBag.Options.DEFAULT));
  }

  static Tensor embeddingBag(
      Tensor x, Tensor weight, Tensor offsets, Tensor perSampleWeights, EmbeddingBag.Options o) {
    String op = "embeddingBag";
    Embeddings.indices(op, x, weight);
    EmbeddingBags.Bags bags = EmbeddingBags.bags(op, x, offsets, o.includeLastOffset());
    EmbeddingBags.checkWeights(op, x, weight, perSampleWeights, o.mode().ordinal());
    long padding = Embeddings.row(op, "padding_idx", o.paddingIdx(), weight.size(0));
    if (o.maxNorm() != null) {
      Embeddings.renorm(op, x, weight, o.maxNorm(), o.normType());
    }
    return EmbeddingBags.reduce(
        bags, weight, perSampleWeights, o.mode().ordinal(), padding, o.scaleGradByFreq());
  }
}
