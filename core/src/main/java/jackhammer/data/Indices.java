package jackhammer.data;

/** Says clearly which index does not exist. */
final class Indices {
  private Indices() {}

  /**
   * Gives back {@code index}.
   *
   * @throws IndexOutOfBoundsException unless it is in [0, size)
   */
  static int check(String who, int index, int size) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          size == 0
              ? "%s: expected no index, because it is empty, got %d".formatted(who, index)
              : "%s: expected an index from 0 to %d, got %d".formatted(who, size - 1, index));
    }
    return index;
  }
}
