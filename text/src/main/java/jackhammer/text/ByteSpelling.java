package jackhammer.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes as visible characters, as GPT-2 writes them: those that are visible in Latin-1 stand for
 * themselves, the other 68 for the code points from 256 on, in order. A space is {@code Ġ}.
 */
final class ByteSpelling {
  private static final char[] OF = new char[256];
  private static final int[] BACK = new int[256 + 68];

  static {
    Arrays.fill(BACK, -1);
    char next = 256;
    for (int b = 0; b < 256; b++) {
      boolean visible =
          (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
      OF[b] = visible ? (char) b : next++;
      BACK[OF[b]] = b;
    }
  }

  private ByteSpelling() {}

  /** The bytes of a text in UTF-8, spelled. */
  static String of(String text) {
    StringBuilder spelled = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      spelled.append(OF[b & 0xFF]);
    }
    return spelled.toString();
  }

  /** The bytes that a text spells; empty if one of its characters stands for none. */
  static Optional<byte[]> bytes(String spelled) {
    byte[] bytes = new byte[spelled.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = spelled.charAt(i);
      if (c >= BACK.length || BACK[c] < 0) {
        return Optional.empty();
      }
      bytes[i] = (byte) BACK[c];
    }
    return Optional.of(bytes);
  }
}
