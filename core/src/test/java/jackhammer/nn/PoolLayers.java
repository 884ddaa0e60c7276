package jackhammer.nn;

import jackhammer.Tensor;
import java.util.Map;

/** Rows of pools. */
final class PoolLayers {
  private PoolLayers() {}

  static void add(LayerSamples rows) {
    rows.layer("MaxPool1d", a -> new MaxPool1d(a.integer("kernel_size"), o -> window(a, o)))
        .as((m, x) -> ((MaxPool) m).callWithIndices(x[0]))
        .function(
            (a, t) ->
                F.maxPool1dWithIndices(t.get("x"), a.integer("kernel_size"), o -> window(a, o)),
            "maxPool1dWithIndices",
            "maxPool1d")
        .batched(3)
        .large("kernel_size=3;stride=2", "x=n:3,16,4001:1")
        .bad(
            IllegalArgumentException.class,
            "at most half",
            () -> new MaxPool1d(2, o -> o.padding(2)));
    rows.layer("MaxPool2d", a -> new MaxPool2d(window(a, max2(a))))
        .as((m, x) -> ((MaxPool) m).callWithIndices(x[0]))
        .function(
            (a, t) -> F.maxPool2dWithIndices(t.get("x"), a.pair("kernel_size"), o -> window(a, o)),
            "maxPool2dWithIndices",
            "maxPool2d")
        .batched(4)
        .large("kernel_size=3;stride=2", "x=n:3,16,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "at most half",
            () -> new MaxPool2d(2, o -> o.padding(2)));
    rows.layer("MaxPool3d", a -> new MaxPool3d(window(a, max3(a))))
        .as((m, x) -> ((MaxPool) m).callWithIndices(x[0]))
        .function(
            (a, t) ->
                F.maxPool3dWithIndices(t.get("x"), a.triple("kernel_size"), o -> window(a, o)),
            "maxPool3dWithIndices",
            "maxPool3d")
        .batched(5)
        .large("kernel_size=2", "x=n:3,8,16,17,18:1")
        .bad(
            IllegalArgumentException.class,
            "at most half",
            () -> new MaxPool3d(2, o -> o.padding(2)));
    rows.layer("AvgPool1d", a -> new AvgPool1d(a.integer("kernel_size"), o -> window(a, o)))
        .function((a, t) -> mean(a, t, 1), "avgPool1d")
        .batched(3)
        .large("kernel_size=3;stride=2", "x=n:3,16,4001:1")
        .bad(
            IllegalArgumentException.class,
            "divisor_override is an option of",
            () -> new AvgPool1d(2, o -> o.divisorOverride(2)));
    rows.layer("AvgPool2d", a -> new AvgPool2d(window(a, avg2(a))))
        .function((a, t) -> mean(a, t, 2), "avgPool2d")
        .batched(4)
        .large("kernel_size=3;stride=2", "x=n:3,16,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "divisor_override must not be 0",
            () -> new AvgPool2d(2, o -> o.divisorOverride(0)));
    rows.layer("AvgPool3d", a -> new AvgPool3d(window(a, avg3(a))))
        .function((a, t) -> mean(a, t, 3), "avgPool3d")
        .batched(5)
        .large("kernel_size=2", "x=n:3,8,16,17,18:1")
        .bad(
            IllegalArgumentException.class,
            "divisor_override must not be 0",
            () -> new AvgPool3d(2, o -> o.divisorOverride(0)));
  }

  private static Tensor mean(Args a, Map<String, Tensor> t, int dims) {
    Tensor x = t.get("x");
    return switch (dims) {
      case 1 -> F.avgPool1d(x, a.integer("kernel_size"), o -> window(a, o));
      case 2 -> F.avgPool2d(x, a.pair("kernel_size"), o -> window(a, o));
      default -> F.avgPool3d(x, a.triple("kernel_size"), o -> window(a, o));
    };
  }

  private static PoolGeometry window(Args a, PoolGeometry g) {
    PoolGeometry r = a.has("stride") ? g.stride(a.integers("stride")) : g;
    r = a.has("padding") ? r.padding(a.integers("padding")) : r;
    r = a.has("dilation") ? r.dilation(a.integers("dilation")) : r;
    r = a.has("ceil_mode") ? r.ceilMode(a.flag("ceil_mode", false)) : r;
    r = a.has("return_indices") ? r.returnIndices(a.flag("return_indices", false)) : r;
    r = a.has("count_include_pad") ? r.countIncludePad(a.flag("count_include_pad", true)) : r;
    return a.has("divisor_override") ? r.divisorOverride(a.integer("divisor_override")) : r;
  }

  /** A window of one number stays one in the printed form. */
  private static boolean isCube(Args a) {
    return a.integers("kernel_size").length == 1;
  }

  private static PoolGeometry max2(Args a) {
    return isCube(a)
        ? MaxPool2d.options(a.integer("kernel_size"))
        : MaxPool2d.options(a.pair("kernel_size"));
  }

  private static PoolGeometry max3(Args a) {
    return isCube(a)
        ? MaxPool3d.options(a.integer("kernel_size"))
        : MaxPool3d.options(a.triple("kernel_size"));
  }

  private static PoolGeometry avg2(Args a) {
    return isCube(a)
        ? AvgPool2d.options(a.integer("kernel_size"))
        : AvgPool2d.options(a.pair("kernel_size"));
  }

  private static PoolGeometry avg3(Args a) {
    return isCube(a)
        ? AvgPool3d.options(a.integer("kernel_size"))
        : AvgPool3d.options(a.triple("kernel_size"));
  }
}
