package jackhammer.vision.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What conformance/goldens/lenet.py wrote. */
final class LeNetGolden {
  private final Map<String, String> facts = new HashMap<>();
  private final Map<String, int[]> places = new HashMap<>();
  private final float[] numbers;

  LeNetGolden() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(bytes("lenet.f32")).order(ByteOrder.LITTLE_ENDIAN);
    numbers = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(numbers);
    for (String line : lines("lenet.tsv")) {
      String[] f = line.split("\t", -1);
      if (f[0].equals("fact")) {
        facts.put(f[1], f[2]);
      } else {
        int first = Integer.parseInt(f[4]);
        places.put(
            key(f[1], Integer.parseInt(f[2]), f[3]),
            new int[] {first, first + Integer.parseInt(f[5])});
      }
    }
  }

  String fact(String name) {
    return facts.get(name);
  }

  float[] values(String what, int step, String name) {
    int[] place = places.get(key(what, step, name));
    return Arrays.copyOfRange(numbers, place[0], place[1]);
  }

  private static String key(String what, int step, String name) {
    return what + "\t" + step + "\t" + name;
  }

  /** The golden's choice of 32 elements of a tensor. */
  static float[] sample(float[] all) {
    float[] some = new float[32];
    for (int k = 0; k < some.length; k++) {
      some[k] = all[(int) ((k * 2654435761L & 0xffffffffL) % all.length)];
    }
    return some;
  }

  /** The lines of a golden that are not remarks. */
  static String[] lines(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toArray(String[]::new);
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = LeNetGolden.class.getResourceAsStream("/goldens/" + name)) {
      return in.readAllBytes();
    }
  }
}
