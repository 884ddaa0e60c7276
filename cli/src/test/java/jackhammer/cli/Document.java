package jackhammer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document of the project, as the blocks of code in it. */
record Document(Path file, List<Block> blocks) {
  private static final String FENCE = "```";

  /** A block: its language, the number of its first line, its lines. */
  record Block(String language, int line, List<String> lines) {
    boolean isSession() {
      return language.equals("java") && lines.getFirst().startsWith(">>> ");
    }

    boolean isProgram() {
      return language.equals("java") && lines.stream().anyMatch(l -> l.contains("void main("));
    }

    String text() {
      return text(lines.stream());
    }

    /** What is typed into the shell: the lines behind a prompt. */
    String typed() {
      return text(lines.stream().filter(Block::isTyped).map(l -> l.substring(4)));
    }

    /** What is printed then. */
    String printed() {
      return text(lines.stream().filter(l -> !isTyped(l)));
    }

    private static boolean isTyped(String line) {
      return line.startsWith(">>> ") || line.startsWith("... ");
    }

    private static String text(Stream<String> lines) {
      return lines.map(l -> l + "\n").collect(Collectors.joining());
    }
  }

  static Document read(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        int end = i + 1;
        while (!lines.get(end).equals(FENCE)) {
          end++;
        }
        String language = lines.get(i).substring(FENCE.length());
        blocks.add(new Block(language, i + 2, lines.subList(i + 1, end)));
        i = end;
      }
    }
    return new Document(file, blocks);
  }
}
