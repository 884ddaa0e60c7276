package jackhammer.nn;

import jackhammer.Tensor;
import java.util.Map;

/** Rows of convolutions. */
final class ConvLayers {
  private ConvLayers() {}

  static void add(LayerSamples rows) {
    rows.layer(
            "Conv1d",
            a ->
                new Conv1d(
                    a.integer("in_channels"),
                    a.integer("out_channels"),
                    a.integer("kernel_size"),
                    o -> options(a, o)))
        .function((a, t) -> function(a, t, 1), "conv1d")
        .batched(3)
        .large("in_channels=8;out_channels=16;kernel_size=5;padding=2", "x=n:3,8,3001:1")
        .bad(
            IllegalArgumentException.class,
            "weight must have 3 dimensions",
            () -> F.conv1d(Tensor.zeros(1, 1, 3), Tensor.zeros(1, 1), null));
    rows.layer(
            "Conv2d",
            a ->
                new Conv2d(
                    a.integer("in_channels"),
                    a.integer("out_channels"),
                    a.pair("kernel_size"),
                    o -> options(a, o)))
        .function((a, t) -> function(a, t, 2), "conv2d")
        .batched(4)
        .large("in_channels=8;out_channels=16;kernel_size=3;padding=1", "x=n:3,8,40,41:1")
        .bad(
            IllegalArgumentException.class,
            "weight must have 4 dimensions",
            () -> F.conv2d(Tensor.zeros(1, 1, 3, 3), Tensor.zeros(1, 1), null));
    rows.layer(
            "Conv3d",
            a ->
                new Conv3d(
                    a.integer("in_channels"),
                    a.integer("out_channels"),
                    a.triple("kernel_size"),
                    o -> options(a, o)))
        .function((a, t) -> function(a, t, 3), "conv3d")
        .batched(5)
        .large("in_channels=4;out_channels=8;kernel_size=3;padding=1", "x=n:2,4,12,13,14:1")
        .bad(
            IllegalArgumentException.class,
            "weight must have 5 dimensions",
            () -> F.conv3d(Tensor.zeros(1, 1, 3, 3, 3), Tensor.zeros(1, 1), null));
  }

  static Conv.Options options(Args a, Conv.Options o) {
    Conv.Options r = o.groups(a.integer("groups", 1)).bias(a.flag("bias", true));
    r = a.has("stride") ? r.stride(a.integers("stride")) : r;
    r = a.has("dilation") ? r.dilation(a.integers("dilation")) : r;
    r = a.has("padding_mode") ? r.paddingMode(a.text("padding_mode", "")) : r;
    if (a.has("padding")) {
      String p = a.text("padding", "");
      r = Character.isDigit(p.charAt(0)) ? r.padding(a.integers("padding")) : r.padding(p);
    }
    return r;
  }

  private static Tensor function(Args a, Map<String, Tensor> t, int dims) {
    if (a.has("padding_mode")) {
      return null;
    }
    Tensor x = t.get("x");
    Tensor w = t.get("weight");
    Tensor b = t.get("bias");
    return switch (dims) {
      case 1 -> F.conv1d(x, w, b, g -> geometry(a, g));
      case 2 -> F.conv2d(x, w, b, g -> geometry(a, g));
      default -> F.conv3d(x, w, b, g -> geometry(a, g));
    };
  }

  private static ConvGeometry geometry(Args a, ConvGeometry g) {
    ConvGeometry r = g.groups(a.integer("groups", 1));
    r = a.has("stride") ? r.stride(a.integers("stride")) : r;
    r = a.has("dilation") ? r.dilation(a.integers("dilation")) : r;
    if (a.has("padding")) {
      String p = a.text("padding", "");
      r = Character.isDigit(p.charAt(0)) ? r.padding(a.integers("padding")) : r.padding(p);
    }
    return r;
  }
}
