package jackhammer.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cases of the recurrent layers leave no combination of arguments out. */
class RecurrentProblemsTest {
  @Test
  void everyCombinationComesOnceInARow() {
    Set<RecurrentProblems.Combination> seen = new HashSet<>();
    for (long seed = 1; seed <= RecurrentProblems.Combination.COUNT; seed++) {
      seen.add(RecurrentProblems.Combination.of(seed));
    }
    assertThat(seen).hasSize(512);
  }
}
