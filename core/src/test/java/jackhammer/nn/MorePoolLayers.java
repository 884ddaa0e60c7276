package jackhammer.nn;

import jackhammer.Size;
import jackhammer.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** Rows of pools of given output size, of norms, at random places, and of the way back. */
final class MorePoolLayers {
  private static final String[] LARGE = {
    null, "x=n:3,16,4001:1", "x=n:3,16,50,51:1", "x=n:3,8,16,17,18:1"
  };

  private MorePoolLayers() {}

  static void add(LayerSamples rows) {
    for (int d = 1; d <= 3; d++) {
      adaptive(rows, d);
      norms(rows, d);
      unpool(rows, d);
    }
    fractional(rows, 2);
    fractional(rows, 3);
  }

  private static void adaptive(LayerSamples rows, int d) {
    String avg = "AdaptiveAvgPool" + d + "d";
    rows.layer(avg, a -> average(a, d))
        .function((a, t) -> averageOf(t.get("x"), a, d), "adaptiveAvgPool" + d + "d")
        .batched(d + 2)
        .large("output_size=7", LARGE[d])
        .bad(
            IllegalArgumentException.class,
            avg + ": output_size must be at least 0, got [-1]",
            () -> average(args("output_size=-1"), d));
    String max = "AdaptiveMaxPool" + d + "d";
    rows.layer(max, a -> maximum(a, d))
        .as((m, x) -> ((AdaptiveMaxPool) m).callWithIndices(x[0]))
        .function(
            (a, t) -> maximumOf(t.get("x"), a, d),
            "adaptiveMaxPool" + d + "dWithIndices",
            "adaptiveMaxPool" + d + "d")
        .batched(d + 2)
        .large("output_size=7", LARGE[d])
        .bad(
            IllegalArgumentException.class,
            max + ": output_size must be at least 0, got [-1]",
            () -> maximum(args("output_size=-1"), d));
  }

  private static Args args(String text) {
    return new Args(Args.parse(text, ";"), Map.of());
  }

  /** Sizes as PyTorch's {@code output_size} has them, None as null. */
  private static Integer[] sizes(Args a) {
    return Arrays.stream(a.text("output_size", "").split(","))
        .map(s -> s.equals("None") ? null : Integer.valueOf(s))
        .toArray(Integer[]::new);
  }

  private static <T> T bySize(
      Args a, int d, Function<Integer, T> one, Function<Integer[], T> several) {
    Integer[] sizes = sizes(a);
    return sizes.length == 1 ? one.apply(sizes[0]) : several.apply(sizes);
  }

  private static Module average(Args a, int d) {
    return switch (d) {
      case 1 -> new AdaptiveAvgPool1d(sizes(a)[0]);
      case 2 -> bySize(a, d, AdaptiveAvgPool2d::new, AdaptiveAvgPool2d::new);
      default -> bySize(a, d, AdaptiveAvgPool3d::new, AdaptiveAvgPool3d::new);
    };
  }

  private static Module maximum(Args a, int d) {
    return switch (d) {
      case 1 -> new AdaptiveMaxPool1d(sizes(a)[0]);
      case 2 -> bySize(a, d, AdaptiveMaxPool2d::new, AdaptiveMaxPool2d::new);
      default -> bySize(a, d, AdaptiveMaxPool3d::new, AdaptiveMaxPool3d::new);
    };
  }

  private static Tensor averageOf(Tensor x, Args a, int d) {
    return switch (d) {
      case 1 -> F.adaptiveAvgPool1d(x, sizes(a)[0]);
      case 2 -> bySize(a, d, s -> F.adaptiveAvgPool2d(x, s), s -> F.adaptiveAvgPool2d(x, s));
      default -> bySize(a, d, s -> F.adaptiveAvgPool3d(x, s), s -> F.adaptiveAvgPool3d(x, s));
    };
  }

  private static MaxPool.Output maximumOf(Tensor x, Args a, int d) {
    Integer[] s = sizes(a);
    return switch (d) {
      case 1 -> F.adaptiveMaxPool1dWithIndices(x, s[0]);
      case 2 -> F.adaptiveMaxPool2dWithIndices(x, s);
      default -> F.adaptiveMaxPool3dWithIndices(x, s);
    };
  }

  private static PoolGeometry window(Args a, PoolGeometry g) {
    PoolGeometry r = a.has("stride") ? g.stride(a.integers("stride")) : g;
    r = a.has("padding") ? r.padding(a.integers("padding")) : r;
    return a.has("ceil_mode") ? r.ceilMode(a.flag("ceil_mode", false)) : r;
  }

  private static void norms(LayerSamples rows, int d) {
    String name = "LPPool" + d + "d";
    rows.layer(name, a -> norm(a, d))
        .function((a, t) -> normOf(t.get("x"), a, d), "lpPool" + d + "d")
        .batched(d + 2)
        .large("norm_type=2;kernel_size=3;stride=2", LARGE[d])
        .bad(
            IllegalArgumentException.class,
            name + ": norm_type must be a number other than 0",
            () -> norm(args("norm_type=0;kernel_size=2"), d))
        .bad(
            IllegalArgumentException.class,
            name + ": padding is an option of maximum and average pools and MaxUnpool only",
            () -> norm(args("norm_type=2;kernel_size=2;padding=1"), d));
  }

  private static double type(Args a) {
    return switch (a.text("norm_type", "")) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> a.real("norm_type", 0);
    };
  }

  private static boolean isCube(Args a) {
    return a.integers("kernel_size").length == 1;
  }

  private static Module norm(Args a, int d) {
    int k = a.integers("kernel_size")[0];
    return switch (d) {
      case 1 -> new LPPool1d(type(a), k, o -> window(a, o));
      case 2 ->
          isCube(a)
              ? new LPPool2d(type(a), k, o -> window(a, o))
              : new LPPool2d(type(a), a.pair("kernel_size"), o -> window(a, o));
      default ->
          isCube(a)
              ? new LPPool3d(type(a), k, o -> window(a, o))
              : new LPPool3d(type(a), a.triple("kernel_size"), o -> window(a, o));
    };
  }

  private static Tensor normOf(Tensor x, Args a, int d) {
    return switch (d) {
      case 1 -> F.lpPool1d(x, type(a), a.integer("kernel_size"), o -> window(a, o));
      case 2 -> F.lpPool2d(x, type(a), a.pair("kernel_size"), o -> window(a, o));
      default -> F.lpPool3d(x, type(a), a.triple("kernel_size"), o -> window(a, o));
    };
  }

  private static void unpool(LayerSamples rows, int d) {
    String name = "MaxUnpool" + d + "d";
    String function = "maxUnpool" + d + "d";
    String large =
        switch (d) {
          case 1 -> "x=n:3,16,4001:1 -i=a1:3,16,4001:2";
          case 2 -> "x=n:3,16,50,51:1 -i=a2:3,16,50,51:2";
          default -> "x=n:3,8,16,17,18:1 -i=a3:3,8,16,17,18:2";
        };
    rows.layer(name, a -> unpool(a, d))
        .as((m, x) -> ((MaxUnpool) m).call(x[0], x[1]))
        .function((a, t) -> unpooled(t, a, d), function)
        .batched(d + 2)
        .large("kernel_size=2", large)
        .bad(
            IllegalArgumentException.class,
            name + ": ceil_mode is an option of pools only",
            () -> unpool(args("kernel_size=2;ceil_mode=True"), d));
    rows.function("F.max_unpool" + d + "d", (a, t) -> unpooled(t, a, d))
        .perRow(c -> c.args().get("output_size").split(",").length == d)
        .large("kernel_size=2", large);
  }

  private static Module unpool(Args a, int d) {
    int k = a.integers("kernel_size")[0];
    return switch (d) {
      case 1 -> new MaxUnpool1d(k, o -> window(a, o));
      case 2 -> new MaxUnpool2d(a.pair("kernel_size"), o -> window(a, o));
      default -> new MaxUnpool3d(a.triple("kernel_size"), o -> window(a, o));
    };
  }

  private static Tensor unpooled(Map<String, Tensor> t, Args a, int d) {
    Tensor x = t.get("x");
    Tensor i = t.get("i");
    Size size = a.has("output_size") ? Size.of(a.longs("output_size")) : null;
    return switch (d) {
      case 1 -> F.maxUnpool1d(x, i, a.integer("kernel_size"), o -> window(a, o), size);
      case 2 -> F.maxUnpool2d(x, i, a.pair("kernel_size"), o -> window(a, o), size);
      default -> F.maxUnpool3d(x, i, a.triple("kernel_size"), o -> window(a, o), size);
    };
  }

  private static void fractional(LayerSamples rows, int d) {
    String name = "FractionalMaxPool" + d + "d";
    String function = "fractionalMaxPool" + d + "d";
    String samples = d == 2 ? " -u=u:3,16,2:2" : " -u=u:3,8,3:2";
    rows.layer(
            name,
            a ->
                d == 2
                    ? new FractionalMaxPool2d(a.pair("kernel_size"), o -> places(a, o))
                    : new FractionalMaxPool3d(a.triple("kernel_size"), o -> places(a, o)))
        .as((m, x) -> ((FractionalMaxPool) m).callWithIndices(x[0]))
        .function(
            (a, t) ->
                d == 2
                    ? F.fractionalMaxPool2dWithIndices(
                        t.get("x"), a.pair("kernel_size"), o -> places(a, o))
                    : F.fractionalMaxPool3dWithIndices(
                        t.get("x"), a.triple("kernel_size"), o -> places(a, o)),
            function + "WithIndices",
            function)
        .large("kernel_size=3;output_size=7;_random_samples=$u", LARGE[d] + samples)
        .bad(
            IllegalArgumentException.class,
            name + ": give either output_size or output_ratio, got neither",
            () -> d == 2 ? new FractionalMaxPool2d(2, o -> o) : new FractionalMaxPool3d(2, o -> o));
  }

  private static FractionalGeometry places(Args a, FractionalGeometry g) {
    FractionalGeometry r = g;
    if (a.has("output_size")) {
      r = r.outputSize(a.integers("output_size"));
    }
    if (a.has("output_ratio")) {
      r =
          r.outputRatio(
              Arrays.stream(a.text("output_ratio", "").split(","))
                  .mapToDouble(Double::parseDouble)
                  .toArray());
    }
    return r.randomSamples(a.tensor("_random_samples"));
  }
}
