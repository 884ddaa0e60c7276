package jackhammer.text;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.text.FamilyNames.FamilyName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DataInTheJarTest {
  private static Stream<FamilyName> all(FamilyNames names) {
    return IntStream.range(0, names.size()).mapToObj(names::get);
  }

  @Test
  void namesOfAllLanguagesAreOnBothSides() {
    FamilyNames train = new FamilyNames(true);
    FamilyNames test = new FamilyNames(false);
    assertThat(train.size() + test.size()).isEqualTo(19_737);
    assertThat(train.languages()).hasSize(19).isSorted().isEqualTo(test.languages());
    for (String language : train.languages()) {
      long here = all(test).filter(n -> n.language().equals(language)).count();
      long there = all(train).filter(n -> n.language().equals(language)).count();
      assertThat((double) here / (here + there)).as(language).isBetween(0.15, 0.30);
    }
    assertThat(all(train)).contains(new FamilyName("Müller", "German"));
    assertThat(all(test)).allMatch(n -> n.name().equals(n.name().strip()) && !n.name().isEmpty());
  }

  @Test
  void noNameIsOnBothSides() {
    Set<String> train =
        all(new FamilyNames(true)).map(FamilyName::name).collect(Collectors.toSet());
    assertThat(all(new FamilyNames(false))).noneMatch(n -> train.contains(n.name()));
  }

  @Test
  void poemsHaveFourEqualLines() {
    TangQuatrains poems = new TangQuatrains();
    assertThat(poems.size()).isEqualTo(13_978);
    List<String> all = IntStream.range(0, poems.size()).mapToObj(poems::get).toList();
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all)
        .allMatch(
            p ->
                p.matches("\\p{IsHan}{5}(，|。)".repeat(4))
                    || p.matches("\\p{IsHan}{7}(，|。)".repeat(4)));
    assertThat(all.stream().filter(p -> p.length() == 24).count()).isEqualTo(3_716);
    // Wang Zhihuan, as every reader of Chinese knows it.
    assertThat(all).contains("白日依山盡，黃河入海流。欲窮千里目，更上一層樓。");
  }

  @Test
  void temperaturesAreThoseOfTheSource() {
    SeaTemperature sea = SeaTemperature.read();
    float[] celsius = sea.celsius().toFloatArray();
    assertThat(celsius).hasSize(732);
    assertThat(sea.month(0)).hasToString("1950-01");
    assertThat(sea.month(731)).hasToString("2010-12");
    assertThat(celsius[0]).isEqualTo(23.11f);
    assertThat(celsius[731]).isEqualTo(22.07f);
    assertThat(sea.month(578)).hasToString("1998-03");
    assertThat(celsius[578]).as("in the great El Niño").isEqualTo(29.24f);
    for (float c : celsius) {
      assertThat(c).isBetween(18f, 30f);
    }
  }
}
