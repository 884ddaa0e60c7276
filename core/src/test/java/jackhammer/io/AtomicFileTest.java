package jackhammer.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void writesANewFileAndLeavesNothingElse() throws IOException {
    write(folder.resolve("a.txt"), "new");
    assertThat(folder.resolve("a.txt")).hasContent("new");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void replacesAFile() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "a much longer old content");
    write(folder.resolve("a.txt"), "new");
    assertThat(folder.resolve("a.txt")).hasContent("new");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void aFailureAtAnyWriteLeavesTheOldFileWhole() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "old");
    for (int failing = 0; failing < 4; failing++) {
      int at = failing;
      assertThatThrownBy(
              () ->
                  AtomicFile.write(
                      file,
                      out -> {
                        for (int i = 0; i < 4; i++) {
                          if (i == at) {
                            throw new IOException("No space left on device");
                          }
                          out.write(ByteBuffer.wrap(new byte[1000]));
                        }
                      }))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(
              "could not write %s (what was there before is untouched): No space left on device",
              file);
      assertThat(file).hasContent("old");
      assertThat(names()).containsExactly("a.txt");
    }
  }

  @Test
  void anUncheckedExceptionOfTheWriterPassesThroughAndLeavesNothing() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    folder.resolve("a.txt"),
                    out -> {
                      throw new IllegalStateException("recycled");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void keepsThePermissionsOfAFileThatItReplaces() throws IOException {
    assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix")).isTrue();
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    write(file, "new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw-r--");
  }

  @Test
  void followsASymbolicLink() throws IOException {
    assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix")).isTrue();
    Path real = Files.createDirectory(folder.resolve("real")).resolve("a.txt");
    Files.writeString(real, "old");
    Path link = Files.createSymbolicLink(folder.resolve("latest"), real);
    write(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void saysThatTheFolderIsMissing() {
    Path file = folder.resolve("none").resolve("a.txt");
    assertThatThrownBy(() -> write(file, "x"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("the folder " + folder.resolve("none") + " does not exist");
  }

  @Test
  void saysThatAFolderIsInTheWay() {
    assertThatThrownBy(() -> write(folder, "x"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("there is a folder of that name");
  }

  private static void write(Path file, String text) {
    AtomicFile.write(file, out -> out.write(StandardCharsets.UTF_8.encode(text)));
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList().stream();
    }
  }
}
