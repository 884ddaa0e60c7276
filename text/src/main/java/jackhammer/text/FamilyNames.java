package jackhammer.text;

import jackhammer.data.Dataset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Family names in 19 languages: 19,737 of them, in the script in which the language is written, a
 * few Chinese and Japanese ones in Latin letters as well.
 *
 * <p>About a fifth is for tests: which, follows from the letters of the name, so that a name that
 * two languages have is on one side alone. So does the order, in which the languages are mixed.
 *
 * <pre>{@code
 * var train = new FamilyNames(true);
 * train.get(0).language(); // Polish
 * }</pre>
 *
 * <p>From the Python package Faker (MIT licence, Copyright (c) 2012 Daniele Faraglia), see NOTICE.
 *
 * @see <a href="https://github.com/joke2k/faker">Faker</a>
 */
public final class FamilyNames implements Dataset<FamilyNames.FamilyName> {
  private static final int TEST_EVERY = 5;

  private final List<FamilyName> names;
  private final List<String> languages;

  /**
   * A name and where it is from.
   *
   * @param name as it is written
   * @param language its English name
   */
  public record FamilyName(String name, String language) {}

  /**
   * Reads the names.
   *
   * @param train the names to learn from, otherwise those to test on
   */
  public FamilyNames(boolean train) {
    List<FamilyName> all =
        JarFile.lines("names/family-names.tsv").stream()
            .map(line -> line.split("\t"))
            .map(columns -> new FamilyName(columns[1], columns[0]))
            .sorted(Comparator.comparingLong(n -> checksum(n.name) / TEST_EVERY))
            .toList();
    this.languages = all.stream().map(FamilyName::language).distinct().sorted().toList();
    this.names = all.stream().filter(n -> checksum(n.name) % TEST_EVERY == 0 != train).toList();
  }

  private static long checksum(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** All languages, in the order of the alphabet. */
  public List<String> languages() {
    return languages;
  }

  @Override
  public FamilyName get(int index) {
    return names.get(index);
  }

  @Override
  public int size() {
    return names.size();
  }
}
