package jackhammer.io;

/**
 * A file is not what it claims to be: cut short, damaged, of another format, or hostile.
 *
 * <p>The message names the file, the offset where that is known, what was expected there and what
 * was found. Nothing was loaded from the file when this is thrown.
 */
public final class CorruptFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception that says {@code message}. */
  public CorruptFileException(String message) {
    super(message);
  }

  /** An exception that says {@code message} and keeps what the decoder underneath threw. */
  public CorruptFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
