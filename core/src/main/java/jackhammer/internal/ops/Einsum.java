package jackhammer.internal.ops;

import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums of products written with letters for dimensions.
 *
 * <p>Every operand is brought to one order of dimensions (those of the result first, those that are
 * summed behind them, missing ones of size 1); then two at a time become one by a batched matrix
 * product, left to right, and a letter is summed away with the last operand that has it.
 */
public final class Einsum {
  private final String equation;
  private final List<String> terms;
  private final String result;

  /** How many dimensions the ellipsis stands for: the most that an operand has. */
  private int ellipsis;

  private Einsum(String equation, int operands) {
    this.equation = equation;
    String text = equation.replace(" ", "");
    int arrow = text.indexOf("->");
    String left = arrow < 0 ? text : text.substring(0, arrow);
    this.terms = List.of(left.split(",", -1));
    for (String term : terms) {
      checkTerm(term);
    }
    if (terms.size() != operands) {
      throw error("names " + terms.size() + " operands, but " + operands + " were passed after it");
    }
    this.result = arrow < 0 ? implied() : text.substring(arrow + 2);
    checkTerm(result);
    String seen = String.join("", terms);
    for (int i = 0; i < letters(result).length(); i++) {
      char c = letters(result).charAt(i);
      if (seen.indexOf(c) < 0) {
        throw error("the result names '" + c + "', which no operand has");
      }
      if (result.indexOf(c) != result.lastIndexOf(c)) {
        throw error("the result names '" + c + "' twice");
      }
    }
    if (result.contains("...") && !seen.contains("...")) {
      throw error("the result has '...', but no operand has");
    }
  }

  private IllegalArgumentException error(String what) {
    return new IllegalArgumentException("einsum: \"" + equation + "\": " + what);
  }

  private void checkTerm(String term) {
    String letters = letters(term);
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) {
        throw error(
            "a dimension is a letter a-z or A-Z, any others are '...', got '"
                + c
                + "' in '"
                + term
                + "'");
      }
    }
  }

  private static String letters(String term) {
    int dots = term.indexOf("...");
    return dots < 0 ? term : term.substring(0, dots) + term.substring(dots + 3);
  }

  /** Without "->": the ellipsis, then the letters that occur once, in alphabetical order. */
  private String implied() {
    String all = letters(String.join(",", terms).replace("...", "").replace(",", ""));
    StringBuilder once = new StringBuilder();
    all.chars()
        .sorted()
        .filter(c -> all.indexOf(c) == all.lastIndexOf(c))
        .forEach(c -> once.append((char) c));
    boolean dots = terms.stream().anyMatch(t -> t.contains("..."));
    return (dots ? "..." : "") + once;
  }

  public static Tensor einsum(String equation, Tensor... operands) {
    Check.notNull("einsum", "equation", equation);
    Check.noneNull("einsum", "operand", (Object[]) operands);
    if (operands.length == 0) {
      throw new IllegalArgumentException("einsum: at least one operand is needed");
    }
    return new Einsum(equation, operands.length).run(operands);
  }

  private Tensor run(Tensor[] operands) {
    for (int i = 0; i < operands.length; i++) {
      int others = (int) operands[i].dim() - letters(terms.get(i)).length();
      if (others < 0 || (others > 0 && !terms.get(i).contains("..."))) {
        throw error(
            String.format(
                "operand %d has size %s, that is %d dimensions, but '%s' names %d",
                i,
                Check.show(operands[i]),
                operands[i].dim(),
                terms.get(i),
                letters(terms.get(i)).length()));
      }
      ellipsis = Math.max(ellipsis, others);
    }
    Map<Object, Integer> places = places();
    int outDims = letters(result).length() + (result.contains("...") ? ellipsis : 0);
    Tensor[] aligned = new Tensor[operands.length];
    for (int i = 0; i < operands.length; i++) {
      aligned[i] = align(i, operands[i], places);
    }
    checkSizes(aligned, places);
    Tensor out = aligned[0];
    for (int i = 0; i < aligned.length; i++) {
      boolean[] summed = new boolean[places.size()];
      for (int d = outDims; d < summed.length; d++) {
        summed[d] = true;
        for (int j = i + 1; j < aligned.length; j++) {
          summed[d] &= aligned[j].size(d) == 1;
        }
      }
      out = i == 0 ? (aligned.length == 1 ? sum(out, summed) : out) : join(out, aligned[i], summed);
    }
    if (outDims < places.size()) {
      long[] size = Arrays.copyOf(out.size().toLongArray(), outDims);
      out = out.dim() == outDims ? out : out.reshape(size);
    }
    return out;
  }

  /** The common order: dimensions of the result, then the others as they come. */
  private Map<Object, Integer> places() {
    Map<Object, Integer> places = new LinkedHashMap<>();
    List<String> all = new ArrayList<>(List.of(result));
    all.addAll(terms);
    for (String term : all) {
      for (Object label : labels(term, ellipsis)) {
        places.putIfAbsent(label, places.size());
      }
    }
    return places;
  }

  /** A letter for each dimension; the ellipsis gives numbers, counted from its end. */
  private static List<Object> labels(String term, int others) {
    List<Object> labels = new ArrayList<>();
    int dots = term.indexOf("...");
    for (int i = 0; i < term.length(); i++) {
      if (i == dots) {
        for (int k = others; k > 0; k--) {
          labels.add(k);
        }
        i += 2;
      } else {
        labels.add(term.charAt(i));
      }
    }
    return labels;
  }

  /** An operand with its dimensions in the common order, missing ones of size 1. */
  private Tensor align(int number, Tensor x, Map<Object, Integer> places) {
    String term = terms.get(number);
    List<Object> labels = labels(term, (int) x.dim() - letters(term).length());
    Tensor t = x;
    for (int i = labels.size() - 1; i >= 0; i--) {
      int first = labels.indexOf(labels.get(i));
      if (first < i) { // a letter twice in one operand: its diagonal
        if (t.size(first) != t.size(i)) {
          throw error(
              String.format(
                  "'%s' stands for sizes %d and %d of operand %d",
                  labels.get(i), t.size(first), t.size(i), number));
        }
        t = t.diagonal(0, first, i).movedim(-1, first);
        labels.remove(i);
      }
    }
    int n = places.size();
    long[] order = new long[n];
    int missing = labels.size();
    for (Map.Entry<Object, Integer> e : places.entrySet()) {
      int at = labels.indexOf(e.getKey());
      order[e.getValue()] = at >= 0 ? at : missing++;
    }
    for (int d = labels.size(); d < n; d++) {
      t = t.unsqueeze(-1);
    }
    return t.permute(order);
  }

  private void checkSizes(Tensor[] aligned, Map<Object, Integer> places) {
    for (Map.Entry<Object, Integer> e : places.entrySet()) {
      long size = 1;
      for (int i = 0; i < aligned.length; i++) {
        long own = aligned[i].size(e.getValue());
        if (own != 1 && size != 1 && own != size) {
          String label = e.getKey() instanceof Character c ? "'" + c + "'" : "'...'";
          throw error(
              String.format(
                  "%s stands for size %d in operand %d, but for %d in one before it",
                  label, own, i, size));
        }
        size = own == 1 ? size : own;
      }
    }
  }

  private static Tensor sum(Tensor x, boolean[] summed) {
    long[] dims = numbers(summed, true);
    return dims.length == 0 ? x : x.sum(dims);
  }

  private static long[] numbers(boolean[] flags, boolean value) {
    long[] result = new long[flags.length];
    int n = 0;
    for (int d = 0; d < flags.length; d++) {
      if (flags[d] == value) {
        result[n++] = d;
      }
    }
    return Arrays.copyOf(result, n);
  }

  /**
   * The sum over some dimensions of the product of two operands of the same number of dimensions;
   * these dimensions stay with size 1. As a batched matrix product [both, left] x [right, both].
   */
  private static Tensor join(Tensor a, Tensor b, boolean[] summed) {
    int n = summed.length;
    List<Integer> both = new ArrayList<>();
    List<Integer> onlyA = new ArrayList<>();
    List<Integer> onlyB = new ArrayList<>();
    List<Integer> contracted = new ArrayList<>();
    for (int d = 0; d < n; d++) {
      boolean inA = a.size(d) != 1;
      boolean inB = b.size(d) != 1;
      if (summed[d] && inA && inB) {
        contracted.add(d);
      } else if (summed[d] && inA) {
        a = a.sum(d, true);
        both.add(d);
      } else if (summed[d] && inB) {
        b = b.sum(d, true);
        both.add(d);
      } else {
        (inA && inB ? both : inA ? onlyA : inB ? onlyB : both).add(d);
      }
    }
    if (contracted.isEmpty()) {
      return a.mul(b);
    }
    Tensor left = matrices(a, both, onlyA, contracted);
    Tensor right = matrices(b, both, contracted, onlyB);
    List<Integer> order = new ArrayList<>(both);
    order.addAll(onlyA);
    order.addAll(onlyB);
    order.addAll(contracted);
    long[] sizes = new long[n];
    long[] back = new long[n];
    for (int i = 0; i < n; i++) {
      int d = order.get(i);
      boolean isSummed = contracted.contains(d);
      sizes[i] = isSummed ? 1 : Math.max(a.size(d), b.size(d));
      sizes[i] = !isSummed && (a.size(d) == 0 || b.size(d) == 0) ? 0 : sizes[i];
      back[d] = i;
    }
    return left.bmm(right).view(sizes).permute(back);
  }

  private static Tensor matrices(
      Tensor x, List<Integer> batch, List<Integer> rows, List<Integer> columns) {
    List<Integer> order = new ArrayList<>(batch);
    order.addAll(rows);
    order.addAll(columns);
    for (int d = 0; d < x.dim(); d++) {
      if (!order.contains(d)) {
        order.add(d); // size 1 here
      }
    }
    return x.permute(order.stream().mapToLong(Integer::longValue).toArray())
        .reshape(product(x, batch), product(x, rows), product(x, columns));
  }

  private static long product(Tensor x, List<Integer> dims) {
    return dims.stream().mapToLong(d -> x.size(d)).reduce(1, (p, q) -> p * q);
  }
}
