package jackhammer.ops;

import jackhammer.Histogram;
import jackhammer.Mantissa;
import jackhammer.MinMax;
import jackhammer.Tensor;
import jackhammer.UniqueElements;
import jackhammer.ValuesIndices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One op in the suite: how it is called, on what, and what must not be checked. Everything else is
 * derived: see the tests beside this class.
 */
public final class Row {

  /** The op, from its tensors to a Tensor, Tensor[], record of tensors or boolean. */
  @FunctionalInterface
  public interface Call {
    Object on(Tensor[] x);
  }

  /** One way to call the op. */
  static final class Case {
    final Call call;
    final In[] inputs;
    Call inPlace;

    Case(Call call, In[] inputs) {
      this.call = call;
      this.inputs = inputs;
    }
  }

  /** A call that must be refused. */
  record Bad(Class<? extends Exception> type, String text, Supplier<?> call) {}

  final String key;
  final List<Case> cases = new ArrayList<>();
  final List<Bad> bad = new ArrayList<>();
  final Set<String> covers = new LinkedHashSet<>();
  In[] large;
  boolean isElementwise;
  boolean checksDtypes;
  boolean checksRows;
  int inputsByRow = 1;
  boolean hasGolden = true;
  boolean checksNames = true;
  boolean checksLayouts = true;
  boolean checksGradient = true;
  boolean checksSecond = true;

  /**
   * @param key PyTorch's name, which is also that of the golden; it covers the method of that name
   */
  Row(String key) {
    this.key = key;
    covers.add(camel(key));
  }

  static String camel(String name) {
    StringBuilder result = new StringBuilder();
    boolean up = false;
    for (char c : name.toCharArray()) {
      if (c == '_' && result.length() > 0) {
        up = true;
      } else if (c == '.') {
        break; // a variant: "add.number"
      } else {
        result.append(up ? Character.toUpperCase(c) : c);
        up = false;
      }
    }
    return result.toString();
  }

  /** A way to call it. */
  public Row on(Call call, In... inputs) {
    cases.add(new Case(call, inputs));
    return this;
  }

  /** The in-place form of the last case: changes x[0] and returns it. */
  public Row inPlace(Call call) {
    cases.get(cases.size() - 1).inPlace = call;
    covers.add(camel(key) + "_");
    return this;
  }

  /** Other methods that this row covers. */
  public Row covers(String... names) {
    covers.addAll(Arrays.asList(names));
    return this;
  }

  /** Compares the first case in every element type with PyTorch's. */
  public Row dtypes() {
    checksDtypes = true;
    return this;
  }

  /** Inputs for the first case that are large enough for several threads. */
  public Row large(In... inputs) {
    large = inputs;
    return this;
  }

  /** Entry i of the result depends on entry i of the first input only: alone it has its bits. */
  public Row rows() {
    checksRows = true;
    return this;
  }

  /** The same of the first inputs up to and including {@code last}, entry by entry together. */
  public Row rowsOf(int last) {
    checksRows = true;
    inputsByRow = last + 1;
    return this;
  }

  /** What must be refused, and words of the message. */
  public Row bad(Class<? extends Exception> type, String text, Supplier<?> call) {
    bad.add(new Bad(type, text, call));
    return this;
  }

  /** No golden: PyTorch has no such op, or has it under another signature. */
  public Row withoutGolden() {
    hasGolden = false;
    return this;
  }

  /** grad_fn differs: the op is made of others than PyTorch's. */
  public Row ownNames() {
    checksNames = false;
    return this;
  }

  /** The op asks for a layout. */
  public Row fixedLayout() {
    checksLayouts = false;
    return this;
  }

  /** No derivative that differences could show: a step function, or the result is chosen freely. */
  public Row withoutGradient() {
    checksGradient = false;
    checksSecond = false;
    return this;
  }

  /** No second derivative that differences could show. */
  public Row withoutSecond() {
    checksSecond = false;
    return this;
  }

  /** The tensors of a result. */
  static Tensor[] tensors(Object result) {
    return switch (result) {
      case Tensor t -> new Tensor[] {t};
      case Tensor[] all -> all;
      case ValuesIndices v -> new Tensor[] {v.values(), v.indices()};
      case MinMax m -> new Tensor[] {m.min(), m.max()};
      case Mantissa m -> new Tensor[] {m.mantissa(), m.exponent()};
      case Histogram h -> new Tensor[] {h.hist(), h.binEdges()};
      case UniqueElements u -> new Tensor[] {u.values(), u.inverse(), u.counts()};
      case Boolean b -> new Tensor[] {Tensor.tensor(b.booleanValue())};
      case Double d -> new Tensor[] {Tensor.tensor(d.doubleValue())};
      case null, default -> throw new IllegalArgumentException("not a result: " + result);
    };
  }

  @Override
  public String toString() {
    return key;
  }
}
