package jackhammer.conformance;

import jackhammer.Tensor;
import jackhammer.nn.F;
import java.util.stream.IntStream;

/** Matrix products, linear and bilinear layers. */
final class ProductProblems {

  private ProductProblems() {}

  static Problem linear(Draw d) {
    int in = d.of(1, 3, 17, 64, 300);
    int out = d.of(1, 2, 10, 33);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(with(d.shape(d.between(0, 3), 5), in)));
    String w = inputs.leaf(d.normal(out, in));
    String b = inputs.optional(d.chance(0.7) ? d.normal(out) : null);
    return inputs.returns(
        "torch.linear(%s, %s, %s)".formatted(x, w, b), a -> F.linear(a[0], a[1], at(a, 2)));
  }

  static Problem bilinear(Draw d) {
    int first = d.between(1, 9);
    int second = d.between(1, 9);
    int out = d.between(1, 6);
    int[] batch = d.several(d.between(1, 2), 1, 4);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(with(batch, first)));
    String y = inputs.leaf(d.normal(with(batch, second)));
    String w = inputs.leaf(d.normal(out, first, second));
    String b = inputs.optional(d.chance(0.7) ? d.normal(out) : null);
    return inputs.returns(
        "torch.bilinear(%s, %s, %s, %s)".formatted(x, y, w, b),
        a -> F.bilinear(a[0], a[1], a[2], at(a, 3)));
  }

  /** Operands of 1 to 4 dimensions whose leading ones broadcast. */
  static Problem matmul(Draw d) {
    int m = d.of(1, 2, 7, 15, 40);
    int k = d.of(0, 1, 5, 16, 70, 260, 300);
    int n = d.of(1, 3, 16, 33);
    int[] batch = d.several(d.between(0, 2), 1, 3);
    int[] a =
        switch (d.between(0, 3)) {
          case 0 -> new int[] {k};
          case 1 -> new int[] {m, k};
          default -> with(some(d, batch), m, k);
        };
    int[] b =
        switch (d.between(0, 3)) {
          case 0 -> new int[] {k};
          case 1 -> new int[] {k, n};
          default -> with(some(d, batch), k, n);
        };
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(a));
    String y = inputs.leaf(d.normal(b));
    return inputs.returns("torch.matmul(%s, %s)".formatted(x, y), t -> t[0].matmul(t[1]));
  }

  /** The input of this number, or null where there are fewer. */
  static Tensor at(Tensor[] a, int i) {
    return i < a.length ? a[i] : null;
  }

  /** The same dimensions with some of them 1, and perhaps without the first. */
  static int[] some(Draw d, int[] sizes) {
    int drop = sizes.length > 0 && d.chance(0.3) ? 1 : 0;
    return IntStream.range(drop, sizes.length).map(i -> d.chance(0.25) ? 1 : sizes[i]).toArray();
  }

  static int[] with(int[] leading, int... last) {
    return IntStream.concat(IntStream.of(leading), IntStream.of(last)).toArray();
  }
}
