package jackhammer.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What PyTorch computed for the samples: written by conformance/goldens/ops.py, which says how. */
final class Goldens {
  private static final String[] FILES = {
    "elementwise", "reduce", "order", "shape", "index", "linalg"
  };
  private static final Map<String, String[]> LINES = read();

  private Goldens() {}

  private static Map<String, String[]> read() {
    Map<String, String[]> lines = new HashMap<>();
    for (String file : FILES) {
      String name = "/goldens/op_" + file + ".tsv";
      try (InputStream in = Goldens.class.getResourceAsStream(name);
          BufferedReader reader =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        reader
            .lines()
            .filter(line -> !line.startsWith("#"))
            .forEach(
                line -> {
                  String[] fields = line.split("\t", -1);
                  String key = String.join("\t", Arrays.copyOf(fields, 5));
                  if (lines.put(key, fields) != null) {
                    throw new IllegalStateException(name + ": two lines for " + key);
                  }
                });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return lines;
  }

  /** An output or a gradient. */
  record Golden(String gradFn, Tensor value) {}

  /** Output {@code number} of a case in a type, or null if there is none. */
  static Golden output(String key, int caseNumber, DType type, int number) {
    return find("V", key, caseNumber, type, number);
  }

  /** The gradient of input {@code number}, or null if there is none. */
  static Golden gradient(String key, int caseNumber, DType type, int number) {
    return find("G", key, caseNumber, type, number);
  }

  /** Output {@code number} of the first case on numbers of a type; null if PyTorch refuses it. */
  static Golden inType(String key, DType type, int number) {
    return find("D", key, 0, type, number);
  }

  private static Golden find(String kind, String key, int caseNumber, DType type, int number) {
    String id = String.join("\t", kind, key, "" + caseNumber, type.shortName(), "" + number);
    String[] fields = LINES.get(id);
    if (fields == null) {
      return null;
    }
    return new Golden(fields[5], tensor(fields[6], fields[7], fields[8]));
  }

  private static Tensor tensor(String dtype, String sizes, String base64) {
    long[] size =
        sizes.isEmpty()
            ? new long[0]
            : Arrays.stream(sizes.split(",")).mapToLong(Long::parseLong).toArray();
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
    return Tensor.fromByteBuffer(
        bytes, DType.valueOf(dtype.toUpperCase(java.util.Locale.ROOT)), size);
  }
}
