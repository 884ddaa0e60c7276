package jackhammer.text;

import jackhammer.Tensor;
import jackhammer.nn.F;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences of different lengths in one tensor, filled up behind their ends.
 *
 * <pre>{@code
 * Padded p = Padded.of(List.of(tensor(5, 6, 7), tensor(8, 9)), 0);
 * p.sequences(); // [[5, 6, 7], [8, 9, 0]]
 * p.lengths();   // [3, 2]
 * }</pre>
 *
 * @param sequences [N, L, *], L the longest
 * @param lengths how long each was, int64 [N]
 */
public record Padded(Tensor sequences, Tensor lengths) {

  /**
   * Fills up.
   *
   * @param sequences at least one, each [L, *] with the same * and of the same type
   * @param value what comes behind the end
   * @throws IllegalArgumentException if there is none, or they differ in more than L
   */
  public static Padded of(List<Tensor> sequences, double value) {
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("Padded: expected at least one sequence, got none");
    }
    Tensor first = sequences.getFirst();
    long longest = 0;
    long[] lengths = new long[sequences.size()];
    for (int i = 0; i < lengths.length; i++) {
      Tensor s = sequences.get(i);
      if (s.dim() == 0 || s.dtype() != first.dtype() || !rest(s).equals(rest(first))) {
        throw new IllegalArgumentException(
            "Padded: expected sequences [L, *] that differ in L alone, got %s of %s and, as number %d, %s of %s"
                .formatted(first.dtype(), first.size(), i, s.dtype(), s.size()));
      }
      lengths[i] = s.size(0);
      longest = Math.max(longest, lengths[i]);
    }
    List<Tensor> filled = new ArrayList<>();
    for (Tensor s : sequences) {
      // F.pad counts from the last dimension; the first one's end comes last.
      int[] cells = new int[2 * (int) s.dim()];
      cells[cells.length - 1] = (int) (longest - s.size(0));
      filled.add(F.pad(s, cells, value));
    }
    return new Padded(Tensor.stack(0, filled), Tensor.fromArray(lengths));
  }

  private static List<Long> rest(Tensor s) {
    List<Long> rest = new ArrayList<>();
    for (int d = 1; d < s.dim(); d++) {
      rest.add(s.size(d));
    }
    return rest;
  }
}
