package jackhammer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Tensor;
import jackhammer.io.CorruptFileException;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Animations against what Pillow makes of them: conformance/goldens/gifs.py. */
class GifFramesTest {
  @TempDir Path folder;

  static Stream<List<String>> animations() throws Exception {
    try (InputStream in = GifFramesTest.class.getResourceAsStream("/goldens/gifs.tsv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split("\t")))
          .toList()
          .stream();
    }
  }

  private Path file(List<String> animation) throws Exception {
    Path file = folder.resolve("moving.gif");
    return Files.write(file, Base64.getDecoder().decode(animation.get(1)));
  }

  @ParameterizedTest
  @MethodSource("animations")
  void framesAreWhatAViewerShows(List<String> animation) throws Exception {
    List<String> expected = animation.subList(4, animation.size());
    List<BufferedImage> frames = PictureFile.frames(file(animation));
    assertThat(frames).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      GreyPicture grey = GreyPicture.of(frames.get(i));
      assertThat(grey.width()).isEqualTo(Integer.parseInt(animation.get(2)));
      assertThat(grey.height()).isEqualTo(Integer.parseInt(animation.get(3)));
      assertThat(HexFormat.of().formatHex(grey.pixels()))
          .as("%s, frame %d", animation.get(0), i)
          .isEqualTo(expected.get(i));
    }
  }

  @Test
  void aClipHasTheFramesInDepth() throws Exception {
    Path file = file(animations().findFirst().orElseThrow());
    Tensor clip = Images.readGreyFrames(file, 9, 12);
    assertThat(clip.size().toLongArray()).containsExactly(1, 5, 9, 12);
    assertThat(clip.select(1, 0).toFloatArray()).isEqualTo(Images.readGrey(file).toFloatArray());
    assertThat(clip.select(1, 3).eq(clip.select(1, 0)).all().itemLong()).isZero();
    assertThatThrownBy(() -> Images.readGreyFrames(file, 0, 12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Images.readGreyFrames: expected height and width of at least 1");
  }

  @Test
  void aDamagedAnimationIsRefused() throws Exception {
    Path file = file(animations().findFirst().orElseThrow());
    byte[] whole = Files.readAllBytes(file);
    // A screen of 65,535 x 65,535.
    byte[] huge = whole.clone();
    Arrays.fill(huge, 6, 10, (byte) 0xff);
    Files.write(file, huge);
    assertThatThrownBy(() -> PictureFile.frames(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("5 of 65535 x 65535");
    Files.write(file, Arrays.copyOf(whole, 20));
    assertThatThrownBy(() -> PictureFile.frames(file)).isInstanceOf(CorruptFileException.class);
  }
}
