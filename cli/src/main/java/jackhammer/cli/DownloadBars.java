package jackhammer.cli;

import jackhammer.vision.DownloadProgress;
import java.io.PrintWriter;

/** A progress bar for each file of a download, one after the other. */
final class DownloadBars implements DownloadProgress, AutoCloseable {
  private final PrintWriter to;
  private Progress bar;
  private String file;
  private long done;

  DownloadBars(PrintWriter to) {
    this.to = to;
  }

  @Override
  public void at(String name, long bytes, long total) {
    if (!name.equals(file)) {
      close();
      file = name;
      done = 0;
      bar = Progress.start(to, name, total, "bytes");
    }
    bar.by(bytes - done);
    done = bytes;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
