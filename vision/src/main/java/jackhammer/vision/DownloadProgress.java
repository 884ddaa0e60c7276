package jackhammer.vision;

/** Is told how far a download is; called on the thread that downloads, about every 64 KB. */
@FunctionalInterface
public interface DownloadProgress {
  /** Tells nobody. */
  DownloadProgress NONE = (file, done, total) -> {};

  /**
   * So much of a file is there.
   *
   * @param file its name
   * @param done bytes that are on the disk, those of an earlier, interrupted download included
   * @param total bytes that it will have
   */
  void at(String file, long done, long total);
}
