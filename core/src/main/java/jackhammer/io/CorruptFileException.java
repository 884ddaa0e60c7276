package jackhammer.io;

import java.nio.file.Path;

/**
 * A file is not what it says it is: truncated, damaged, mislabelled or made to do harm.
 *
 * <p>The message always says which file, what was expected at which byte, what was found there and
 * what to do. Nothing was loaded: a reader either gives everything or throws this.
 *
 * <pre>{@code
 * t10k-labels-idx1-ubyte.gz: at byte 0 expected the magic number 00000801 (idx, unsigned bytes, 1
 * dimension), got 00000803: this is another kind of file; check that images and labels are not
 * swapped
 * }</pre>
 */
public final class CorruptFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The {@link #offset()} of a fault that has no place, such as a checksum over the whole file. */
  public static final long WHOLE_FILE = -1;

  private final String file;
  private final long offset;

  /**
   * Puts the message together.
   *
   * @param file the file, as the user can find it
   * @param offset the byte at which something else was expected, or {@link #WHOLE_FILE}
   * @param expected what belongs there
   * @param got what was found
   * @param advice what to do
   */
  public CorruptFileException(
      String file, long offset, String expected, String got, String advice) {
    this(file, offset, expected, got, advice, null);
  }

  /** The same with the exception that brought the fault to light. */
  public CorruptFileException(
      String file, long offset, String expected, String got, String advice, Throwable cause) {
    super(
        "%s: %sexpected %s, got %s; %s"
            .formatted(
                file, offset == WHOLE_FILE ? "" : "at byte " + offset + " ", expected, got, advice),
        cause);
    this.file = file;
    this.offset = offset;
  }

  /** The same for a file of the default file system. */
  public CorruptFileException(Path file, long offset, String expected, String got, String advice) {
    this(String.valueOf(file), offset, expected, got, advice, null);
  }

  /** The file, as the user can find it. */
  public String file() {
    return file;
  }

  /** The byte at which something else was expected, or {@link #WHOLE_FILE}. */
  public long offset() {
    return offset;
  }
}
