package jackhammer.nn;

import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import java.util.function.UnaryOperator;

/** Rows of tables of vectors and of bags of them. */
final class EmbeddingLayers {
  private EmbeddingLayers() {}

  static void add(LayerSamples rows) {
    rows.layer("Embedding", EmbeddingLayers::embedding)
        .function((a, t) -> F.embedding(t.get("x"), t.get("weight"), options(a)), "embedding")
        .perRow(c -> c.sizes().length > 0 && !c.args().containsKey("scale_grad_by_freq"))
        .large("num_embeddings=301;embedding_dim=70;padding_idx=4", "x=c301:50,200:1")
        .bad(
            IllegalArgumentException.class,
            "padding_idx must be in [-5, 5) for 5 embeddings, got 5",
            () -> new Embedding(5, 3, o -> o.paddingIdx(5)))
        .bad(
            IllegalArgumentException.class,
            "must not be negative, got -1 and 3",
            () -> new Embedding(-1, 3))
        .bad(
            IllegalArgumentException.class,
            "max_norm must not be negative",
            () -> new Embedding(5, 3, o -> o.maxNorm(-1)))
        .bad(
            IllegalArgumentException.class,
            "norm_type must be positive",
            () -> new Embedding(5, 3, o -> o.normType(0)))
        .bad(
            UnsupportedOperationException.class,
            "no sparse tensors",
            () -> new Embedding(5, 3, o -> o.sparse(true)))
        .bad(
            IndexOutOfBoundsException.class,
            "in [0, 5), got 5 at input[1, 2]",
            () -> new Embedding(5, 3).call(tensor(new long[][] {{0, 1, 2}, {3, 4, 5}})))
        .bad(
            IllegalArgumentException.class,
            "fromPretrained: embeddings must be (num_embeddings, embedding_dim), got size",
            () -> Embedding.fromPretrained(zeros(3)));
    rows.function(
            "F.embedding",
            (a, t) -> F.embedding(t.get("x"), t.get("weight"), options(a)),
            "embedding")
        .notSmooth(
            c -> c.args().containsKey("padding_idx") || c.args().containsKey("scale_grad_by_freq"))
        .large("scale_grad_by_freq=True", "x=c301:50,200:1 weight=n:301,70:2")
        .bad(
            IllegalArgumentException.class,
            "embedding: weight must be (num_embeddings, embedding_dim)",
            () -> F.embedding(tensor(0, 1), zeros(3)));
    rows.layer("EmbeddingBag", EmbeddingLayers::bag)
        .as(
            (m, x) ->
                x.length == 1 ? ((EmbeddingBag) m).call(x[0]) : ((EmbeddingBag) m).call(x[0], x[1]))
        .function(
            (a, t) -> F.embeddingBag(t.get("x"), t.get("weight"), t.get("offsets"), bagOptions(a)),
            "embeddingBag")
        .perRow(c -> c.sizes().length == 2 && !c.args().containsKey("scale_grad_by_freq"))
        .large("num_embeddings=301;embedding_dim=70;mode=max", "x=c301:50,200:1")
        .bad(
            IllegalArgumentException.class,
            "mode: must be one of [sum, mean, max], got \"min\"",
            () -> new EmbeddingBag(5, 3, o -> o.mode("min")))
        .bad(
            UnsupportedOperationException.class,
            "no sparse tensors",
            () -> new EmbeddingBag(5, 3, o -> o.sparse(true)))
        .bad(
            IllegalArgumentException.class,
            "embeddingBag: an input of one dimension needs offsets",
            () -> new EmbeddingBag(5, 3).call(tensor(0, 1)))
        .bad(
            IllegalArgumentException.class,
            "so that offsets must be left out, got input [1, 2] and offsets [1]",
            () -> new EmbeddingBag(5, 3).call(tensor(new long[][] {{0, 1}}), zeros(1).toLong()))
        .bad(
            IllegalArgumentException.class,
            "got 1 at offsets[2] after 2",
            () -> new EmbeddingBag(5, 3).call(tensor(0, 1, 2), tensor(0, 2, 1)))
        .bad(
            IllegalArgumentException.class,
            "must not exceed the 3 indices of input, got 4 at offsets[1] after 0",
            () -> new EmbeddingBag(5, 3).call(tensor(0, 1, 2), tensor(0, 4)))
        .bad(
            IllegalArgumentException.class,
            "with include_last_offset the last of the offsets must be the number of indices",
            () ->
                new EmbeddingBag(5, 3, o -> o.includeLastOffset(true))
                    .call(tensor(0, 1, 2), tensor(0, 2)));
    rows.function(
            "F.embedding_bag",
            (a, t) ->
                F.embeddingBag(
                    t.get("x"),
                    t.get("weight"),
                    t.get("offsets"),
                    a.tensor("per_sample_weights"),
                    bagOptions(a)),
            "embeddingBag")
        .large(
            "mode=sum;per_sample_weights=$per", "x=c301:50,200:1 weight=n:301,70:2 per=n:50,200:3")
        .bad(
            IllegalArgumentException.class,
            "embeddingBag: scale_grad_by_freq does not go with mode=max",
            () ->
                F.embeddingBag(
                    tensor(new long[][] {{0}}),
                    zeros(2, 2),
                    null,
                    o -> o.mode("max").scaleGradByFreq(true)))
        .bad(
            IllegalArgumentException.class,
            "per_sample_weights are for mode=sum only, got mode=mean",
            () ->
                F.embeddingBag(tensor(new long[][] {{0}}), zeros(2, 2), null, zeros(1, 1), o -> o))
        .bad(
            IllegalArgumentException.class,
            "per_sample_weights must have the input's size [1, 1], got [2]",
            () ->
                F.embeddingBag(
                    tensor(new long[][] {{0}}), zeros(2, 2), null, zeros(2), o -> o.mode("sum")));
  }

  private static Embedding embedding(Args a) {
    return new Embedding(a.integer("num_embeddings"), a.integer("embedding_dim"), options(a));
  }

  private static UnaryOperator<Embedding.Options> options(Args a) {
    return o -> {
      var p = o.scaleGradByFreq(a.flag("scale_grad_by_freq", false)).sparse(false);
      p = a.has("padding_idx") ? p.paddingIdx(a.integer("padding_idx")) : p;
      p = a.has("max_norm") ? p.maxNorm(a.real("max_norm", 0)) : p;
      return p.normType(norm(a));
    };
  }

  private static double norm(Args a) {
    return a.real("norm_type", 2);
  }

  private static EmbeddingBag bag(Args a) {
    return new EmbeddingBag(a.integer("num_embeddings"), a.integer("embedding_dim"), bagOptions(a));
  }

  private static UnaryOperator<EmbeddingBag.Options> bagOptions(Args a) {
    return o -> {
      var p =
          o.scaleGradByFreq(a.flag("scale_grad_by_freq", false))
              .sparse(false)
              .mode(a.text("mode", "mean"))
              .includeLastOffset(a.flag("include_last_offset", false));
      p = a.has("padding_idx") ? p.paddingIdx(a.integer("padding_idx")) : p;
      p = a.has("max_norm") ? p.maxNorm(a.real("max_norm", 0)) : p;
      return p.normType(norm(a));
    };
  }
}
