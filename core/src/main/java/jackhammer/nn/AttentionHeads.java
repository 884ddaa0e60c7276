package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Arrays;

/**
 * One call of a {@link MultiheadAttention}: its inputs as (L, N, ...) with masks that are added,
 * and what the heads make of them once they are projected.
 */
final class AttentionHeads {
  private static final String OP = "MultiheadAttention";

  /** What the inputs must fit. */
  record Sizes(int heads, int embedDim, int kdim, int vdim, boolean batchFirst, DType dtype) {}

  private final MultiheadAttention.CallOptions options;
  private final Sizes sizes;
  private final boolean isBatched;
  private Tensor query;
  private Tensor key;
  private Tensor value;

  /** (1, L, S) or (N * heads, L, S), added to the scores; or null. */
  private Tensor attnMask;

  /** (N, S), added to the scores; or null. */
  private Tensor paddingMask;

  private AttentionHeads(
      Tensor query, Tensor key, Tensor value, MultiheadAttention.CallOptions options, Sizes sizes) {
    this.query = query;
    this.key = key;
    this.value = value;
    this.options = options;
    this.sizes = sizes;
    this.isBatched = query.dim() == 3;
  }

  static AttentionHeads of(
      Tensor query, Tensor key, Tensor value, MultiheadAttention.CallOptions options, Sizes sizes) {
    check("query", query, sizes.dtype);
    check("key", key, sizes.dtype);
    check("value", value, sizes.dtype);
    AttentionHeads a = new AttentionHeads(query, key, value, options, sizes);
    a.checkDims();
    if (!a.isBatched) {
      a.arrange(t -> t.unsqueeze(1));
    } else if (sizes.batchFirst) {
      a.arrange(t -> t.transpose(1, 0));
    }
    a.checkSizes();
    a.attnMask = a.attnMask();
    a.paddingMask = a.paddingMask();
    return a;
  }

  private static void check(String name, Tensor t, DType dtype) {
    Check.floating(OP, name, t);
    Check.sameType(OP, name, t.dtype(), "the weight", dtype);
  }

  private void checkDims() {
    long dims = query.dim();
    if ((dims != 2 && dims != 3) || key.dim() != dims || value.dim() != dims) {
      throw new IllegalArgumentException(
          String.format(
              "%s: query, key and value must have 3 dimensions, %s, or 2 without a batch, got %s, %s"
                  + " and %s",
              OP,
              sizes.batchFirst ? "(N, L, E)" : "(L, N, E)",
              query.size(),
              key.size(),
              value.size()));
    }
  }

  /** The same change of all three; what was one tensor stays one. */
  private void arrange(Layer change) {
    Tensor q = query;
    Tensor k = key;
    Tensor v = value;
    query = change.call(q);
    key = k == q ? query : change.call(k);
    value = v == q ? query : v == k ? key : change.call(v);
  }

  private void checkSizes() {
    boolean fits =
        query.size(2) == sizes.embedDim
            && key.size(2) == sizes.kdim
            && value.size(2) == sizes.vdim
            && key.size(0) == value.size(0)
            && key.size(1) == value.size(1)
            && query.size(1) == key.size(1);
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "%s: expected query (L, N, %d), key (S, N, %d) and value (S, N, %d) with the same N and"
                  + " S, got %s, %s and %s%s",
              OP,
              sizes.embedDim,
              sizes.kdim,
              sizes.vdim,
              query.size(),
              key.size(),
              value.size(),
              sizes.batchFirst && isBatched ? " once the batch comes second" : ""));
    }
  }

  private Tensor attnMask() {
    Tensor mask = options.attnMask();
    if (mask == null) {
      if (options.isCausal()) {
        throw new IllegalArgumentException(
            OP
                + ": is_causal only says what attn_mask is, which is missing; give"
                + " attnMask(ones(L, S).triu(1).toBool()) with it");
      }
      return null;
    }
    if (options.isCausal() && !options.needWeights() && options.keyPaddingMask() == null) {
      return null; // the attention makes its own
    }
    long l = query.size(0);
    long s = key.size(0);
    long all = query.size(1) * sizes.heads;
    boolean isFlat = Arrays.equals(mask.size().toLongArray(), new long[] {l, s});
    if (!isFlat && !Arrays.equals(mask.size().toLongArray(), new long[] {all, l, s})) {
      throw new IllegalArgumentException(
          String.format(
              "%s: attn_mask must be (L, S) = [%d, %d] or (N * num_heads, L, S) = [%d, %d, %d], got"
                  + " %s",
              OP, l, s, all, l, s, mask.size()));
    }
    Tensor added = added("attn_mask", mask);
    return isFlat ? added.unsqueeze(0) : added;
  }

  private Tensor paddingMask() {
    Tensor mask = options.keyPaddingMask();
    if (mask == null) {
      return null;
    }
    long n = query.size(1);
    long s = key.size(0);
    long[] expected = isBatched ? new long[] {n, s} : new long[] {s};
    if (!Arrays.equals(mask.size().toLongArray(), expected)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: key_padding_mask must be %s, got %s",
              OP,
              isBatched ? "(N, S) = [" + n + ", " + s + "]" : "(S) = [" + s + "]",
              mask.size()));
    }
    Tensor added = added("key_padding_mask", mask);
    return isBatched ? added : added.unsqueeze(0);
  }

  /** Zeros, and minus infinity where a bool mask is true. */
  private Tensor added(String name, Tensor mask) {
    if (mask.dtype() == DType.BOOL) {
      Tensor zeros = Tensor.zeros(mask.size(), o -> o.dtype(sizes.dtype));
      return zeros.maskedFill(mask, Double.NEGATIVE_INFINITY);
    }
    if (!mask.isFloatingPoint()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s must be bool (true: left out) or floating (is added), got %s; convert it with"
                  + " toBool()",
              OP, name, mask.dtype()));
    }
    return mask.to(sizes.dtype);
  }

  Tensor query() {
    return query;
  }

  Tensor key() {
    return key;
  }

  Tensor value() {
    return value;
  }

  /** Adds a key and a value, (1, 1, E), at the end of the sequence, which every query may see. */
  void add(Tensor[] projected, Tensor newKey, Tensor newValue) {
    long n = projected[1].size(1);
    projected[1] = Tensor.cat(0, projected[1], newKey.expand(1, n, sizes.embedDim));
    projected[2] = Tensor.cat(0, projected[2], newValue.expand(1, n, sizes.embedDim));
    attnMask = attnMask == null ? null : F.pad(attnMask, 0, 1);
    paddingMask = paddingMask == null ? null : F.pad(paddingMask, 0, 1);
  }

  /**
   * @param projected queries (L, N, E), keys and values (S, N, E)
   */
  MultiheadAttention.Output attend(Tensor[] projected, double dropout, Linear outProj) {
    long l = projected[0].size(0);
    long n = projected[0].size(1);
    Tensor q = head(projected[0]);
    Tensor k = head(projected[1]);
    Tensor v = head(projected[2]);
    Tensor mask = mask(n, k.size(1));
    Tensor found;
    Tensor weights = null;
    if (options.needWeights()) {
      Tensor scaled = q.mul(Math.sqrt(1.0 / q.size(2)));
      Tensor scores =
          mask == null ? scaled.bmm(k.mT()) : mask.baddbmm(scaled, k.mT()); // [N * heads, L, S]
      weights = scores.softmax(-1);
      if (dropout > 0) {
        weights = F.dropout(weights, dropout, true, false);
      }
      found = weights.bmm(v).transpose(0, 1);
      weights = weights.view(n, sizes.heads, l, k.size(1));
      weights = options.averageAttnWeights() ? weights.mean(1) : weights;
    } else {
      boolean causal = options.isCausal() && mask == null;
      Tensor fourfold =
          mask == null
              ? null
              : mask.size(0) == 1 ? mask.unsqueeze(0) : mask.unflatten(0, n, sizes.heads);
      found =
          F.scaledDotProductAttention(
                  q.unflatten(0, n, sizes.heads),
                  k.unflatten(0, n, sizes.heads),
                  v.unflatten(0, n, sizes.heads),
                  o -> o.attnMask(fourfold).dropoutP(dropout).isCausal(causal))
              .permute(2, 0, 1, 3);
    }
    Tensor output = outProj.call(found.reshape(l * n, sizes.embedDim)).view(l, n, sizes.embedDim);
    if (!isBatched) {
      return new MultiheadAttention.Output(
          output.squeeze(1), weights == null ? null : weights.squeeze(0));
    }
    return new MultiheadAttention.Output(
        sizes.batchFirst ? output.transpose(1, 0) : output, weights);
  }

  /** [T, N, E] as [N * heads, T, E / heads]. */
  private Tensor head(Tensor x) {
    long width = sizes.embedDim / sizes.heads;
    return x.reshape(x.size(0), x.size(1) * sizes.heads, width).transpose(0, 1);
  }

  /** Both masks as one: (1 or N * heads, 1 or L, S), or null. */
  private Tensor mask(long n, long s) {
    if (paddingMask == null) {
      return attnMask;
    }
    Tensor each =
        paddingMask.reshape(n, 1, 1, s).expand(n, sizes.heads, 1, s).reshape(n * sizes.heads, 1, s);
    return attnMask == null ? each : attnMask.add(each);
  }
}
