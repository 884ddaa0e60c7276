package jackhammer.nn;

import jackhammer.Tensor;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Rows of transposed convolutions. */
final class ConvTransposeLayers {
  private ConvTransposeLayers() {}

  static void add(LayerSamples rows) {
    row(
        rows,
        1,
        a ->
            new ConvTranspose1d(
                a.integer("in_channels"),
                a.integer("out_channels"),
                a.integer("kernel_size"),
                o -> options(a, o)),
        "in_channels=8;out_channels=16;kernel_size=5;stride=2;padding=2",
        "x=n:3,8,1501:1");
    row(
        rows,
        2,
        a ->
            new ConvTranspose2d(
                a.integer("in_channels"),
                a.integer("out_channels"),
                a.pair("kernel_size"),
                o -> options(a, o)),
        "in_channels=8;out_channels=16;kernel_size=4;stride=2;padding=1",
        "x=n:3,8,20,21:1");
    row(
        rows,
        3,
        a ->
            new ConvTranspose3d(
                a.integer("in_channels"),
                a.integer("out_channels"),
                a.triple("kernel_size"),
                o -> options(a, o)),
        "in_channels=8;out_channels=4;kernel_size=2;stride=2",
        "x=n:2,8,6,7,8:1");
  }

  private static void row(
      LayerSamples rows, int dims, Function<Args, ConvTranspose> make, String large, String input) {
    rows.layer("ConvTranspose" + dims + "d", make)
        .asWithArgs(ConvTransposeLayers::call)
        .function((a, t) -> function(a, t, dims), "convTranspose" + dims + "d")
        .batched(dims + 2)
        .perRow(c -> c.sizes().length == dims + 2 && !saysTheBatch(c))
        .large(large, input)
        .bad(
            IllegalArgumentException.class,
            "weight must have " + (dims + 2) + " dimensions",
            () -> convTranspose(dims, Tensor.zeros(1, 1, 3), Tensor.zeros(1, 1), null, o -> o));
  }

  static Tensor call(Module module, Tensor[] x, Args a) {
    ConvTranspose layer = (ConvTranspose) module;
    return a.has("_output_size") ? layer.call(x[0], a.longs("_output_size")) : layer.call(x[0]);
  }

  /** Asks for an output of all sizes, which fits this batch only. */
  private static boolean saysTheBatch(LayerCase c) {
    String size = c.args().getOrDefault("_output_size", "");
    return size.split(",").length == c.sizes().length;
  }

  static ConvTranspose.Options options(Args a, ConvTranspose.Options o) {
    ConvTranspose.Options r = o.groups(a.integer("groups", 1)).bias(a.flag("bias", true));
    r = a.has("stride") ? r.stride(a.integers("stride")) : r;
    r = a.has("padding") ? r.padding(a.integers("padding")) : r;
    r = a.has("output_padding") ? r.outputPadding(a.integers("output_padding")) : r;
    return a.has("dilation") ? r.dilation(a.integers("dilation")) : r;
  }

  private static Tensor function(Args a, Map<String, Tensor> t, int dims) {
    return a.has("_output_size")
        ? null
        : convTranspose(dims, t.get("x"), t.get("weight"), t.get("bias"), g -> geometry(a, g));
  }

  private static Tensor convTranspose(
      int dims, Tensor x, Tensor w, Tensor b, UnaryOperator<ConvTransposeGeometry> options) {
    return switch (dims) {
      case 1 -> F.convTranspose1d(x, w, b, options);
      case 2 -> F.convTranspose2d(x, w, b, options);
      default -> F.convTranspose3d(x, w, b, options);
    };
  }

  private static ConvTransposeGeometry geometry(Args a, ConvTransposeGeometry g) {
    ConvTransposeGeometry r = g.groups(a.integer("groups", 1));
    r = a.has("stride") ? r.stride(a.integers("stride")) : r;
    r = a.has("padding") ? r.padding(a.integers("padding")) : r;
    r = a.has("output_padding") ? r.outputPadding(a.integers("output_padding")) : r;
    return a.has("dilation") ? r.dilation(a.integers("dilation")) : r;
  }
}
