package jackhammer.nn;

import jackhammer.Tensor;

/** Rows of windows as columns and back. */
final class UnfoldLayers {
  private UnfoldLayers() {}

  static void add(LayerSamples rows) {
    rows.layer(
            "Unfold",
            a ->
                isSquare(a, "kernel_size")
                    ? new Unfold(a.integer("kernel_size"), o -> options(a, o))
                    : new Unfold(a.pair("kernel_size"), o -> options(a, o)))
        .function(
            (a, t) ->
                isSquare(a, "kernel_size")
                    ? F.unfold(t.get("x"), a.integer("kernel_size"), o -> options(a, o))
                    : F.unfold(t.get("x"), a.pair("kernel_size"), o -> options(a, o)),
            "unfold")
        .batched(4)
        .large("kernel_size=3;padding=1", "x=n:3,8,40,41:1")
        .bad(
            IllegalArgumentException.class,
            "unfold: kernel_size must be at least 1, got [0, 2]",
            () -> F.unfold(Tensor.zeros(1, 1, 3, 3), new Pair(0, 2), o -> o));
    rows.layer("Fold", UnfoldLayers::fold)
        .function(
            (a, t) ->
                isSquare(a, "output_size") && isSquare(a, "kernel_size")
                    ? F.fold(
                        t.get("x"),
                        a.integer("output_size"),
                        a.integer("kernel_size"),
                        o -> options(a, o))
                    : F.fold(
                        t.get("x"),
                        a.pair("output_size"),
                        a.pair("kernel_size"),
                        o -> options(a, o)),
            "fold")
        .batched(3)
        .large("kernel_size=3;padding=1;output_size=40,41", "x=n:3,72,1640:1")
        .bad(
            IllegalArgumentException.class,
            "Fold: output_size must be at least 1, got 0",
            () -> new Fold(0, 2));
  }

  private static boolean isSquare(Args a, String name) {
    return a.integers(name).length == 1;
  }

  private static Fold fold(Args a) {
    if (!isSquare(a, "kernel_size")) {
      return new Fold(a.pair("output_size"), a.pair("kernel_size"), o -> options(a, o));
    }
    int kernel = a.integer("kernel_size");
    return isSquare(a, "output_size")
        ? new Fold(a.integer("output_size"), kernel, o -> options(a, o))
        : new Fold(a.pair("output_size"), kernel, o -> options(a, o));
  }

  private static UnfoldGeometry options(Args a, UnfoldGeometry g) {
    UnfoldGeometry r = a.has("dilation") ? g.dilation(a.integers("dilation")) : g;
    r = a.has("padding") ? r.padding(a.integers("padding")) : r;
    return a.has("stride") ? r.stride(a.integers("stride")) : r;
  }
}
