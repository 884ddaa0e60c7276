package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The float32 convolutions: weights are packed here, once for as long as they do not change. */
final class FloatConvolutions {
  final ConvKernel kernel;

  FloatConvolutions(ConvKernel kernel) {
    this.kernel = kernel;
  }

  /** The ones of this process; apart, so that they are made only when needed. */
  static final class Best {
    static final FloatConvolutions OWN =
        new FloatConvolutions(Simd.load(ConvKernel.class, "ConvPlain", "ConvVector"));

    private Best() {}
  }

  void forward(ConvShape s, Strided x, Strided w, Strided bias, boolean relu, Strided y) {
    if (Depthwise.takes(s)) {
      depthwise(s, false, x, w, bias, relu, y);
      return;
    }
    ConvAxis[] axes = {ConvAxis.forward(s, D), ConvAxis.forward(s, H), ConvAxis.forward(s, W)};
    ConvRows rows = new ConvRows(kernel, s.oc);
    PackedWeights a = weights(s, w, rows, null);
    int[] stride = {s.out[H] * s.out[W], s.out[W], 1};
    SlidingSums.run(
        new SlidingSums(kernel, s.n, s.groups, s.ic, axes, rows)
            .of(
                x.storage().floats(),
                x.offset(),
                a.floats(),
                0,
                new SlidingSums.Target(
                    y.storage().floats(),
                    y.offset(),
                    s.outPlane,
                    stride,
                    bias == null ? null : bias.storage().floats(),
                    bias == null ? 0 : bias.offset(),
                    relu)));
    a.release();
  }

  private void depthwise(
      ConvShape s, boolean backward, Strided x, Strided w, Strided bias, boolean relu, Strided y) {
    float[] from = x.storage().floats();
    float[] weights = w.storage().floats();
    float[] biases = bias == null ? null : bias.storage().floats();
    int bias0 = bias == null ? 0 : bias.offset();
    float[] to = y.storage().floats();
    if (DepthwiseLanes.takes(kernel, s, backward)) {
      new DepthwiseLanes(kernel, s, backward)
          .run(from, x.offset(), weights, w.offset(), biases, bias0, relu, to, y.offset());
    } else {
      new Depthwise(kernel, s, backward)
          .run(from, x.offset(), weights, w.offset(), biases, bias0, relu, to, y.offset());
    }
  }

  /** Phase by phase of the stride: the positions of one phase meet the same taps. */
  void backwardData(ConvShape s, Strided g, Strided w, Strided gx) {
    if (Depthwise.takes(s)) {
      depthwise(s, true, g, w, null, false, gx);
      return;
    }
    ConvRows rows = new ConvRows(kernel, s.ic);
    var phases = new ArrayList<SlidingSums>();
    var packed = new ArrayList<PackedWeights>();
    for (int pd = 0; pd < Math.min(s.stride[D], s.in[D]); pd++) {
      for (int ph = 0; ph < Math.min(s.stride[H], s.in[H]); ph++) {
        for (int pw = 0; pw < Math.min(s.stride[W], s.in[W]); pw++) {
          ConvAxis[] axes = {
            ConvAxis.backward(s, D, pd), ConvAxis.backward(s, H, ph), ConvAxis.backward(s, W, pw)
          };
          int[] stride = {s.stride[D] * s.in[H] * s.in[W], s.stride[H] * s.in[W], s.stride[W]};
          PackedWeights a = weights(s, w, rows, axes);
          packed.add(a);
          int first = (pd * s.in[H] + ph) * s.in[W] + pw;
          phases.add(
              new SlidingSums(kernel, s.n, s.groups, s.oc, axes, rows)
                  .of(
                      g.storage().floats(),
                      g.offset(),
                      a.floats(),
                      0,
                      new SlidingSums.Target(
                          gx.storage().floats(),
                          gx.offset() + first,
                          s.inPlane,
                          stride,
                          null,
                          0,
                          false)));
        }
      }
    }
    SlidingSums.run(phases.toArray(SlidingSums[]::new));
    packed.forEach(PackedWeights::release);
  }

  /** What a packed weight depends on, besides the numbers. */
  private record Key(ConvKernel kernel, List<Integer> sizes, List<Integer> taps) {}

  /**
   * The weight packed for {@link SlidingSums}, group after group.
   *
   * @param backward null: rows are output channels, k is (input channel, tap). Else rows are input
   *     channels and k is (output channel, tap), with the taps of these axes only.
   */
  private PackedWeights weights(ConvShape s, Strided w, ConvRows rows, ConvAxis[] backward) {
    Key key =
        new Key(
            kernel,
            List.of(w.offset(), s.groups, s.oc, s.ic, s.kernel[D], s.kernel[H], s.kernel[W]),
            backward == null ? List.of() : taps(backward));
    int k = backward == null ? s.ic * s.taps : s.oc * tapNumbers(s, backward).length;
    return PackedWeights.of(
        w.storage(), key, s.groups * rows.padded() * k, a -> pack(s, w, rows, backward, a));
  }

  private void pack(ConvShape s, Strided w, ConvRows rows, ConvAxis[] backward, float[] a) {
    boolean forward = backward == null;
    int[] columns = forward ? new int[s.ic * s.taps] : tapNumbers(s, backward);
    if (forward) {
      Arrays.setAll(columns, i -> i);
    }
    int blocks = forward ? 1 : s.oc;
    int k = blocks * columns.length;
    Tasks.forRange(
        s.groups * rows.tiles,
        Tasks.unitsPerTask((long) rows.maxHeight() * k, Tasks.LIGHT),
        (from, to) -> {
          for (int t = from; t < to; t++) {
            int group = t / rows.tiles;
            rows.pack(
                kernel,
                t % rows.tiles,
                w.storage().floats(),
                w.offset() + group * s.oc * s.ic * s.taps,
                forward ? s.ic * s.taps : s.taps,
                blocks,
                s.ic * s.taps,
                columns,
                a,
                group * rows.padded() * k);
          }
        });
  }

  private static List<Integer> taps(ConvAxis[] axes) {
    var taps = new ArrayList<Integer>();
    for (ConvAxis axis : axes) {
      taps.add(axis.taps.length);
      for (int t : axis.taps) {
        taps.add(t);
      }
    }
    return List.copyOf(taps);
  }

  /** Numbers of the taps of a kernel that these axes have. */
  private static int[] tapNumbers(ConvShape s, ConvAxis[] axes) {
    int[] numbers = new int[axes[D].taps.length * axes[H].taps.length * axes[W].taps.length];
    int i = 0;
    for (int td : axes[D].taps) {
      for (int th : axes[H].taps) {
        for (int tw : axes[W].taps) {
          numbers[i++] = (td * s.kernel[H] + th) * s.kernel[W] + tw;
        }
      }
    }
    return numbers;
  }

  void backwardWeight(ConvShape s, Strided g, Strided x, Strided gw) {
    if (Depthwise.takes(s)) {
      new DepthwiseWeights(kernel, s)
          .run(
              g.storage().floats(),
              g.offset(),
              x.storage().floats(),
              x.offset(),
              gw.storage().floats(),
              gw.offset());
      return;
    }
    if (MetCells.fewer(s)) {
      Strided met = MetCells.of(kernel, s, x);
      backwardWeight(MetCells.shape(s, met, gw, g), g, met, gw);
      met.storage().recycle();
      return;
    }
    new WeightGradient(kernel, s, WeightGradient.ROUND)
        .run(
            g.storage().floats(),
            g.offset(),
            x.storage().floats(),
            x.offset(),
            gw.storage().floats(),
            gw.offset());
  }
}
