package jackhammer.internal.kernel.cpu;

import java.util.Arrays;

/**
 * Where the source of a block of sliding sums lies in memory: in the image itself, or in a copy of
 * a few channels with their padding, in which neighbouring outputs meet neighbouring memory at any
 * step ({@link ConvAxis}).
 */
final class SlidingLayout {
  final int rowPitch;
  final int slicePitch;
  final int channelPitch;
  final int imagePitch;

  /** Where each k begins, counted from channel 0. */
  final int[] table;

  /** The greatest of the table. */
  final int reach;

  private SlidingLayout(
      int rowPitch, int slicePitch, int channelPitch, int imagePitch, int[] table) {
    this.rowPitch = rowPitch;
    this.slicePitch = slicePitch;
    this.channelPitch = channelPitch;
    this.imagePitch = imagePitch;
    this.table = table;
    this.reach = Arrays.stream(table).max().orElse(0);
  }

  /** For axes of which each is {@link ConvAxis#inPlace}. */
  static SlidingLayout inPlace(int groups, int channels, ConvAxis d, ConvAxis h, ConvAxis w) {
    int plane = d.in * h.in * w.in;
    int[] table = new int[channels * taps(d, h, w)];
    int i = 0;
    for (int c = 0; c < channels; c++) {
      for (int td = 0; td < d.taps.length; td++) {
        for (int th = 0; th < h.taps.length; th++) {
          for (int tw = 0; tw < w.taps.length; tw++) {
            int depth = d.first + d.shift[td];
            int height = h.first + h.shift[th];
            table[i++] = c * plane + (depth * h.in + height) * w.in + w.first + w.shift[tw];
          }
        }
      }
    }
    return new SlidingLayout(w.in, h.in * w.in, plane, groups * channels * plane, table);
  }

  /** For blocks of so many slices and rows of outputs. */
  static SlidingLayout copied(
      int channels, int depth, int height, ConvAxis d, ConvAxis h, ConvAxis w) {
    int rowPitch = w.out + w.span;
    int slicePitch = rowPitch * (height + h.span);
    int slot = slicePitch * (depth + d.span);
    int channelPitch = slot * d.residue.length * h.residue.length * w.residue.length;
    int[] table = new int[channels * taps(d, h, w)];
    int i = 0;
    for (int c = 0; c < channels; c++) {
      for (int td = 0; td < d.taps.length; td++) {
        for (int th = 0; th < h.taps.length; th++) {
          for (int tw = 0; tw < w.taps.length; tw++) {
            int number =
                (d.slot[td] * h.residue.length + h.slot[th]) * w.residue.length + w.slot[tw];
            table[i++] =
                c * channelPitch
                    + number * slot
                    + d.shift[td] * slicePitch
                    + h.shift[th] * rowPitch
                    + w.shift[tw];
          }
        }
      }
    }
    int copied = copiedChannels(channels, taps(d, h, w));
    return new SlidingLayout(rowPitch, slicePitch, channelPitch, copied * channelPitch, table);
  }

  private static int taps(ConvAxis d, ConvAxis h, ConvAxis w) {
    return d.taps.length * h.taps.length * w.taps.length;
  }

  /** The most channels that one segment of k touches. */
  private static int copiedChannels(int channels, int taps) {
    return Math.min(channels, (Gemm.SEGMENT - 2) / Math.max(1, taps) + 2);
  }
}
