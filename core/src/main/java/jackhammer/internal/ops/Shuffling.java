package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;

/** Channels made pixels, pixels made channels, and channels in another order. */
public final class Shuffling {
  private static final Grad SHUFFLE =
      Grad.of("PixelShuffleBackward0", (g, s) -> new Tensor[] {unshuffled(g, s.<Integer>args())});
  private static final Grad UNSHUFFLE =
      Grad.of("PixelUnshuffleBackward0", (g, s) -> new Tensor[] {shuffled(g, s.<Integer>args())});
  private static final Grad CHANNELS =
      Grad.of(
          "ChannelShuffleBackward0",
          (g, s) -> new Tensor[] {exchanged(g, (int) Math.max(1, g.size(1) / s.<Integer>args()))});

  private Shuffling() {}

  /** (*, C r^2, H, W) to (*, C, H r, W r). */
  public static Tensor pixelShuffle(String op, Tensor x, int r) {
    checkImage(op, x);
    long channels = x.size(-3);
    if (channels % ((long) r * r) != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the channels of the input must be a multiple of upscale_factor^2 = %d, got %d in an"
                  + " input of size %s",
              op, (long) r * r, channels, Check.show(x)));
    }
    Check.sizes(op, x.size(-2) * r, x.size(-1) * r, channels / ((long) r * r));
    return shuffled(x, r);
  }

  private static Tensor shuffled(Tensor x, int r) {
    Strided s = Compute.contiguous(Tensors.data(x));
    int n = s.dim();
    int h = s.size(n - 2);
    int w = s.size(n - 1);
    int c = (int) (s.size(n - 3) / ((long) r * r));
    int lead = lead(s);
    int[] sizes = PoolOps.withSpatial(s.sizes(), new int[] {c, h * r, w * r});
    Strided from =
        s.reshapeContiguous(lead, c, r, r, h, w).transpose(2, 4).transpose(3, 4).transpose(4, 5);
    return moved(SHUFFLE, x, from, sizes, r);
  }

  /** (*, C, H r, W r) to (*, C r^2, H, W). */
  public static Tensor pixelUnshuffle(String op, Tensor x, int r) {
    checkImage(op, x);
    for (int d = -2; d < 0; d++) {
      if (x.size(d) % r != 0) {
        throw new IllegalArgumentException(
            String.format(
                "%s: the %s of the input must be a multiple of downscale_factor = %d, got %d in an input"
                    + " of size %s",
                op, d == -2 ? "height" : "width", r, x.size(d), Check.show(x)));
      }
    }
    return unshuffled(x, r);
  }

  private static Tensor unshuffled(Tensor x, int r) {
    Strided s = Compute.contiguous(Tensors.data(x));
    int n = s.dim();
    int h = s.size(n - 2) / r;
    int w = s.size(n - 1) / r;
    int c = s.size(n - 3);
    int[] sizes = PoolOps.withSpatial(s.sizes(), new int[] {c * r * r, h, w});
    Strided from =
        s.reshapeContiguous(lead(s), c, h, r, w, r).transpose(2, 3).transpose(3, 5).transpose(4, 5);
    return moved(UNSHUFFLE, x, from, sizes, r);
  }

  /** (N, g C, *) to (N, C g, *). */
  public static Tensor channelShuffle(String op, Tensor x, int groups) {
    Check.notNull(op, "input", x);
    if (x.dim() < 3) {
      throw new IllegalArgumentException(
          op + ": input must have at least 3 dimensions (N, C, *), got " + Check.show(x));
    }
    if (x.size(1) % groups != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the channels of the input must be a multiple of groups = %d, got %d in an input of"
                  + " size %s",
              op, groups, x.size(1), Check.show(x)));
    }
    return exchanged(x, groups);
  }

  private static Tensor exchanged(Tensor x, int groups) {
    if (x.numel() == 0) {
      return Graph.record(
          CHANNELS,
          Tensors.wrap(Compute.copy(Tensors.data(x))),
          new Tensor[] {x},
          Graph.nothing(),
          groups);
    }
    Strided s = Compute.contiguous(Tensors.data(x));
    int each = s.size(1) / groups;
    int rest = s.numel() / (s.size(0) * s.size(1));
    Strided from = s.reshapeContiguous(s.size(0), groups, each, rest).transpose(1, 2);
    return moved(CHANNELS, x, from, s.sizes(), groups);
  }

  private static int lead(Strided s) {
    int lead = 1;
    for (int d = 0; d < s.dim() - 3; d++) {
      lead *= s.size(d);
    }
    return lead;
  }

  private static Tensor moved(Grad grad, Tensor x, Strided from, int[] sizes, int args) {
    Tensor out = Tensors.wrap(Compute.copy(from).reshapeContiguous(sizes.clone()));
    return Graph.record(grad, out, new Tensor[] {x}, Graph.nothing(), args);
  }

  private static void checkImage(String op, Tensor x) {
    Check.notNull(op, "input", x);
    if (x.dim() < 3) {
      throw new IllegalArgumentException(
          op + ": input must have at least 3 dimensions (*, C, H, W), got " + Check.show(x));
    }
  }
}
