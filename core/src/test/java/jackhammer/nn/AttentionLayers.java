package jackhammer.nn;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.zeros;

import java.util.function.UnaryOperator;

/** Rows of attention. */
final class AttentionLayers {
  private AttentionLayers() {}

  static void add(LayerSamples rows) {
    rows.function(
            "F.scaled_dot_product_attention",
            (a, t) -> F.scaledDotProductAttention(t.get("q"), t.get("k"), t.get("v"), attention(a)),
            "scaledDotProductAttention")
        .perRow(c -> c.sizes().length == 4 && c.args().isEmpty())
        .large("is_causal=True", "q=n:3,4,50,40:1 k=n:3,4,60,40:2 v=n:3,4,60,40:3")
        .bad(
            IllegalArgumentException.class,
            "expected query (..., L, E), key (..., S, E) and value (..., S, Ev), got [2, 3], [2, 4]",
            () -> F.scaledDotProductAttention(zeros(2, 3), zeros(2, 4), zeros(2, 4)))
        .bad(
            IllegalArgumentException.class,
            "attn_mask must broadcast to (..., L, S) = [2, 4], got size [3]",
            () ->
                F.scaledDotProductAttention(
                    zeros(2, 3), zeros(4, 3), zeros(4, 3), o -> o.attnMask(ones(3))))
        .bad(
            IllegalArgumentException.class,
            "attn_mask must be bool (true: take part) or floating (is added), got torch.int64",
            () ->
                F.scaledDotProductAttention(
                    zeros(2, 3), zeros(4, 3), zeros(4, 3), o -> o.attnMask(ones(4).toLong())))
        .bad(
            IllegalArgumentException.class,
            "with enable_gqa the heads of key (dimension -3) must divide those of query",
            () ->
                F.scaledDotProductAttention(
                    zeros(3, 2, 3), zeros(2, 2, 3), zeros(2, 2, 3), o -> o.enableGqa(true)))
        .bad(
            IllegalArgumentException.class,
            "dropout_p must be a probability between 0 and 1, got 1.5",
            () ->
                F.scaledDotProductAttention(
                    zeros(2, 3), zeros(2, 3), zeros(2, 3), o -> o.dropoutP(1.5)));
    rows.layer("MultiheadAttention", AttentionLayers::multihead)
        .asWithArgs(
            (m, x, a) -> {
              MultiheadAttention attention = (MultiheadAttention) m;
              return x.length == 1
                  ? attention.call(x[0], x[0], x[0], call(a))
                  : attention.call(x[0], x[1], x[2], call(a));
            })
        .perRow(
            c ->
                c.sizes().length == 3
                    && "True".equals(c.args().get("batch_first"))
                    && !c.args().containsKey("_seed")
                    && !c.args().containsKey("_key_padding_mask")
                    && !c.args().containsKey("_attn_mask"))
        .large("embed_dim=48;num_heads=4", "q=n:50,7,48:1 k=n:60,7,48:2 v=n:60,7,48:3")
        .bad(
            IllegalArgumentException.class,
            "embed_dim divisible by num_heads, got 5 and 2",
            () -> new MultiheadAttention(5, 2))
        .bad(
            IllegalArgumentException.class,
            "kdim and vdim must be at least 1",
            () -> new MultiheadAttention(4, 2, o -> o.kdim(0)))
        .bad(
            IllegalArgumentException.class,
            "dropout must be a probability",
            () -> new MultiheadAttention(4, 2, o -> o.dropout(2)))
        .bad(
            IllegalArgumentException.class,
            "query, key and value must have 3 dimensions, (L, N, E), or 2 without a batch",
            () -> new MultiheadAttention(4, 2).call(zeros(3, 4), zeros(2, 3, 4), zeros(3, 4)))
        .bad(
            IllegalArgumentException.class,
            "expected query (L, N, 4), key (S, N, 4) and value (S, N, 4) with the same N and S",
            () -> new MultiheadAttention(4, 2).call(zeros(3, 4), zeros(2, 4), zeros(3, 4)))
        .bad(
            IllegalArgumentException.class,
            "is_causal only says what attn_mask is, which is missing",
            () ->
                new MultiheadAttention(4, 2)
                    .call(zeros(3, 4), zeros(2, 4), zeros(2, 4), o -> o.isCausal(true)))
        .bad(
            IllegalArgumentException.class,
            "attn_mask must be (L, S) = [3, 2] or (N * num_heads, L, S) = [2, 3, 2], got",
            () ->
                new MultiheadAttention(4, 2)
                    .call(zeros(3, 4), zeros(2, 4), zeros(2, 4), o -> o.attnMask(ones(2, 3))))
        .bad(
            IllegalArgumentException.class,
            "key_padding_mask must be (S) = [2], got",
            () ->
                new MultiheadAttention(4, 2)
                    .call(zeros(3, 4), zeros(2, 4), zeros(2, 4), o -> o.keyPaddingMask(ones(3))))
        .bad(
            IllegalArgumentException.class,
            "attn_mask must be bool (true: left out) or floating (is added), got torch.int64",
            () ->
                new MultiheadAttention(4, 2)
                    .call(
                        zeros(3, 4),
                        zeros(2, 4),
                        zeros(2, 4),
                        o -> o.attnMask(ones(3, 2).toLong())));
  }

  private static UnaryOperator<AttentionOptions> attention(Args a) {
    return o -> {
      var p =
          o.attnMask(a.tensor("attn_mask"))
              .dropoutP(a.real("dropout_p", 0))
              .isCausal(a.flag("is_causal", false))
              .enableGqa(a.flag("enable_gqa", false));
      return a.has("scale") ? p.scale(a.real("scale", 0)) : p;
    };
  }

  private static MultiheadAttention multihead(Args a) {
    return new MultiheadAttention(
        a.integer("embed_dim"),
        a.integer("num_heads"),
        o -> {
          var p =
              o.dropout(a.real("dropout", 0))
                  .bias(a.flag("bias", true))
                  .addBiasKv(a.flag("add_bias_kv", false))
                  .addZeroAttn(a.flag("add_zero_attn", false))
                  .batchFirst(a.flag("batch_first", false));
          p = a.has("kdim") ? p.kdim(a.integer("kdim")) : p;
          return a.has("vdim") ? p.vdim(a.integer("vdim")) : p;
        });
  }

  private static UnaryOperator<MultiheadAttention.CallOptions> call(Args a) {
    return o ->
        o.keyPaddingMask(a.tensor("_key_padding_mask"))
            .needWeights(a.flag("_need_weights", true))
            .attnMask(a.tensor("_attn_mask"))
            .averageAttnWeights(a.flag("_average_attn_weights", true))
            .isCausal(a.flag("_is_causal", false));
  }
}
