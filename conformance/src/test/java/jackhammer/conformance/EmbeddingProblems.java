package jackhammer.conformance;

import jackhammer.nn.BagMode;
import jackhammer.nn.F;
import java.util.Arrays;

/** Tables of vectors and bags of them. */
final class EmbeddingProblems {
  private EmbeddingProblems() {}

  static Problem table(Draw d) {
    int rows = d.between(1, 12);
    int[] shape = d.shape(d.between(0, 3), 6);
    boolean padded = d.chance(0.4);
    int padding = padded ? d.between(0, rows - 1) : -1;
    boolean byFrequency = d.chance(0.3);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.constant(d.integers(rows, shape));
    String w = inputs.leaf(d.normal(rows, d.between(1, 40)));
    return inputs.returns(
        "torch.embedding(%s, %s, %d, %s)".formatted(w, x, padding, byFrequency ? "True" : "False"),
        a ->
            F.embedding(
                a[0],
                a[1],
                o -> {
                  var p = o.scaleGradByFreq(byFrequency);
                  return padded ? p.paddingIdx(padding) : p;
                }));
  }

  static Problem bag(Draw d) {
    int rows = d.between(1, 12);
    int n = d.between(1, 20);
    int[] offsets = d.several(d.between(1, 6), 0, n);
    Arrays.sort(offsets);
    offsets[0] = 0;
    boolean last = d.chance(0.3) && offsets.length > 1;
    if (last) {
      offsets[offsets.length - 1] = n;
    }
    BagMode mode = d.of(BagMode.values());
    boolean weighted = mode == BagMode.SUM && d.chance(0.5);
    boolean padded = d.chance(0.4);
    int padding = padded ? d.between(0, rows - 1) : -1;
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.constant(d.integers(rows, n));
    String w = inputs.leaf(d.normal(rows, d.between(1, 40)));
    Array begin = d.integers(1, offsets.length);
    Arrays.setAll(begin.values(), i -> offsets[i]);
    String o = inputs.constant(begin);
    String each = weighted ? inputs.leaf(d.normal(n)) : "None";
    return inputs.returns(
        "torch.embedding_bag(%s, %s, %s, False, %d, False, %s, %s, %s)[0]"
            .formatted(
                w, x, o, mode.ordinal(), each, last ? "True" : "False", padded ? padding : "None"),
        a ->
            F.embeddingBag(
                a[0],
                a[1],
                a[2],
                weighted ? a[3] : null,
                p -> {
                  var q = p.mode(mode).includeLastOffset(last);
                  return padded ? q.paddingIdx(padding) : q;
                }));
  }
}
