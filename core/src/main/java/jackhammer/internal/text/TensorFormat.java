package jackhammer.internal.text;

import jackhammer.DType;
import jackhammer.PrintOptions;
import jackhammer.internal.kernel.Strided;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tensor as PyTorch prints it: {@code tensor([[1., 2.], [3., 4.]], grad_fn=<AddBackward0>)}.
 *
 * <p>The same text under every locale.
 */
public final class TensorFormat {
  private static final String PREFIX = "tensor(";

  private static volatile PrintOptions current = PrintOptions.DEFAULT;

  private final Strided x;
  private final PrintOptions options;
  private final boolean summarise;
  private final ElementFormat element;

  private TensorFormat(Strided x, PrintOptions options) {
    this.x = x;
    this.options = options;
    this.summarise = x.numel() > options.threshold();
    IntStream.Builder shown = IntStream.builder();
    collect(x, shown);
    this.element = new ElementFormat(x.storage(), shown.build().toArray(), options);
  }

  /** The options of this process. */
  public static PrintOptions options() {
    return current;
  }

  /** Changes the options of this process. */
  public static void options(PrintOptions options) {
    current = options;
  }

  /**
   * Prints a tensor.
   *
   * @param defaultDtype the floating-point type that is not named; int64 and bool never are, unless
   *     the tensor is empty
   * @param notes what follows the numbers, dtype and size: {@code grad_fn=<...>}, {@code
   *     requires_grad=True}
   */
  public static String format(
      Strided x, PrintOptions options, DType defaultDtype, List<String> notes) {
    List<String> suffixes = new ArrayList<>();
    DType t = x.dtype();
    String body;
    if (x.numel() == 0) {
      body = "[]";
      // Brackets cannot show the sizes, nor that whole numbers were meant.
      if (x.dim() != 1) {
        suffixes.add(sizes(x));
      }
      if (t != defaultDtype) {
        suffixes.add("dtype=" + t);
      }
    } else {
      body = new TensorFormat(x, options).text(x, PREFIX.length());
      if (options.edgeitems() == 0) {
        suffixes.add(sizes(x));
      }
      if (t != defaultDtype && t != DType.INT64 && t != DType.BOOL) {
        suffixes.add("dtype=" + t);
      }
    }
    suffixes.addAll(notes);
    return withSuffixes(PREFIX + body, suffixes, options.linewidth());
  }

  /** Python's {@code size=(2, 3)}; a tuple of one has a comma. */
  private static String sizes(Strided x) {
    return IntStream.of(x.sizes())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "size=(", x.dim() == 1 ? ",)" : ")"));
  }

  private static String withSuffixes(String body, List<String> suffixes, int linewidth) {
    StringBuilder b = new StringBuilder(body);
    // PyTorch counts the last line two columns longer than it is.
    int column = body.length() - body.lastIndexOf('\n') + 1;
    for (String s : suffixes) {
      if (column + s.length() + 2 > linewidth) {
        b.append(",\n").repeat(' ', PREFIX.length()).append(s);
        column = PREFIX.length() + s.length();
      } else {
        b.append(", ").append(s);
        column += s.length() + 2;
      }
    }
    return b.append(')').toString();
  }

  /** Whether the middle of the first dimension of {@code part} is left out. */
  private boolean cuts(Strided part) {
    return summarise && part.size(0) > 2L * options.edgeitems();
  }

  /** The storage positions of the elements that are shown. */
  private void collect(Strided part, IntConsumer at) {
    if (part.dim() == 0) {
      at.accept(part.offset());
      return;
    }
    for (int i : shownOf(part)) {
      collect(part.select(0, i), at);
    }
  }

  /** The entries of the first dimension that are shown. */
  private int[] shownOf(Strided part) {
    int n = part.size(0);
    int edge = options.edgeitems();
    return cuts(part)
        ? IntStream.concat(IntStream.range(0, edge), IntStream.range(n - edge, n)).toArray()
        : IntStream.range(0, n).toArray();
  }

  private String text(Strided part, int indent) {
    return switch (part.dim()) {
      case 0 -> element.format(x.storage(), part.offset());
      case 1 -> row(part, indent);
      default -> block(part, indent);
    };
  }

  private String row(Strided part, int indent) {
    List<String> cells = entries(part, " ...", p -> element.format(x.storage(), p.offset()));
    if (cuts(part) && options.edgeitems() == 0) {
      cells = List.of("...");
    }
    int perLine = Math.max(1, Math.floorDiv(options.linewidth() - indent, element.width() + 2));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < cells.size(); i += perLine) {
      lines.add(String.join(", ", cells.subList(i, Math.min(cells.size(), i + perLine))));
    }
    return "[" + String.join(",\n" + " ".repeat(indent + 1), lines) + "]";
  }

  private String block(Strided part, int indent) {
    List<String> slices = entries(part, "...", p -> text(p, indent + 1));
    return "["
        + String.join("," + "\n".repeat(part.dim() - 1) + " ".repeat(indent + 1), slices)
        + "]";
  }

  private List<String> entries(Strided part, String gap, Function<Strided, String> text) {
    List<String> entries = new ArrayList<>();
    for (int i : shownOf(part)) {
      entries.add(text.apply(part.select(0, i)));
    }
    if (cuts(part)) {
      entries.add(options.edgeitems(), gap);
    }
    return entries;
  }
}
