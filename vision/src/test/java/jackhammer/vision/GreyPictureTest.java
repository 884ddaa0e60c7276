package jackhammer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Tensor;
import jackhammer.io.CorruptFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GreyPictureTest {
  @TempDir Path folder;

  record Golden(String name, byte[] file, int width, int height, byte[] grey, byte[] small) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<String[]> lines() throws IOException {
    try (InputStream in = GreyPictureTest.class.getResourceAsStream("/goldens/pictures.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t"))
              .toList()
              .stream();
    }
  }

  static Stream<Golden> pictures() throws IOException {
    return lines()
        .filter(f -> !f[0].equals("scale"))
        .map(
            f ->
                new Golden(
                    f[0],
                    Base64.getDecoder().decode(f[1]),
                    Integer.parseInt(f[2]),
                    Integer.parseInt(f[3]),
                    HexFormat.of().parseHex(f[4]),
                    HexFormat.of().parseHex(f[5])));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void greyAndSmallAreThoseOfPillow(Golden g) throws IOException {
    Path file = Files.write(folder.resolve("x.png"), g.file);
    GreyPicture picture = GreyPicture.read(file);
    assertThat(picture.width()).isEqualTo(g.width);
    assertThat(picture.height()).isEqualTo(g.height);
    assertThat(picture.pixels()).isEqualTo(g.grey);
    assertThat(picture.resize(28, 28).pixels()).isEqualTo(g.small);
  }

  @Test
  void imagesAreScaledTensors() throws IOException {
    Golden g = pictures().filter(p -> p.name.equals("colour 61x40")).findFirst().orElseThrow();
    Path file = Files.write(folder.resolve("x.png"), g.file);
    Tensor whole = Images.readGrey(file);
    assertThat(whole.size().toLongArray()).containsExactly(1, 40, 61);
    assertThat(whole.toFloatArray()[62]).isEqualTo((g.grey[62] & 0xff) / 255f);
    Tensor small = Images.readGrey(file, 28, 28);
    assertThat(small.size().toLongArray()).containsExactly(1, 28, 28);
    assertThat(small.toFloatArray()[783]).isEqualTo((g.small[783] & 0xff) / 255f);
    assertThatThrownBy(() -> Images.readGrey(file, 0, 28))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Images.readGrey: expected height and width of at least 1, got 0 and 28");
  }

  @Test
  void greyOfSixteenBitsKeepsTheUpperEight() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0x12ff);
    image.getRaster().setSample(1, 0, 0, 0xfe00);
    Path file = folder.resolve("x.png");
    ImageIO.write(image, "png", file.toFile());
    assertThat(GreyPicture.read(file).pixels()).containsExactly(0x12, 0xfe);
  }

  @Test
  void saysWhatIsNoPicture() throws IOException {
    Path text = Files.writeString(folder.resolve("x.png"), "not a picture at all");
    refuses(text, "at byte 0 expected a picture (one of [bmp, gif, ");
    Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
    refuses(empty, "got an empty file");
    refuses(folder.resolve("none.png"), "NoSuchFileException");
    refuses(folder, "a readable picture");
  }

  @Test
  void refusesAPictureThatClaimsToBeHuge() throws IOException {
    byte[] png = pictures().findFirst().orElseThrow().file();
    // width and height stand behind the signature and the chunk's length and name
    Arrays.fill(png, 17, 20, (byte) 0x7f);
    Arrays.fill(png, 21, 24, (byte) 0x7f);
    refuses(Files.write(folder.resolve("x.png"), png), "pixels, got 8355711 x 8355711");
  }

  @Test
  void everyTruncationAndRandomDamageIsRefusedOrGivesAPicture() throws IOException {
    long seed = 3;
    System.out.println("GreyPictureTest seed " + seed);
    Random random = new Random(seed);
    byte[] png = pictures().skip(2).findFirst().orElseThrow().file();
    Path file = folder.resolve("x.png");
    for (int n = 0; n < png.length; n++) {
      readOrRefuse(Files.write(file, Arrays.copyOf(png, n)));
    }
    int rounds = Boolean.getBoolean("jackhammer.thorough") ? 5_000 : 500;
    for (int i = 0; i < rounds; i++) {
      byte[] damaged = png.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        damaged[random.nextInt(png.length)] = (byte) random.nextInt();
      }
      readOrRefuse(Files.write(file, damaged));
    }
  }

  private static void readOrRefuse(Path file) {
    try {
      GreyPicture p = GreyPicture.read(file);
      assertThat(p.pixels()).hasSize(p.width() * p.height());
    } catch (CorruptFileException e) {
      assertThat(e).hasMessageContaining(file.toString());
    }
  }

  private static void refuses(Path file, String says) {
    assertThatThrownBy(() -> GreyPicture.read(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(says);
  }
}
