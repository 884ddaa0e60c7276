package jackhammer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jackhammer.io.CorruptFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine: nothing leaves it. */
class DownloadTest {
  private final byte[] content = new byte[300_000];
  private final List<String> ranges = new ArrayList<>();
  private final List<Long> seen = new ArrayList<>();
  private HttpServer server;
  private Published file;

  /** What the server answers with; replaced by a test. */
  private Answer answer = this::whole;

  @TempDir Path folder;

  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws Exception {
    new Random(1).nextBytes(content);
    file = new Published("data.gz", content.length, sha256(content));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            ranges.add(exchange.getRequestHeaders().getFirst("Range"));
            answer.to(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetchesAFileAndTellsHowFarItIs() throws IOException {
    fetch();
    assertThat(folder.resolve("data.gz")).hasBinaryContent(content);
    assertThat(names()).containsExactly("data.gz");
    assertThat(seen).isSorted().endsWith((long) content.length);
    assertThat(ranges).containsExactly((String) null);
  }

  @Test
  void keepsAFileThatIsThereAndRight() throws IOException {
    Files.write(folder.resolve("data.gz"), content);
    fetch();
    assertThat(ranges).isEmpty();
    assertThat(seen).containsExactly((long) content.length);
  }

  @Test
  void neverOverwritesAFileThatIsThereAndDifferent() throws IOException {
    Files.writeString(folder.resolve("data.gz"), "mine");
    assertThatThrownBy(this::fetch)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("expected the publisher's 300000 bytes, got 4 bytes")
        .hasMessageContaining("move it elsewhere");
    assertThat(folder.resolve("data.gz")).hasContent("mine");
    assertThat(ranges).isEmpty();
  }

  @Test
  void goesOnWhereAnEarlierDownloadStopped() throws IOException {
    Files.write(folder.resolve("data.gz.part"), Arrays.copyOf(content, 123_456));
    answer = this::rest;
    fetch();
    assertThat(folder.resolve("data.gz")).hasBinaryContent(content);
    assertThat(ranges).containsExactly("bytes=123456-");
    assertThat(seen.getFirst()).isGreaterThan(123_456);
  }

  @Test
  void startsAgainWhenTheServerCannotGoOn() throws IOException {
    Files.write(folder.resolve("data.gz.part"), new byte[1000]);
    fetch();
    assertThat(folder.resolve("data.gz")).hasBinaryContent(content);
    assertThat(ranges).containsExactly("bytes=1000-");
  }

  @Test
  void startsAgainWhenWhatWasThereWasWrong() throws IOException {
    Files.write(folder.resolve("data.gz.part"), new byte[1000]);
    answer = this::rest;
    fetch();
    assertThat(folder.resolve("data.gz")).hasBinaryContent(content);
    assertThat(ranges).containsExactly("bytes=1000-", null);
  }

  @Test
  void aCompletePartIsCheckedWithoutAskingTheServer() throws IOException {
    Files.write(folder.resolve("data.gz.part"), content);
    fetch();
    assertThat(names()).containsExactly("data.gz");
    assertThat(ranges).isEmpty();
  }

  @Test
  void goesOnAfterAConnectionThatBroke() throws IOException {
    answer =
        e -> {
          if (ranges.size() == 1) {
            e.sendResponseHeaders(200, content.length);
            e.getResponseBody().write(content, 0, 100_000);
            e.getResponseBody().flush();
          } else {
            rest(e);
          }
        };
    fetch();
    assertThat(folder.resolve("data.gz")).hasBinaryContent(content);
    assertThat(ranges).hasSize(2);
    assertThat(ranges.getLast()).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void keepsWhatArrivedWhenTheServerAlwaysStopsAndSaysSo() throws IOException {
    answer =
        e -> {
          e.sendResponseHeaders(200, 5000);
          e.getResponseBody().write(content, 0, 5000);
        };
    assertThatThrownBy(this::fetch)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("data.gz did not arrive in 3 attempts")
        .hasMessageContaining("ended after 5000 of 300000 bytes")
        .hasMessageContaining("its first 5000 of 300000 bytes are kept");
    assertThat(names()).containsExactly("data.gz.part");
  }

  @Test
  void refusesAnotherContentOfTheSameLengthAndKeepsNothing() throws Exception {
    content[77] ^= 1;
    assertThatThrownBy(this::fetch)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("expected the publisher's SHA-256 " + file.sha256())
        .hasMessageContaining("got " + sha256(content));
    assertThat(names()).isEmpty();
  }

  @Test
  void stopsReadingAFileThatIsTooLong() throws Exception {
    file = new Published("data.gz", 1000, file.sha256());
    assertThatThrownBy(this::fetch)
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("expected the publisher's 1000 bytes, got ");
    assertThat(names()).isEmpty();
  }

  @Test
  void refusesAnErrorPage() {
    answer = e -> e.sendResponseHeaders(404, -1);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("answered with HTTP status 404");
  }

  @Test
  void asksTheNextServerWhenOneFails() throws IOException {
    answer =
        e -> {
          if (e.getRequestURI().getPath().startsWith("/first/")) {
            e.sendResponseHeaders(503, -1);
          } else {
            whole(e);
          }
        };
    fetch("first/", "second/");
    assertThat(folder.resolve("data.gz")).hasBinaryContent(content);
    assertThat(ranges).hasSize(2);
  }

  @Test
  void aDatasetFetchesOnlyWhatItsFolderLacks() throws Exception {
    Map<String, byte[]> published =
        Map.of(
            "train-images-idx3-ubyte.gz", IdxFiles.gzip(IdxFiles.idx(20, 28, 28)),
            "train-labels-idx1-ubyte.gz", IdxFiles.gzip(IdxFiles.labels(20)),
            "t10k-images-idx3-ubyte.gz", IdxFiles.gzip(IdxFiles.idx(10, 28, 28)),
            "t10k-labels-idx1-ubyte.gz", IdxFiles.gzip(IdxFiles.labels(10)));
    List<String> asked = new ArrayList<>();
    answer =
        e -> {
          String name = e.getRequestURI().getPath().substring(1);
          asked.add(name);
          e.sendResponseHeaders(200, published.get(name).length);
          e.getResponseBody().write(published.get(name));
        };
    List<Published> files = new ArrayList<>();
    for (var p : published.entrySet()) {
      files.add(new Published(p.getKey(), p.getValue().length, sha256(p.getValue())));
    }
    IdxFamily family =
        new IdxFamily(
            "Local", "Local/raw", null, null, List.of(URI.create(address())), files, Mnist.CLASSES);
    String there = "train-labels-idx1-ubyte.gz";
    Files.write(folder.resolve(there), published.get(there));
    assertThat(family.isComplete(folder)).isFalse();
    family.download(folder, DownloadProgress.NONE);
    assertThat(asked).hasSize(3).doesNotContain(there);
    assertThat(family.isComplete(folder)).isTrue();
    assertThat(family.read(folder, true).images().sizes()).containsExactly(20, 28, 28);
    assertThat(family.read(folder, false).labels().sizes()).containsExactly(10);
  }

  private void whole(HttpExchange e) throws IOException {
    e.sendResponseHeaders(200, content.length);
    e.getResponseBody().write(content);
  }

  private void rest(HttpExchange e) throws IOException {
    String range = e.getRequestHeaders().getFirst("Range");
    if (range == null) {
      whole(e);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    e.getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    e.sendResponseHeaders(206, content.length - from);
    e.getResponseBody().write(content, from, content.length - from);
  }

  private void fetch(String... mirrors) {
    List<URI> uris =
        mirrors.length == 0
            ? List.of(URI.create(address()))
            : Arrays.stream(mirrors).map(m -> URI.create(address() + m)).toList();
    new Download(uris, folder, (name, done, total) -> seen.add(done), Duration.ofSeconds(5))
        .fetch(List.of(file));
  }

  private String address() {
    return "http://"
        + server.getAddress().getHostString()
        + ":"
        + server.getAddress().getPort()
        + "/";
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
