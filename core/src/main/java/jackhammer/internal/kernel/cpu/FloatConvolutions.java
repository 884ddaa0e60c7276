package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.internal.kernel.Strided;
import java.util.ArrayList;
import java.util.List;

/** The float32 convolutions: weights are packed here, once for as long as they do not change. */
final class FloatConvolutions {
  final ConvKernel kernel;
  private final Gemm product;

  FloatConvolutions(ConvKernel kernel, Gemm product) {
    this.kernel = kernel;
    this.product = product;
  }

  /** The ones of this process; apart, so that they are made only when needed. */
  static final class Best {
    static final FloatConvolutions OWN =
        new FloatConvolutions(Simd.load(ConvKernel.class, "ConvPlain", "ConvVector"), Gemm.F32);

    private Best() {}
  }

  void forward(ConvShape s, Strided x, Strided w, Strided bias, boolean relu, Strided y) {
    if (Depthwise.takes(s)) {
      depthwise(s, false, x, w, bias, relu, y);
      return;
    }
    if (MetCells.fewer(s)) {
      Strided met = MetCells.of(kernel, s, x);
      forward(MetCells.shape(s, met, w, y), met, w, bias, relu, y);
      met.storage().recycle();
      return;
    }
    if (PixelProduct.takes(s)) {
      PixelProduct.forward(product, s, x, w, bias, relu, y);
      return;
    }
    ConvAxis[] axes = {ConvAxis.forward(s, D), ConvAxis.forward(s, H), ConvAxis.forward(s, W)};
    ConvRows rows = new ConvRows(kernel, s.oc);
    PackedWeights a = weights(s, w, rows);
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
    if (PixelProduct.takes(s)) {
      PixelProduct.backwardData(product, s, g, w, gx);
      return;
    }
    ConvRows rows = new ConvRows(kernel, s.ic);
    var axes = new ArrayList<ConvAxis[]>();
    var first = new ArrayList<Integer>();
    for (int pd = 0; pd < Math.min(s.stride[D], s.in[D]); pd++) {
      for (int ph = 0; ph < Math.min(s.stride[H], s.in[H]); ph++) {
        for (int pw = 0; pw < Math.min(s.stride[W], s.in[W]); pw++) {
          axes.add(
              new ConvAxis[] {
                ConvAxis.backward(s, D, pd),
                ConvAxis.backward(s, H, ph),
                ConvAxis.backward(s, W, pw)
              });
          first.add((pd * s.in[H] + ph) * s.in[W] + pw);
        }
      }
    }
    int[][] taps = axes.stream().map(phase -> tapNumbers(s, phase)).toArray(int[][]::new);
    int[] at = new int[taps.length + 1];
    for (int p = 0; p < taps.length; p++) {
      at[p + 1] = at[p] + s.groups * rows.padded() * s.oc * taps[p].length;
    }
    PackedWeights a =
        PackedWeights.of(
            w.storage(),
            key(s, w, true),
            at[taps.length],
            to -> packBackward(s, w, rows, taps, at, to));
    int[] stride = {s.stride[D] * s.in[H] * s.in[W], s.stride[H] * s.in[W], s.stride[W]};
    SlidingSums[] phases = new SlidingSums[taps.length];
    for (int p = 0; p < phases.length; p++) {
      phases[p] =
          new SlidingSums(kernel, s.n, s.groups, s.oc, axes.get(p), rows)
              .of(
                  g.storage().floats(),
                  g.offset(),
                  a.floats(),
                  at[p],
                  new SlidingSums.Target(
                      gx.storage().floats(),
                      gx.offset() + first.get(p),
                      s.inPlane,
                      stride,
                      null,
                      0,
                      false));
    }
    SlidingSums.run(phases);
    a.release();
  }

  /** What a packed weight depends on, besides the numbers. */
  private record Key(ConvKernel kernel, List<Integer> sizes, boolean backward) {}

  private Key key(ConvShape s, Strided w, boolean backward) {
    var sizes = new ArrayList<>(List.of(w.offset(), s.groups, s.oc, s.ic));
    for (int d : new int[] {D, H, W}) {
      sizes.add(s.kernel[d]);
      if (backward) {
        // Which taps a phase has.
        sizes.addAll(List.of(s.stride[d], s.pad[d], s.dilation[d], Math.min(s.stride[d], s.in[d])));
      }
    }
    return new Key(kernel, List.copyOf(sizes), backward);
  }

  /**
   * The weight packed for {@link SlidingSums}, group after group: rows are output channels, k is
   * (input channel, tap).
   */
  private PackedWeights weights(ConvShape s, Strided w, ConvRows rows) {
    int k = s.ic * s.taps;
    return PackedWeights.of(
        w.storage(),
        key(s, w, false),
        s.groups * rows.padded() * k,
        to ->
            inGroups(
                s.groups,
                rows.tiles,
                (long) rows.maxHeight() * k,
                (group, first, last) -> {
                  for (int tile = first; tile < last; tile++) {
                    int from = w.offset() + group * s.oc * k;
                    int at = group * rows.padded() * k;
                    rows.pack(kernel, tile, w.storage().floats(), from, k, k, to, at);
                  }
                }));
  }

  /**
   * Rows are input channels and k is (output channel, tap), with the taps of each phase only.
   *
   * @param at where the weight of a phase begins
   */
  private void packBackward(
      ConvShape s, Strided w, ConvRows rows, int[][] taps, int[] at, float[] to) {
    int each = s.ic * s.taps;
    inGroups(
        s.groups,
        s.oc,
        each,
        (group, first, last) -> {
          int[] dst = new int[taps.length];
          for (int p = 0; p < dst.length; p++) {
            dst[p] = at[p] + group * rows.padded() * s.oc * taps[p].length;
          }
          int from = w.offset() + group * s.oc * each;
          var blocks = new ConvRows.Blocks(w.storage().floats(), from, s.oc, each, s.taps);
          rows.pack(kernel, first, last, blocks, taps, to, dst);
        });
  }

  /** Some parts of a group. */
  private interface Parts {
    void run(int group, int from, int to);
  }

  private static void inGroups(int groups, int parts, long elements, Parts work) {
    Tasks.forRange(
        groups * parts,
        Tasks.unitsPerTask(elements, Tasks.LIGHT),
        (from, to) -> {
          for (int next, t = from; t < to; t = next) {
            int group = t / parts;
            next = Math.min(to, (group + 1) * parts);
            work.run(group, t - group * parts, next - group * parts);
          }
        });
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
    if (PixelGradient.takes(s)) {
      new PixelGradient(product.kernel, s, PixelGradient.ROUND)
          .run(
              g.storage().floats(),
              g.offset(),
              x.storage().floats(),
              x.offset(),
              gw.storage().floats(),
              gw.offset());
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
