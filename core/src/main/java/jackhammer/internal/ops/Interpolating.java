package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Taps;
import java.util.HashMap;
import java.util.Map;

/** Images of another size: one linear map after the other, the last dimension's first. */
public final class Interpolating {
  private static final Map<String, Grad> GRADS = new HashMap<>();

  static {
    for (String name :
        new String[] {
          "Nearest1D",
          "Nearest2D",
          "Nearest3D",
          "NearestExact1D",
          "NearestExact2D",
          "NearestExact3D",
          "Linear1D",
          "Bilinear2D",
          "Trilinear3D",
          "Bicubic2D",
          "Bilinear2DAa",
          "Bicubic2DAa",
          "Lanczos2DAa"
        }) {
      GRADS.put(
          name,
          Grad.of(
              "Upsample" + name + "Backward0",
              (g, s) -> new Tensor[] {mapped(g, s.<Maps>args().transposed())}));
    }
  }

  private Interpolating() {}

  /**
   * @param grad of these maps
   * @param back of their transposes
   * @param isForward whether the last dimension's map is the first one
   */
  private record Maps(Grad grad, Taps[] taps, boolean isForward) {

    Maps transposed() {
      Taps[] other = new Taps[taps.length];
      for (int d = 0; d < taps.length; d++) {
        other[d] = taps[d].transposed();
      }
      return new Maps(isForward ? BACK : grad, other, !isForward);
    }
  }

  /** The gradient of a gradient: the transposes' transposes. */
  private static final Grad BACK =
      Grad.of(
          "UpsampleBackwardBackward0",
          (g, s) -> new Tensor[] {mapped(g, s.<Maps>args().transposed())});

  /**
   * Interpolates over all dimensions but the first two.
   *
   * @param mode PyTorch's
   * @param factors what the user multiplied sizes with; null: as the sizes are
   */
  public static Tensor interpolate(
      Tensor x, int[] sizes, String mode, boolean corners, double[] factors, boolean antialias) {
    int dims = sizes.length;
    TapRules.Rule rule =
        switch (mode) {
          case "nearest" -> TapRules.Rule.NEAREST;
          case "nearest-exact" -> TapRules.Rule.NEAREST_EXACT;
          case "linear", "bilinear", "trilinear" -> TapRules.Rule.LINEAR;
          case "bicubic" -> TapRules.Rule.CUBIC;
          default -> TapRules.Rule.LANCZOS;
        };
    Taps[] taps = new Taps[dims];
    for (int d = 0; d < dims; d++) {
      int in = (int) x.size(d + 2);
      double factor = factors == null ? 0 : factors[d];
      taps[d] =
          antialias
              ? TapRules.averaging(rule, x.dtype(), in, sizes[d], corners, factor)
              : TapRules.taps(rule, x.dtype(), in, sizes[d], corners, factor);
    }
    StringBuilder name = new StringBuilder();
    for (String part : mode.split("-")) {
      name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    name.append(dims).append(antialias ? "DAa" : "D");
    return mapped(x, new Maps(GRADS.get(name.toString()), taps, true));
  }

  private static Tensor mapped(Tensor x, Maps maps) {
    Strided out = Tensors.data(x);
    int dims = maps.taps.length;
    for (int k = 0; k < dims; k++) {
      int d = maps.isForward ? dims - 1 - k : k;
      int[] sizes = out.sizes().clone();
      sizes[d + 2] = maps.taps[d].outputs();
      Strided next = Strided.empty(x.dtype(), sizes);
      Compute.kernels().resample(out, d + 2, maps.taps[d], next);
      out = next;
    }
    return Graph.record(maps.grad, Tensors.wrap(out), new Tensor[] {x}, Graph.nothing(), maps);
  }
}
