package jackhammer.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The model of byte-pair encoding: a word begins as its characters; of all neighbours that can be
 * merged, those of the lowest rank are, the leftmost first, until nothing can.
 *
 * @param numbers by token
 * @param merges by pair of numbers, see {@link #pair}
 * @param unknown the number of a character without one, or null: such a character is left out
 * @param fusesUnknown whether neighbours without a number become one unknown token
 * @param wholeWords whether a word that is a token is taken as it is
 */
record BytePairMerges(
    Map<String, Integer> numbers,
    Map<Long, Merge> merges,
    Integer unknown,
    boolean fusesUnknown,
    boolean wholeWords) {

  /** What two neighbours become, and how early. */
  record Merge(int rank, int number) {}

  private record Candidate(int rank, int left, int leftNumber, int rightNumber, int number) {}

  /** The key of two neighbours. */
  static long pair(int left, int right) {
    return (long) left << 32 | right;
  }

  /** Appends the numbers of words. */
  void encode(List<String> words, List<Integer> to) {
    for (String word : words) {
      Integer whole = wholeWords ? numbers.get(word) : null;
      if (whole != null) {
        to.add(whole);
      } else {
        merge(characters(word), to);
      }
    }
  }

  private int[] characters(String word) {
    List<Integer> all = new ArrayList<>();
    boolean afterUnknown = false;
    for (int c : word.codePoints().toArray()) {
      Integer number = numbers.get(Character.toString(c));
      boolean isUnknown = number == null;
      if (!isUnknown) {
        all.add(number);
      } else if (unknown != null && !(fusesUnknown && afterUnknown)) {
        all.add(unknown);
      }
      afterUnknown = isUnknown;
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A linked list in arrays and a queue of what can be merged: long words stay quick. */
  private void merge(int[] number, List<Integer> to) {
    int n = number.length;
    int[] next = new int[n];
    int[] previous = new int[n];
    PriorityQueue<Candidate> queue =
        new PriorityQueue<>(
            (a, b) -> a.rank != b.rank ? Integer.compare(a.rank, b.rank) : a.left - b.left);
    for (int i = 0; i < n; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
      propose(number, i, i + 1, queue);
    }
    while (!queue.isEmpty()) {
      Candidate c = queue.poll();
      int right = number[c.left] == c.leftNumber ? next[c.left] : n;
      // One of the two may have been merged with another neighbour meanwhile.
      if (right >= n || number[right] != c.rightNumber) {
        continue;
      }
      number[c.left] = c.number;
      number[right] = -1;
      next[c.left] = next[right];
      if (next[right] < n) {
        previous[next[right]] = c.left;
      }
      propose(number, previous[c.left], c.left, queue);
      propose(number, c.left, next[c.left], queue);
    }
    Arrays.stream(number).filter(x -> x >= 0).forEach(to::add);
  }

  private void propose(int[] number, int left, int right, PriorityQueue<Candidate> queue) {
    if (left < 0 || right >= number.length) {
      return;
    }
    Merge m = merges.get(pair(number[left], number[right]));
    if (m != null) {
      queue.add(new Candidate(m.rank, left, number[left], number[right], m.number));
    }
  }
}
