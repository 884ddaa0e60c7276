package jackhammer.internal.kernel.cpu;

import java.util.Arrays;

/**
 * One spatial dimension of a sliding sum: output i meets, for each tap, the source cell {@code i *
 * step + offset}; where there is no such cell it meets a zero.
 *
 * <p>So that neighbouring outputs meet neighbouring memory at any step, the source is thought of as
 * {@code step} interleaved sequences, of which only those are kept that some tap uses: tap t meets
 * element {@code i + shift[t]} of sequence {@code slot[t]}, whose element j is source cell {@code
 * (j + first) * step + residue[slot]}.
 */
final class ConvAxis {
  final int in;
  final int out;
  final int step;

  /** The numbers of the taps in the weight. */
  final int[] taps;

  final int[] slot;
  final int[] shift;
  final int[] residue;
  final int first;

  /** The largest shift: a sequence for n outputs has n + span elements. */
  final int span;

  private ConvAxis(int in, int out, int step, int[] taps, int[] offset) {
    this.in = in;
    this.out = out;
    this.step = step;
    this.taps = taps;
    int n = taps.length;
    slot = new int[n];
    shift = new int[n];
    int[] residues = new int[n];
    int slots = 0;
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int t = 0; t < n; t++) {
      int r = Math.floorMod(offset[t], step);
      int s = 0;
      while (s < slots && residues[s] != r) {
        s++;
      }
      if (s == slots) {
        residues[slots++] = r;
      }
      slot[t] = s;
      shift[t] = Math.floorDiv(offset[t], step);
      low = Math.min(low, shift[t]);
      high = Math.max(high, shift[t]);
    }
    residue = Arrays.copyOf(residues, slots);
    first = n == 0 ? 0 : low;
    span = n == 0 ? 0 : high - low;
    for (int t = 0; t < n; t++) {
      shift[t] -= low;
    }
  }

  /** The dimension of a convolution: output i meets i * stride - pad + t * dilation. */
  static ConvAxis forward(ConvShape s, int d) {
    int n = s.kernel[d];
    int[] taps = new int[n];
    int[] offset = new int[n];
    for (int t = 0; t < n; t++) {
      taps[t] = t;
      offset[t] = t * s.dilation[d] - s.pad[d];
    }
    return new ConvAxis(s.in[d], s.out[d], s.stride[d], taps, offset);
  }

  /**
   * The dimension of a data gradient, for the positions i * stride + phase: they meet the output
   * cells i + (phase + pad - t * dilation) / stride, for the taps where this is a whole number.
   */
  static ConvAxis backward(ConvShape s, int d, int phase) {
    int[] taps = new int[s.kernel[d]];
    int[] offset = new int[s.kernel[d]];
    int n = 0;
    for (int t = 0; t < s.kernel[d]; t++) {
      int distance = phase + s.pad[d] - t * s.dilation[d];
      if (distance % s.stride[d] == 0) {
        taps[n] = t;
        offset[n++] = distance / s.stride[d];
      }
    }
    int positions = Math.ceilDiv(s.in[d] - phase, s.stride[d]);
    return new ConvAxis(s.out[d], positions, 1, Arrays.copyOf(taps, n), Arrays.copyOf(offset, n));
  }

  /** Which source cell, counted from {@code i * step}, tap t of output i meets. */
  int offset(int t) {
    return (first + shift[t]) * step + residue[slot[t]];
  }

  /** Whether every cell that is met exists and neighbours lie side by side: no copy is needed. */
  boolean inPlace() {
    return step == 1 && first >= 0 && out - 1 + first + span < in;
  }
}
