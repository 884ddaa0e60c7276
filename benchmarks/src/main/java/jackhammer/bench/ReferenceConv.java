package jackhammer.bench;

import java.util.List;

/**
 * Single elements of a convolution and of its gradients, by the definition, in float64. Fewer than
 * three spatial dimensions are three of which the first have one cell; a transposed convolution is
 * the gradient of the one that leads back.
 */
final class ReferenceConv {
  private final int channels;
  private final int outChannels;
  private final int groups;
  private final int images;
  private final int[] in;
  private final int[] out;
  private final int[] kernel;
  private final int[] stride;
  private final int[] pad;
  private final int inPlane;
  private final int outPlane;
  private final int taps;

  /** The convolution whose gradient this one is, or null. */
  private final ReferenceConv back;

  ReferenceConv(Work.Conv c) {
    images = c.n();
    channels = c.c();
    outChannels = c.oc();
    groups = c.groups();
    in = three(c.in(), 1);
    out = three(c.out(), 1);
    kernel = three(c.kernel(), 1);
    stride = three(c.each(c.stride()), 1);
    pad = three(c.each(c.pad()), 0);
    inPlane = in[0] * in[1] * in[2];
    outPlane = out[0] * out[1] * out[2];
    taps = kernel[0] * kernel[1] * kernel[2];
    back = c.transposed() ? new ReferenceConv(c.back()) : null;
  }

  private static int[] three(List<Integer> values, int before) {
    int[] all = {before, before, before};
    for (int d = 0; d < values.size(); d++) {
      all[3 - values.size() + d] = values.get(d);
    }
    return all;
  }

  /** Element {@code index} of y [n, oc, out]; b may be null. */
  double output(double[] x, double[] w, double[] b, int index) {
    int o = index / outPlane % outChannels;
    double bias = b == null ? 0 : b[o];
    if (back != null) {
      return bias + back.inputGradient(w, x, index);
    }
    int[] at = place(index % outPlane, out);
    int n = index / outPlane / outChannels;
    int inGroup = channels / groups;
    double sum = bias;
    for (int i = 0; i < inGroup; i++) {
      int channel = o / (outChannels / groups) * inGroup + i;
      for (int t = 0; t < taps; t++) {
        int cell = inputCell(at, place(t, kernel));
        if (cell >= 0) {
          sum += x[(n * channels + channel) * inPlane + cell] * w[(o * inGroup + i) * taps + t];
        }
      }
    }
    return sum;
  }

  /** Element {@code index} of the gradient of x [n, c, in] for the output gradient g. */
  double inputGradient(double[] w, double[] g, int index) {
    if (back != null) {
      return back.output(g, w, null, index);
    }
    int[] at = place(index % inPlane, in);
    int channel = index / inPlane % channels;
    int n = index / inPlane / channels;
    int inGroup = channels / groups;
    int outGroup = outChannels / groups;
    double sum = 0;
    for (int t = 0; t < taps; t++) {
      int cell = outputCell(at, place(t, kernel));
      for (int i = 0; cell >= 0 && i < outGroup; i++) {
        int o = channel / inGroup * outGroup + i;
        sum +=
            w[(o * inGroup + channel % inGroup) * taps + t]
                * g[(n * outChannels + o) * outPlane + cell];
      }
    }
    return sum;
  }

  /** Element {@code index} of the gradient of the weight. */
  double weightGradient(double[] x, double[] g, int index) {
    if (back != null) {
      return back.weightGradient(g, x, index);
    }
    int[] tap = place(index % taps, kernel);
    int inGroup = channels / groups;
    int o = index / taps / inGroup;
    int channel = o / (outChannels / groups) * inGroup + index / taps % inGroup;
    double sum = 0;
    for (int n = 0; n < images; n++) {
      for (int q = 0; q < outPlane; q++) {
        int cell = inputCell(place(q, out), tap);
        if (cell >= 0) {
          sum +=
              x[(n * channels + channel) * inPlane + cell]
                  * g[(n * outChannels + o) * outPlane + q];
        }
      }
    }
    return sum;
  }

  /** Element {@code o} of the gradient of the bias [oc]. */
  double biasGradient(double[] g, int o) {
    double sum = 0;
    for (int n = 0; n < images; n++) {
      for (int i = 0; i < outPlane; i++) {
        sum += g[(n * outChannels + o) * outPlane + i];
      }
    }
    return sum;
  }

  private static int[] place(int index, int[] sizes) {
    return new int[] {index / (sizes[1] * sizes[2]), index / sizes[2] % sizes[1], index % sizes[2]};
  }

  /** The cell of the input that a tap meets at an output, or -1 where there is none. */
  private int inputCell(int[] output, int[] tap) {
    int cell = 0;
    for (int d = 0; d < 3; d++) {
      int at = output[d] * stride[d] + tap[d] - pad[d];
      if (at < 0 || at >= in[d]) {
        return -1;
      }
      cell = cell * in[d] + at;
    }
    return cell;
  }

  /** The output at which a tap meets a cell of the input, or -1 where there is none. */
  private int outputCell(int[] input, int[] tap) {
    int cell = 0;
    for (int d = 0; d < 3; d++) {
      int at = input[d] + pad[d] - tap[d];
      if (at < 0 || at % stride[d] != 0 || at / stride[d] >= out[d]) {
        return -1;
      }
      cell = cell * out[d] + at / stride[d];
    }
    return cell;
  }
}
