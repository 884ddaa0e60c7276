package jackhammer.text;

import jackhammer.data.Dataset;
import java.util.List;

/**
 * Classical Chinese poems: the 13,978 regular quatrains of the Complete Tang Poems (全唐詩), in
 * traditional characters, each with its punctuation on one line.
 *
 * <p>3,716 have lines of five characters (24 with the punctuation), 10,262 of seven (32).
 *
 * <pre>{@code
 * String poem = new TangQuatrains().get(0); // one line of 24 or 32 signs
 * }</pre>
 *
 * <p>The poems, of the years 618 to 907, are in the public domain; the texts are those of the
 * collection chinese-poetry (MIT licence, Copyright (c) 2016 JackeyGao), see NOTICE.
 *
 * @see <a href="https://github.com/chinese-poetry/chinese-poetry">chinese-poetry</a>
 */
public final class TangQuatrains implements Dataset<String> {
  private final List<String> poems = JarFile.lines("poems/tang-quatrains.txt.gz");

  @Override
  public String get(int index) {
    return poems.get(index);
  }

  @Override
  public int size() {
    return poems.size();
  }
}
