package jackhammer.vision;

import jackhammer.io.AtomicFile;
import jackhammer.io.CorruptFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Fetches published files, one after the other, and believes only their SHA-256.
 *
 * <p>What arrives goes to {@code NAME.part}; an interrupted download goes on from there, on the
 * next attempt or in the next process. Only a complete file with the right checksum gets its name,
 * in one step. A file of that name that is there already is checked and kept, never overwritten.
 */
final class Download {
  private static final int ATTEMPTS = 3;
  private static final int CHUNK = 1 << 16;

  private final List<URI> mirrors;
  private final Path folder;
  private final DownloadProgress progress;
  private final int timeoutMillis;

  /**
   * A download into {@code folder}.
   *
   * @param mirrors folders on the net that hold the same files, ending in a slash, the publisher's
   *     first; the next is asked when one fails
   * @param timeout the longest silence of a server
   */
  Download(List<URI> mirrors, Path folder, DownloadProgress progress, Duration timeout) {
    this.mirrors = List.copyOf(mirrors);
    this.folder = folder;
    this.progress = progress;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
  }

  /**
   * Fetches what is missing.
   *
   * @throws CorruptFileException if what a server gave, or what is there, is not what was published
   * @throws UncheckedIOException if no server gave the whole file; what arrived is kept
   */
  void fetch(List<Published> files) {
    try {
      Files.createDirectories(folder);
      for (Published file : files) {
        fetch(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("download to " + folder + ": " + e.getMessage(), e);
    }
  }

  private void fetch(Published file) throws IOException {
    Path target = folder.resolve(file.name());
    if (Files.exists(target)) {
      check(target, target, file, "it is in the way: move it elsewhere, or give another folder");
      progress.at(file.name(), file.size(), file.size());
      return;
    }
    Path part = folder.resolve(file.name() + ".part");
    Exception last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      for (URI mirror : mirrors) {
        try {
          transfer(mirror.resolve(file.name()), part, file);
          finish(part, target, file);
          return;
        } catch (CorruptFileException e) {
          // Perhaps what an earlier attempt left was wrong, or this server alone is: from the
          // start.
          Files.delete(part);
          last = e;
        } catch (IOException e) {
          last = e;
        }
      }
    }
    if (last instanceof CorruptFileException e) {
      throw e;
    }
    long kept = Files.exists(part) ? Files.size(part) : 0;
    throw new IOException(
        ("%s did not arrive in %d attempts from %s (%s); its first %d of %d bytes are kept, and the"
                + " same command goes on from there")
            .formatted(file.name(), ATTEMPTS, mirrors, last.getMessage(), kept, file.size()),
        last);
  }

  /** Fetches what the part lacks. */
  private void transfer(URI address, Path part, Published file) throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (have >= file.size()) {
      return; // complete, or too long and found wrong by its checksum
    }
    HttpURLConnection http = (HttpURLConnection) address.toURL().openConnection();
    http.setConnectTimeout(timeoutMillis);
    http.setReadTimeout(timeoutMillis);
    if (have > 0) {
      http.setRequestProperty("Range", "bytes=" + have + "-");
    }
    int status = http.getResponseCode();
    boolean resumes = status == HttpURLConnection.HTTP_PARTIAL && startsAt(http, have);
    if (!resumes && status != HttpURLConnection.HTTP_OK) {
      throw new IOException(address + " answered with HTTP status " + status);
    }
    try (InputStream in = http.getInputStream();
        FileChannel out =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long done = resumes ? have : 0;
      out.truncate(done);
      out.position(done);
      byte[] chunk = new byte[CHUNK];
      // One byte too many is enough to know that this is another file.
      while (done <= file.size()) {
        int n = in.read(chunk);
        if (n < 0) {
          break;
        }
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        done += n;
        progress.at(file.name(), Math.min(done, file.size()), file.size());
      }
      if (done < file.size()) {
        throw new IOException(
            "%s ended after %d of %d bytes".formatted(address, done, file.size()));
      }
    } finally {
      http.disconnect();
    }
  }

  private static boolean startsAt(HttpURLConnection http, long have) {
    String range = http.getHeaderField("Content-Range");
    return range != null && range.startsWith("bytes " + have + "-");
  }

  private static void finish(Path part, Path target, Published file) throws IOException {
    check(
        part,
        target,
        file,
        "nothing was kept: the server's file is another one or was damaged on its way; try again"
            + " later");
    try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
      out.force(true);
    }
    AtomicFile.replace(part, target);
  }

  private static void check(Path lies, Path named, Published file, String advice)
      throws IOException {
    long size = Files.size(lies);
    if (size != file.size()) {
      throw new CorruptFileException(
          named,
          Math.min(size, file.size()),
          "the publisher's " + file.size() + " bytes",
          size + " bytes",
          advice);
    }
    String sum = sha256(lies);
    if (!sum.equals(file.sha256())) {
      throw new CorruptFileException(
          named,
          CorruptFileException.WHOLE_FILE,
          "the publisher's SHA-256 " + file.sha256(),
          sum,
          advice);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
