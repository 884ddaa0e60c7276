package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.PackingOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Sequences of unequal length, padded to one tensor or packed without padding: PyTorch's {@code
 * torch.nn.utils.rnn}.
 *
 * <pre>{@code
 * PackedSequence packed =
 *     RnnUtils.packPaddedSequence(x, new long[] {2, 4, 3}, o -> o.enforceSorted(false));
 * RnnUtils.Padded r = RnnUtils.padPackedSequence(lstm.call(packed).output());
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.html#utilities">torch.nn.utils.rnn</a>
 */
public final class RnnUtils {
  private RnnUtils() {}

  /**
   * How padded sequences lie.
   *
   * @param batchFirst (N, T, *) instead of (T, N, *); default false
   * @param enforceSorted whether sequences must come longest first, else they are sorted; default
   *     true
   */
  public record PackOptions(boolean batchFirst, boolean enforceSorted) {
    static final PackOptions DEFAULT = new PackOptions(false, true);

    /** With the batch as first dimension, or the time. */
    public PackOptions batchFirst(boolean value) {
      return new PackOptions(value, enforceSorted);
    }

    /** With sequences that come longest first, or in any order. */
    public PackOptions enforceSorted(boolean value) {
      return new PackOptions(batchFirst, value);
    }
  }

  /**
   * How packed sequences are padded.
   *
   * @param batchFirst (N, T, *) instead of (T, N, *); default false
   * @param paddingValue stands where a sequence has ended; default 0
   * @param totalLength T; 0: the length of the longest sequence
   */
  public record UnpackOptions(boolean batchFirst, double paddingValue, long totalLength) {
    static final UnpackOptions DEFAULT = new UnpackOptions(false, 0, 0);

    /** Checks the length. */
    public UnpackOptions {
      if (totalLength < 0) {
        throw new IllegalArgumentException(
            "padPackedSequence: total_length must be positive, or 0 for that of the longest sequence,"
                + " got "
                + totalLength);
      }
    }

    /** With the batch as first dimension, or the time. */
    public UnpackOptions batchFirst(boolean value) {
      return new UnpackOptions(value, paddingValue, totalLength);
    }

    /** With another number where a sequence has ended. */
    public UnpackOptions paddingValue(double value) {
      return new UnpackOptions(batchFirst, value, totalLength);
    }

    /** With so many steps. */
    public UnpackOptions totalLength(long value) {
      return new UnpackOptions(batchFirst, paddingValue, value);
    }
  }

  /** Where sequences are padded. */
  public enum PaddingSide {
    /** Before the first step. */
    LEFT,
    /** Behind the last step. */
    RIGHT;

    /** PyTorch's name as a side. */
    public static PaddingSide of(String name) {
      return Names.parse(PaddingSide.class, "padding_side", name);
    }

    /** PyTorch's name. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How sequences are padded.
   *
   * @param batchFirst (N, T, *) instead of (T, N, *); default false
   * @param paddingValue stands where a sequence is not; default 0
   * @param paddingSide default RIGHT
   */
  public record PadOptions(boolean batchFirst, double paddingValue, PaddingSide paddingSide) {
    static final PadOptions DEFAULT = new PadOptions(false, 0, PaddingSide.RIGHT);

    /** Checks what must be there. */
    public PadOptions {
      Check.notNull("padSequence", "padding_side", paddingSide);
    }

    /** With the batch as first dimension, or the time. */
    public PadOptions batchFirst(boolean value) {
      return new PadOptions(value, paddingValue, paddingSide);
    }

    /** With another number where a sequence is not. */
    public PadOptions paddingValue(double value) {
      return new PadOptions(batchFirst, value, paddingSide);
    }

    /** With padding before or behind. */
    public PadOptions paddingSide(PaddingSide value) {
      return new PadOptions(batchFirst, paddingValue, value);
    }

    /** {@link #paddingSide(PaddingSide)} by PyTorch's name, left or right. */
    public PadOptions paddingSide(String value) {
      return paddingSide(PaddingSide.of(value));
    }
  }

  /**
   * Padded sequences and how long they are.
   *
   * @param output (T, N, *), with batchFirst (N, T, *)
   * @param lengths INT64 (N)
   */
  public record Padded(Tensor output, Tensor lengths) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
      return "(" + output + ", " + lengths + ")";
    }
  }

  // ---- packing ----

  /** {@link #packPaddedSequence(Tensor, long[], UnaryOperator)} of (T, N, *), longest first. */
  public static PackedSequence packPaddedSequence(Tensor x, long... lengths) {
    return packPaddedSequence(x, lengths, o -> o);
  }

  /** {@link #packPaddedSequence(Tensor, long[], UnaryOperator)} with the lengths as a tensor. */
  public static PackedSequence packPaddedSequence(
      Tensor x, Tensor lengths, UnaryOperator<PackOptions> options) {
    return packPaddedSequence(x, wholeNumbers("packPaddedSequence", lengths), options);
  }

  /**
   * Packs padded sequences.
   *
   * @param x (T, N, *), with batchFirst (N, T, *)
   * @param lengths of each sequence, from 1 to T
   * @param options batchFirst false, enforceSorted true
   * @throws IllegalArgumentException for a length that does not fit, naming its row
   */
  public static PackedSequence packPaddedSequence(
      Tensor x, long[] lengths, UnaryOperator<PackOptions> options) {
    PackOptions o = Check.options("packPaddedSequence", options, PackOptions.DEFAULT);
    return pack("packPaddedSequence", x, lengths, o.batchFirst, o.enforceSorted);
  }

  /** Lengths from a tensor. */
  static long[] wholeNumbers(String op, Tensor lengths) {
    Check.notNull(op, "lengths", lengths);
    if (lengths.dim() != 1 || lengths.dtype() != DType.INT64) {
      String first =
          lengths.isFloatingPoint() && lengths.numel() > 0
              ? "; row 0 is " + lengths.flatten().select(0, 0).item()
              : "";
      throw new IllegalArgumentException(
          String.format(
              "%s: lengths must be whole numbers, int64 (N), got %s of size %s%s",
              op, lengths.dtype(), lengths.size(), first));
    }
    return lengths.toLongArray();
  }

  static PackedSequence pack(
      String op, Tensor x, long[] lengths, boolean batchFirst, boolean enforceSorted) {
    Check.notNull(op, "input", x);
    Check.notNull(op, "lengths", lengths);
    if (x.dim() < 2 || x.numel() == 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have at least 2 dimensions, %s, and not be empty, got size %s",
              op, batchFirst ? "(N, T, *)" : "(T, N, *)", x.size()));
    }
    Tensor steps = batchFirst ? x.transpose(0, 1) : x;
    checkLengths(op, lengths, steps.size(0), steps.size(1), x);
    Integer[] order = IntStream.range(0, lengths.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingLong(i -> -lengths[i]));
    if (enforceSorted) {
      for (int i = 1; i < lengths.length; i++) {
        if (lengths[i] > lengths[i - 1]) {
          throw new IllegalArgumentException(
              String.format(
                  "%s: sequences must come longest first, but row %d has length %d behind %d; sort"
                      + " them, or let enforceSorted(false) do it",
                  op, i, lengths[i], lengths[i - 1]));
        }
      }
    }
    int[] batchSizes = new int[(int) lengths[order[0]]];
    for (long length : lengths) {
      for (int t = 0; t < length; t++) {
        batchSizes[t]++;
      }
    }
    Tensor sizes = Tensor.tensor(Arrays.stream(batchSizes).asLongStream().toArray());
    if (enforceSorted) {
      return new PackedSequence(PackingOps.pack(steps, batchSizes), sizes);
    }
    Tensor sorted = Tensor.tensor(Arrays.stream(order).mapToLong(i -> i).toArray());
    Tensor data = PackingOps.pack(steps.indexSelect(1, sorted), batchSizes);
    return new PackedSequence(data, sizes, sorted, invertPermutation(sorted));
  }

  private static void checkLengths(String op, long[] lengths, long steps, long n, Tensor x) {
    if (lengths.length != n) {
      throw new IllegalArgumentException(
          String.format(
              "%s: one length for each of the %d sequences is needed, got %d for an input of size %s",
              op, n, lengths.length, x.size()));
    }
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 1 || lengths[i] > steps) {
        throw new IllegalArgumentException(
            String.format(
                "%s: a length must be in [1, T = %d], row %d has %d for an input of size %s",
                op, steps, i, lengths[i], x.size()));
      }
    }
  }

  /**
   * Pads packed sequences again, in the order in which they came.
   *
   * @param options batchFirst false, paddingValue 0, totalLength that of the longest
   */
  public static Padded padPackedSequence(
      PackedSequence sequence, UnaryOperator<UnpackOptions> options) {
    Check.notNull("padPackedSequence", "sequence", sequence);
    UnpackOptions o = Check.options("padPackedSequence", options, UnpackOptions.DEFAULT);
    int[] batchSizes = sequence.sizes();
    if (o.totalLength != 0 && o.totalLength < batchSizes.length) {
      throw new IllegalArgumentException(
          String.format(
              "padPackedSequence: total_length must be at least the length of the longest sequence,"
                  + " %d, got %d",
              batchSizes.length, o.totalLength));
    }
    long steps = o.totalLength == 0 ? batchSizes.length : o.totalLength;
    Tensor out = PackingOps.pad(sequence.data(), batchSizes, steps, o.paddingValue);
    long[] lengths = new long[batchSizes[0]];
    for (int n : batchSizes) {
      for (int i = 0; i < n; i++) {
        lengths[i]++;
      }
    }
    out = o.batchFirst ? out.transpose(0, 1) : out;
    Tensor all = Tensor.tensor(lengths);
    Tensor back = sequence.unsortedIndices();
    return back == null
        ? new Padded(out, all)
        : new Padded(out.indexSelect(o.batchFirst ? 0 : 1, back), all.indexSelect(0, back));
  }

  /** {@link #padPackedSequence(PackedSequence, UnaryOperator)} as (T, N, *), with zeros. */
  public static Padded padPackedSequence(PackedSequence sequence) {
    return padPackedSequence(sequence, o -> o);
  }

  // ---- padding ----

  /** {@link #padSequence(List, UnaryOperator)} as (T, N, *), zeros behind. */
  public static Tensor padSequence(List<Tensor> sequences) {
    return padSequence(sequences, o -> o);
  }

  /**
   * Sequences beside each other, as long as the longest.
   *
   * @param sequences (L, *) each, at least one; all sizes but L equal
   * @param options batchFirst false, paddingValue 0, paddingSide right
   * @return (T, N, *), with batchFirst (N, T, *)
   */
  public static Tensor padSequence(List<Tensor> sequences, UnaryOperator<PadOptions> options) {
    PadOptions o = Check.options("padSequence", options, PadOptions.DEFAULT);
    long longest = checkSequences("padSequence", sequences);
    Tensor first = sequences.get(0);
    long[] sizes = new long[(int) first.dim() + 1];
    sizes[0] = o.batchFirst ? sequences.size() : longest;
    sizes[1] = o.batchFirst ? longest : sequences.size();
    for (int d = 2; d < sizes.length; d++) {
      sizes[d] = first.size(d - 1);
    }
    Tensor out = Tensor.full(Tensor.size(sizes), o.paddingValue, t -> t.dtype(first.dtype()));
    for (int i = 0; i < sequences.size(); i++) {
      Tensor s = sequences.get(i);
      long from = o.paddingSide == PaddingSide.LEFT ? longest - s.size(0) : 0;
      out.select(o.batchFirst ? 0 : 1, i).narrow(0, from, s.size(0)).copy_(s);
    }
    return out;
  }

  private static long checkSequences(String op, List<Tensor> sequences) {
    Check.notNull(op, "sequences", sequences);
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException(op + ": at least one sequence is needed, got none");
    }
    long longest = 0;
    for (int i = 0; i < sequences.size(); i++) {
      Tensor s = Check.notNull(op, "sequence " + i, sequences.get(i));
      Tensor first = sequences.get(0);
      boolean fits = s.dim() > 0 && s.dim() == first.dim() && s.dtype() == first.dtype();
      for (int d = 1; fits && d < s.dim(); d++) {
        fits = s.size(d) == first.size(d);
      }
      if (!fits) {
        throw new IllegalArgumentException(
            String.format(
                "%s: sequences must be (L, *) of one type with equal sizes behind L: sequence 0 is %s"
                    + " of size %s, sequence %d is %s of size %s",
                op, first.dtype(), first.size(), i, s.dtype(), s.size()));
      }
      longest = Math.max(longest, s.size(0));
    }
    return longest;
  }

  /** {@link #unpadSequence(Tensor, long[], boolean)} of (T, N, *). */
  public static List<Tensor> unpadSequence(Tensor padded, long... lengths) {
    return unpadSequence(padded, lengths, false);
  }

  /**
   * The first steps of each sequence, as views.
   *
   * @param padded (T, N, *), with batchFirst (N, T, *)
   * @param lengths of each sequence, from 0 to T
   */
  public static List<Tensor> unpadSequence(Tensor padded, long[] lengths, boolean batchFirst) {
    String op = "unpadSequence";
    Check.notNull(op, "padded", padded);
    Check.notNull(op, "lengths", lengths);
    if (padded.dim() < 2) {
      throw new IllegalArgumentException(
          op + ": padded must have at least 2 dimensions, got size " + padded.size());
    }
    Tensor x = batchFirst ? padded : padded.transpose(0, 1);
    if (lengths.length != x.size(0)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: one length for each of the %d sequences is needed, got %d",
              op, x.size(0), lengths.length));
    }
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0 || lengths[i] > x.size(1)) {
        throw new IllegalArgumentException(
            String.format(
                "%s: a length must be in [0, T = %d], row %d has %d",
                op, x.size(1), i, lengths[i]));
      }
      result.add(x.select(0, i).narrow(0, 0, lengths[i]));
    }
    return result;
  }

  /** {@link #packSequence(List, boolean)} of sequences that come longest first. */
  public static PackedSequence packSequence(List<Tensor> sequences) {
    return packSequence(sequences, true);
  }

  /**
   * Packs sequences.
   *
   * @param sequences (L, *) each, at least one
   * @param enforceSorted whether they must come longest first, else they are sorted
   */
  public static PackedSequence packSequence(List<Tensor> sequences, boolean enforceSorted) {
    checkSequences("packSequence", sequences);
    long[] lengths = sequences.stream().mapToLong(s -> s.size(0)).toArray();
    return pack("packSequence", padSequence(sequences), lengths, false, enforceSorted);
  }

  /** The sequences of a packed one, in the order in which they came. */
  public static List<Tensor> unpackSequence(PackedSequence sequence) {
    Check.notNull("unpackSequence", "sequence", sequence);
    Padded padded = padPackedSequence(sequence, o -> o.batchFirst(true));
    return unpadSequence(padded.output, padded.lengths.toLongArray(), true);
  }

  /** Where each number stands: the order that undoes an order. */
  public static Tensor invertPermutation(Tensor permutation) {
    Check.notNull("invertPermutation", "permutation", permutation);
    if (!PackedSequence.isOrder(permutation)) {
      throw new IllegalArgumentException(
          "invertPermutation: permutation must hold each of the numbers from 0 on once, as int64 of"
              + " one dimension, got "
              + permutation.dtype()
              + " of size "
              + permutation.size());
    }
    return permutation.argsort(0);
  }
}
