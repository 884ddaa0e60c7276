package jackhammer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.io.CorruptFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  @TempDir Path folder;

  @Test
  void readsPlainAndPackedFilesAlike() {
    byte[] plain = IdxFiles.idx(2, 3, 4);
    for (byte[] file : new byte[][] {plain, IdxFiles.gzip(plain)}) {
      Idx idx = Idx.read("x", file, 3);
      assertThat(idx.sizes()).containsExactly(2, 3, 4);
      assertThat(idx.data()).isEqualTo(Arrays.copyOfRange(plain, 16, 40));
    }
  }

  @Test
  void readsAFileOfNoPictures() {
    assertThat(Idx.read("x", IdxFiles.idx(0, 28, 28), 3).data()).isEmpty();
  }

  @Test
  void readsGzipWithEveryHeaderFieldAndSeveralMembers() {
    byte[] plain = IdxFiles.idx(2, 3, 4);
    byte[] first = IdxFiles.gzip(Arrays.copyOf(plain, 25));
    byte[] second = IdxFiles.gzip(Arrays.copyOfRange(plain, 25, 40));
    var out = new ByteArrayOutputStream();
    byte[] header = Arrays.copyOf(first, 10);
    header[3] = 2 + 4 + 8 + 16; // header checksum, extra field, name, comment
    out.writeBytes(header);
    out.writeBytes(new byte[] {3, 0, 9, 9, 9, 'n', 0, 'c', 'c', 0});
    CRC32 crc = new CRC32();
    crc.update(out.toByteArray());
    out.write((int) crc.getValue());
    out.write((int) crc.getValue() >>> 8);
    out.write(first, 10, first.length - 10);
    out.writeBytes(second);
    assertThat(Idx.read("x", out.toByteArray(), 3).data())
        .isEqualTo(Arrays.copyOfRange(plain, 16, 40));
    byte[] wrong = out.toByteArray();
    wrong[15] ^= 1; // the name
    refuses(wrong, 3, "at byte 20 expected the checksum of the gzip header");
  }

  @Test
  void everyTruncationOfAPlainOrPackedFileIsRefused() {
    byte[] plain = IdxFiles.idx(2, 3, 4);
    for (byte[] file : new byte[][] {plain, IdxFiles.gzip(plain)}) {
      for (int n = 0; n < file.length; n++) {
        byte[] cut = Arrays.copyOf(file, n);
        assertThatThrownBy(() -> Idx.read("x", cut, 3))
            .as("%d of %d bytes", n, file.length)
            .isInstanceOf(CorruptFileException.class);
      }
    }
  }

  @Test
  void everyFlippedBitOfAPackedFileIsRefusedUnlessGzipIgnoresIt() {
    byte[] plain = IdxFiles.idx(2, 3, 4);
    byte[] file = IdxFiles.gzip(plain);
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        Idx idx = Idx.read("x", flipped, 3);
        // the time, the operating system, the padding of the last byte mean nothing
        assertThat(idx.data()).isEqualTo(Arrays.copyOfRange(plain, 16, 40));
      } catch (CorruptFileException e) {
        assertThat(e).hasMessageContaining("expected").hasMessageContaining("got");
      }
    }
  }

  @Test
  void randomDamageNeverGivesAnotherException() {
    long seed = 7;
    System.out.println("IdxTest seed " + seed);
    Random random = new Random(seed);
    int rounds = Boolean.getBoolean("jackhammer.thorough") ? 200_000 : 5_000;
    byte[] packed = IdxFiles.gzip(IdxFiles.idx(3, 5, 5));
    byte[] plain = IdxFiles.idx(3, 5, 5);
    for (int i = 0; i < rounds; i++) {
      byte[] b = (random.nextBoolean() ? packed : plain).clone();
      for (int k = random.nextInt(5); k >= 0; k--) {
        b[random.nextInt(random.nextBoolean() ? 30 : b.length)] = (byte) random.nextInt();
      }
      try {
        Idx.read("x", b, 3);
      } catch (CorruptFileException expected) {
        // refused, as it should be
      }
    }
  }

  @Test
  void saysThatImagesAndLabelsAreSwapped() {
    refuses(
        IdxFiles.idx(5),
        3,
        "x: at byte 0 expected the magic number 00000803 (idx, unsigned bytes, 3 dimensions), got"
            + " 00000801: this is another kind of file");
  }

  @Test
  void saysThatTheElementsAreNoBytes() {
    byte[] floats = IdxFiles.idx(5);
    floats[2] = 0x0d;
    refuses(floats, 1, "expected the magic number 00000801 (idx, unsigned bytes, 1 dimension)");
  }

  @Test
  void refusesSizesThatTheFileCannotHold() {
    byte[] big = ByteBuffer.allocate(16).putInt(0x803).putInt(-1).putInt(-1).putInt(-1).array();
    refuses(big, 3, "at byte 4 expected sizes of which the product is at most 1073741824, got");
    refuses(big, 3, "[4294967295, 4294967295, 4294967295]");
    byte[] lying = IdxFiles.idx(2, 3, 4);
    ByteBuffer.wrap(lying).putInt(4, 40_000_000);
    refuses(
        lying, 3, "at byte 40 expected 480000000 bytes after the sizes [40000000, 3, 4], got 24");
    refuses(Arrays.copyOf(IdxFiles.idx(2, 3, 4), 41), 3, "at byte 40 expected 24 bytes");
  }

  @Test
  void refusesBytesBehindTheEndOfGzip() {
    byte[] file = IdxFiles.gzip(IdxFiles.idx(5));
    refuses(
        Arrays.copyOf(file, file.length + 10), 1, "at byte " + file.length + " expected the end");
    refuses(Arrays.copyOf(file, file.length + 3), 1, "expected a gzip header (10 bytes)");
  }

  @Test
  void stopsAtTheLimitOfWhatComesOut() {
    byte[] bomb = IdxFiles.gzip(new byte[10_000_000]);
    assertThat(bomb.length).isLessThan(20_000);
    assertThatThrownBy(() -> Gzip.unpack("bomb", bomb, 1_000_000))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage(
            "bomb: expected at most 1000000 bytes after unpacking, got more; the file does not hold"
                + " what its name says");
    assertThat(Gzip.unpack("fits", bomb, 10_000_000)).hasSize(10_000_000);
  }

  @Test
  void aFolderOrAMissingFileIsRefusedByName() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("sub"));
    assertThatThrownBy(() -> Idx.read(sub, 1))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(sub.toString())
        .hasMessageContaining("a readable idx file");
    assertThatThrownBy(() -> Idx.read(folder.resolve("none"), 1))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("NoSuchFileException");
  }

  private static void refuses(byte[] file, int dimensions, String says) {
    assertThatThrownBy(() -> Idx.read("x", file, dimensions))
        .isInstanceOf(CorruptFileException.class)
        .message()
        .satisfies(m -> assertThat(m.replace(';', ':')).contains(says.replace(';', ':')));
  }
}
