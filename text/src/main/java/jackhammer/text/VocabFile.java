package jackhammer.text;

import jackhammer.io.AtomicFile;
import jackhammer.io.CorruptFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file of a vocabulary; {@link Vocab#save} describes it. */
final class VocabFile {
  private static final Pattern HEADER =
      Pattern.compile("jackhammer-vocab\t1\t(\\d{1,9})\t(-|\\d{1,9})");
  private static final Pattern LINE = Pattern.compile("((?:[^\\\\]|\\\\[\\\\tnr])*)\t(\\d{1,18})");

  private VocabFile() {}

  static void write(Vocab vocab, Path file) {
    StringBuilder text = new StringBuilder("jackhammer-vocab\t1\t" + vocab.size() + "\t");
    text.append(vocab.unknownIndex() < 0 ? "-" : vocab.unknownIndex()).append('\n');
    for (int i = 0; i < vocab.size(); i++) {
      text.append(escaped(vocab.token(i))).append('\t').append(vocab.count(i)).append('\n');
    }
    ByteBuffer bytes = encoded(text);
    AtomicFile.write(
        file,
        out -> {
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
        });
  }

  private static ByteBuffer encoded(CharSequence text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "Vocab.save: expected tokens of whole characters, got half of a pair (a surrogate) in one;"
              + " cut texts by code points, as Tokenizer.characters() does",
          e);
    }
  }

  private static String escaped(String token) {
    return token
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescaped(String text) {
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        c =
            switch (text.charAt(i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> '\\';
            };
      }
      token.append(c);
    }
    return token.toString();
  }

  static Vocab read(Path file) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
    } catch (CharacterCodingException e) {
      throw corrupt(file, CorruptFileException.WHOLE_FILE, "text in UTF-8", "other bytes");
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read: " + e.getMessage(), e);
    }
    // Only a line feed ends a line: tokens may hold other signs that do so elsewhere.
    String[] lines = text.split("\n", -1);
    Matcher header = HEADER.matcher(lines[0]);
    if (!header.matches()) {
      throw corrupt(
          file,
          0,
          "the line of a vocabulary (jackhammer-vocab, 1, size, unknown)",
          shown(lines[0]));
    }
    int size = Integer.parseInt(header.group(1));
    // The last line ends too, so that something empty follows.
    if (lines.length != size + 2 || !lines[size + 1].isEmpty()) {
      throw corrupt(
          file,
          CorruptFileException.WHOLE_FILE,
          size + " tokens, as its first line says",
          lines.length - 2 + " whole lines after it");
    }
    List<String> tokens = new ArrayList<>(size);
    Set<String> seen = new HashSet<>();
    long[] counts = new long[size];
    long offset = lines[0].length() + 1;
    for (int i = 0; i < size; i++) {
      String line = lines[i + 1];
      Matcher m = LINE.matcher(line);
      if (!m.matches()) {
        throw corrupt(file, offset, "a token, a tab and a count", shown(line));
      }
      String token = unescaped(m.group(1));
      if (!seen.add(token)) {
        throw corrupt(file, offset, "tokens that differ", shown(line) + " once more");
      }
      tokens.add(token);
      counts[i] = Long.parseLong(m.group(2));
      offset += line.getBytes(StandardCharsets.UTF_8).length + 1;
    }
    int unknown = header.group(2).equals("-") ? -1 : Integer.parseInt(header.group(2));
    if (unknown >= size) {
      throw corrupt(file, 0, "an unknown token among the " + size, "number " + unknown);
    }
    return new Vocab(List.copyOf(tokens), counts, unknown);
  }

  private static String shown(String line) {
    return "'" + (line.length() > 40 ? line.substring(0, 40) + "..." : line) + "'";
  }

  private static CorruptFileException corrupt(Path file, long at, String expected, String got) {
    return new CorruptFileException(file, at, expected, got, "save the vocabulary again");
  }
}
