package jackhammer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Random indices of every kind, read and written, against PyTorch. */
class IndexingGoldensTest {

  private static List<String[]> lines(String kind) {
    try (InputStream in = IndexingGoldensTest.class.getResourceAsStream("/goldens/indexing.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(fields -> fields[0].equals(kind))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long[] longs(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
  }

  private static String text(long[] values) {
    return Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  private static Tensor numbers(long[] sizes, long from) {
    long n = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    return Tensor.arange(from, from + n).reshape(sizes);
  }

  private static Object[] items(String text) {
    return Arrays.stream(text.split(" ")).map(IndexingGoldensTest::item).toArray();
  }

  private static Object item(String text) {
    String rest = text.substring(1);
    return switch (text.charAt(0)) {
      case 'i' -> Long.parseLong(rest);
      case 's' -> {
        Object[] bounds = new Object[3];
        String[] parts = rest.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
          bounds[i] = parts[i].isEmpty() ? null : (Object) Long.parseLong(parts[i]);
        }
        yield Tensor.slice(bounds[0], bounds[1], bounds[2]);
      }
      case 'e' -> Tensor.ELLIPSIS;
      case 'n' -> Tensor.NONE;
      case 'b' -> true;
      default -> {
        String[] parts = rest.split("=", -1);
        Tensor t = Tensor.tensor(longs(parts[1])).view(longs(parts[0]));
        yield text.charAt(0) == 'm' ? t.toBool() : t;
      }
    };
  }

  private static boolean isRefusal(RuntimeException e) {
    return (e instanceof IllegalArgumentException || e instanceof IndexOutOfBoundsException)
        && e.getMessage().startsWith("index");
  }

  /** PyTorch looks at no index where nothing is read or written; here every index is checked. */
  private static boolean isIndexOfNothing(RuntimeException e, boolean nothing) {
    return nothing
        && e instanceof IndexOutOfBoundsException
        && e.getMessage().contains("out of range");
  }

  @Test
  void whatIsReadIsWhatPyTorchReads() {
    SoftAssertions softly = new SoftAssertions();
    List<String[]> all = lines("read");
    for (String[] f : all) {
      String as = "[" + f[1] + "][" + f[2] + "]";
      Tensor x = numbers(longs(f[1]), 0);
      String found;
      try {
        Tensor r = x.index(items(f[2]));
        String kind = r.sharesStorageWith(x) ? "view" : "copy";
        long[] sizes = r.size().stream().mapToLong(Long::longValue).toArray();
        found = kind + "\t" + text(sizes) + "\t" + text(r.toLongArray());
      } catch (RuntimeException e) {
        softly.assertThat(isRefusal(e)).as(as + e).isTrue();
        if (isIndexOfNothing(e, f[f.length - 1].isEmpty())) {
          continue;
        }
        found = "throws";
      }
      softly
          .assertThat(found)
          .as(as)
          .isEqualTo(String.join("\t", Arrays.copyOfRange(f, 3, f.length)));
    }
    assertThat(all).hasSize(700);
    softly.assertAll();
  }

  @Test
  void whatIsWrittenIsWhatPyTorchWrites() {
    SoftAssertions softly = new SoftAssertions();
    List<String[]> all = lines("write");
    for (String[] f : all) {
      String as = "[" + f[1] + "][" + f[2] + "] = " + f[3];
      Tensor x = numbers(longs(f[1]), 0);
      Tensor before = x.clone();
      String found;
      try {
        if (f[3].startsWith("=")) {
          x.indexPut_(Long.parseLong(f[3].substring(1)), items(f[2]));
        } else {
          x.indexPut_(numbers(longs(f[3]), 100), items(f[2]));
        }
        found = text(x.toLongArray());
      } catch (RuntimeException e) {
        softly.assertThat(isRefusal(e)).as(as + e).isTrue();
        softly.assertThat(x.equal(before)).as(as + ": left as it was").isTrue();
        if (isIndexOfNothing(e, f[4].equals(text(before.toLongArray())))) {
          continue;
        }
        found = "throws";
      }
      softly.assertThat(found).as(as).isEqualTo(f[4]);
    }
    assertThat(all).hasSizeGreaterThan(500);
    softly.assertAll();
  }
}
