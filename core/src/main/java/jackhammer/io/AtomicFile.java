package jackhammer.io;

import jackhammer.internal.ops.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Replaces a file in one step: after a crash, a full disk or Ctrl-C there is the whole old file or
 * the whole new one, never a half.
 *
 * <p>The content goes to {@code NAME.tmp.PID.N} in the same folder, is forced to the disk, and is
 * then renamed over the old file; the folder is forced too, so that the rename survives a power
 * cut. The permissions of a file that is replaced are kept; a symbolic link is followed, not
 * replaced.
 *
 * <pre>{@code
 * AtomicFile.write(Path.of("metrics.csv"), out -> out.write(ByteBuffer.wrap(bytes)));
 * }</pre>
 */
public final class AtomicFile {
  private static final AtomicLong COUNT = new AtomicLong();

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to {@code out}, which is empty and positioned at its start. */
    void writeTo(FileChannel out) throws IOException;
  }

  /**
   * Writes {@code file} anew.
   *
   * @param file where; its folder must exist
   * @param content writes the bytes
   * @throws UncheckedIOException if the folder does not exist or something could not be written;
   *     the old file, if there was one, is untouched then
   */
  public static void write(Path file, Content content) {
    Check.notNull("AtomicFile.write", "file", file);
    Check.notNull("AtomicFile.write", "content", content);
    try {
      writeChecked(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not write " + file + " (what was there before is untouched): " + reason(e), e);
    }
  }

  /** What went wrong, in words; the JDK's own text is often just the file's name. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> "access denied";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  private static void writeChecked(Path file, Content content) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new IOException("there is a folder of that name");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new IOException("the folder " + target.getParent() + " does not exist");
    }
    Path temporary = createTemporary(target);
    try {
      try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        content.writeTo(out);
        out.force(true);
      }
      keepPermissions(target, temporary);
      replace(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** An empty file beside the target; one that a killed process left behind is stepped over. */
  private static Path createTemporary(Path target) throws IOException {
    while (true) {
      String name =
          "%s.tmp.%d.%d"
              .formatted(
                  target.getFileName(), ProcessHandle.current().pid(), COUNT.getAndIncrement());
      try {
        return Files.createFile(target.resolveSibling(name));
      } catch (FileAlreadyExistsException e) {
        // a number further on is free
      }
    }
  }

  private static void keepPermissions(Path target, Path temporary) throws IOException {
    PosixFileAttributeView to = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (to != null && Files.exists(target)) {
      to.setPermissions(Files.getPosixFilePermissions(target));
    }
  }

  /**
   * Renames a complete file over another in the same folder, in one step that survives a power cut.
   *
   * @param from a file whose content was forced to the disk
   * @param to the name that it gets; what had it is replaced
   * @throws IOException if the file system cannot do that, or will not
   */
  public static void replace(Path from, Path to) throws IOException {
    Check.notNull("AtomicFile.replace", "from", from);
    Check.notNull("AtomicFile.replace", "to", to);
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("this file system cannot rename a file in one step", e);
    }
    // Windows cannot open a folder, and needs no force for a rename to last.
    if (to.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel folder =
          FileChannel.open(to.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }
}
