package jackhammer.testing;

import static org.assertj.core.api.Assertions.within;

import jackhammer.GradFn;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/** What a program states: the twin of conformance/goldens/program_facts.py. */
public final class Facts {
  private final Map<String, String> stated = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  public void put(String fact, Object... values) {
    List<String> shown = new ArrayList<>();
    for (Object v : values == null ? new Object[] {null} : values) {
      shown.add(show(v));
    }
    stated.put(fact, String.join(" ; ", shown));
  }

  /** Whether the body throws what a user may see, and with which words. */
  public void fails(String fact, Runnable body) {
    String outcome = "ok";
    try {
      body.run();
    } catch (IllegalArgumentException
        | IllegalStateException
        | UnsupportedOperationException
        | IndexOutOfBoundsException e) {
      outcome = "throws";
      texts.put(fact, String.valueOf(e.getMessage()));
    }
    stated.put(fact, outcome);
  }

  /** The words of an exception that {@link #fails} saw. */
  public String text(String fact) {
    return texts.get(fact);
  }

  public String get(String fact) {
    return stated.get(fact);
  }

  public List<String> names() {
    return List.copyOf(stated.keySet());
  }

  private static String show(Object value) {
    return switch (value) {
      case null -> "null";
      case Tensor t -> {
        StringBuilder out = new StringBuilder(t.dtype().shortName() + " " + size(t.size()) + " |");
        for (double d : t.detach().toDoubleArray()) {
          out.append(' ').append(d);
        }
        yield out.toString();
      }
      case Object[] many -> String.join(" ; ", Arrays.stream(many).map(Facts::show).toList());
      case GradFn f -> f.name();
      case String text -> text.replace("\n", "\\n");
      case Iterable<?> many -> {
        List<String> shown = new ArrayList<>();
        many.forEach(v -> shown.add(show(v)));
        yield String.join(" ; ", shown);
      }
      default -> value.toString();
    };
  }

  private static String size(Size size) {
    return "[" + String.join(",", size.stream().map(Object::toString).toList()) + "]";
  }

  public static int version(Tensor t) {
    return Tensors.data(t).storage().version();
  }

  /** Compares one fact with PyTorch's, numbers within the tolerances of torch.testing. */
  public void compare(String fact, String golden, SoftAssertions softly) {
    String[] expected = golden.replace("torch::autograd::", "").split(" ; ", -1);
    String[] actual = stated.getOrDefault(fact, "not stated").split(" ; ", -1);
    String as = fact + ": PyTorch " + golden + ", here " + String.join(" ; ", actual);
    if (expected.length != actual.length) {
      softly.fail(as + (texts.containsKey(fact) ? "\n" + texts.get(fact) : ""));
      return;
    }
    for (int i = 0; i < expected.length; i++) {
      String[] e = expected[i].split(" [|]", -1);
      String[] a = actual[i].split(" [|]", -1);
      softly.assertThat(a[0]).as(as + texts.getOrDefault(fact, "")).isEqualTo(e[0]);
      if (e.length == 2 && a.length == 2) {
        compareNumbers(e[1].trim(), a[1].trim(), e[0].startsWith("float64"), as, softly);
      } else {
        softly.assertThat(a.length).as(as).isEqualTo(e.length);
      }
    }
  }

  private static void compareNumbers(
      String golden, String own, boolean wide, String as, SoftAssertions softly) {
    String[] e = golden.split(" ");
    String[] a = own.split(" ");
    softly.assertThat(a.length).as(as).isEqualTo(e.length);
    for (int i = 0; i < Math.min(e.length, a.length); i++) {
      if (e[i].isEmpty()) {
        continue;
      }
      double x = number(e[i]);
      double y = number(a[i]);
      if (Double.isFinite(x)) {
        double tolerance = wide ? 1e-7 + 1e-7 * Math.abs(x) : 1e-5 + 1.3e-6 * Math.abs(x);
        softly.assertThat(y).as(as).isCloseTo(x, within(tolerance));
      } else {
        softly.assertThat(Double.valueOf(y)).as(as).isEqualTo(Double.valueOf(x));
      }
    }
  }

  private static double number(String s) {
    return switch (s) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(s);
    };
  }
}
