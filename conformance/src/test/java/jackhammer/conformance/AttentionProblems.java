package jackhammer.conformance;

import jackhammer.nn.F;
import java.util.Arrays;

/** Attention with masks, causal or not, with every number of dimensions that it has. */
final class AttentionProblems {
  private AttentionProblems() {}

  static Problem draw(Draw d) {
    int[] lead = d.several(d.between(0, 2), 1, 4);
    int queries = d.between(1, 20);
    int keys = d.between(1, 20);
    int width = d.between(1, 40);
    int last = d.chance(0.6) ? width : d.between(1, 40);
    boolean causal = d.chance(0.3);
    boolean masked = !causal && d.chance(0.5);
    double scale = d.of(0.1, 0.5, 1.5);
    Problem.Inputs inputs = new Problem.Inputs();
    String q = inputs.leaf(d.normal(shape(lead, queries, width)));
    String k = inputs.leaf(d.normal(shape(lead, keys, width)));
    String v = inputs.leaf(d.normal(shape(lead, keys, last)));
    String mask = "None";
    if (masked) {
      int[] size = d.chance(0.5) ? shape(lead, queries, keys) : new int[] {queries, keys};
      mask = d.chance(0.5) ? inputs.leaf(d.normal(size)) : inputs.constant(d.normal(size));
    }
    return inputs.returns(
        "torch.scaled_dot_product_attention(%s, %s, %s, %s, 0.0, %s, scale=%s)"
            .formatted(q, k, v, mask, causal ? "True" : "False", scale),
        a ->
            F.scaledDotProductAttention(
                a[0],
                a[1],
                a[2],
                o -> o.attnMask(masked ? a[3] : null).isCausal(causal).scale(scale)));
  }

  private static int[] shape(int[] lead, int rows, int columns) {
    int[] shape = Arrays.copyOf(lead, lead.length + 2);
    shape[lead.length] = rows;
    shape[lead.length + 1] = columns;
    return shape;
  }
}
